// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/globalshortcut_portal_linux.h"
#include "desktop/globalshortcut_x11_linux.h"

#include <QGuiApplication>

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

std::unique_ptr<GlobalShortcut> makeGlobalShortcut(KeyPurpose purpose)
{
    // Under Wayland an X11 grab works only while X11 windows have the focus: the portal decides there, whatever Qt draws with.
    const bool wayland = qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (QGuiApplication::platformName() == "xcb"_L1 && !wayland)
        return std::make_unique<X11Shortcut>(purpose);
    return std::make_unique<PortalShortcut>(purpose);
}

}
