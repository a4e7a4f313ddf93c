// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/virtualscreen.h"

#include <csignal>

#include <sys/prctl.h>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

namespace {

void xdotool(const QStringList& arguments)
{
    if (QProcess::execute(u"xdotool"_s, arguments) != 0)
        qFatal("xdotool %s failed", qPrintable(arguments.join(u' ')));
}

}

VirtualScreen::~VirtualScreen()
{
    stop();
}

void VirtualScreen::stop()
{
    m_server.kill();
    m_server.waitForFinished(2000);
}

bool VirtualScreen::start(int width, int height)
{
    // Tests leave through quick_exit, where no destructor runs: the server goes when its parent does.
    m_server.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_server.start(u"Xvfb"_s,
        { u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"%1x%2x24"_s.arg(width).arg(height), u"-nolisten"_s, u"tcp"_s, u"-noreset"_s });
    if (!m_server.waitForReadyRead(10000))
        return false;
    const QByteArray number = m_server.readAllStandardOutput().trimmed();
    qputenv("DISPLAY", ":" + number);
    qputenv("QT_QPA_PLATFORM", "xcb");
    return !number.isEmpty();
}

void VirtualScreen::moveTo(int x, int y)
{
    xdotool({ u"mousemove"_s, u"--sync"_s, QString::number(x), QString::number(y) });
}

void VirtualScreen::click(int x, int y)
{
    xdotool({ u"mousemove"_s, QString::number(x), QString::number(y), u"click"_s, u"1"_s });
}

void VirtualScreen::press()
{
    xdotool({ u"mousedown"_s, u"1"_s });
}

void VirtualScreen::release()
{
    xdotool({ u"mouseup"_s, u"1"_s });
}

void VirtualScreen::key(const QString& name)
{
    xdotool({ u"key"_s, name });
}

void VirtualScreen::keyDown(const QString& name)
{
    xdotool({ u"keydown"_s, name });
}

void VirtualScreen::keyUp(const QString& name)
{
    xdotool({ u"keyup"_s, name });
}

}
