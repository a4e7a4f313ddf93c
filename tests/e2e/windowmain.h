// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/virtualscreen.h"

#include <QApplication>
#include <QTest>

#include <cstdio>
#include <cstdlib>

namespace myna::test {

// Runs a test of the real window on an X server of its own, without a keyring, and leaves without static destructors: the sound backend
// of Qt 6.4 can crash in them.
template<typename Test>
[[noreturn]] void runWindowTest(int argc, char** argv)
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // no keyring, and none started behind our back
    VirtualScreen screen;
    {
        QCoreApplication early(argc, argv); // QProcess wants one
        if (!screen.start())
            qFatal("no X server could be started");
    }
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    int failures = 0;
    {
        Test test;
        failures = QTest::qExec(&test, argc, argv);
    }
    fflush(nullptr);
    std::quick_exit(failures);
}

}
