// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

#include <memory>

namespace myna::audio {

// Looks after the part of Qt Multimedia that is shared by all devices.
//
// Qt's PulseAudio connection is a hidden object that belongs to the thread that first asks for a device. When it loses the server it tries again
// once, three seconds later, and never after that; when the first try fails it is dead from the start. So that thread is this one, and its event
// loop runs only while a server is known to be there: the one retry then succeeds, however long the server was away.
class QtSoundHome final : public QThread {
    Q_OBJECT

public:
    QtSoundHome();
    ~QtSoundHome() override;
    void attend(); // the server is there (again); attended() follows
    bool leave(int waitMs); // false: still inside the sound system, this object must be leaked

signals:
    void attended();

protected:
    void run() override;

private:
    struct Door;
    std::unique_ptr<Door> m_door;
};

}
