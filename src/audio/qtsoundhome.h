// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

#include <memory>

namespace myna::audio {

// Looks after the part of Qt Multimedia that is shared by all devices.
//
// Qt's two PulseAudio connections are hidden objects that belong to the thread that first lists devices or starts a stream. When they lose
// the server they try again once, three seconds later, and never after that; when the first try fails they are dead from the start. So that
// thread is this one, and its event loop runs only while a server is known to be there: the one retry then succeeds, however long the
// server was away. The three seconds are cut short (RetryDispatcher).
class QtSoundHome final : public QThread
{
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
    void letThemRetry();
    void retried();

    struct Door;
    std::unique_ptr<Door> m_door;
};

}
