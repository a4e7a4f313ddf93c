// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>

namespace myna::test {

// A private X server without a screen. Start it before QApplication: it sets DISPLAY and QT_QPA_PLATFORM of this process.
class VirtualScreen
{
public:
    ~VirtualScreen();
    bool start(int width = 1280, int height = 860);
    // A real pointer, moved and pressed by the X server: the program cannot tell it from a hand.
    static void moveTo(int x, int y);
    static void click(int x, int y);
    static void press();
    static void release();
    static void key(const QString& name); // as xdotool names keys
    static void keyDown(const QString& name); // and stays down: the X server repeats it
    static void keyUp(const QString& name);
    void stop(); // as a crash of the X server

private:
    QProcess m_server;
};

}
