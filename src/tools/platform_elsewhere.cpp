// SPDX-License-Identifier: GPL-3.0-or-later
// What Myna does not know of this system yet: tools that would need it are not listed.
#include "tools/applications.h"
#include "tools/backlight.h"
#include "tools/camera.h"
#include "tools/screencapture.h"
#include "tools/statusfamily.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

StatusSource nothing(const QString& key)
{
    return { key, [](QObject*, const StatusSource::Told& told) { told({}); } };
}

}

StatusSource batteryStatus(const QString&)
{
    return nothing(u"battery"_s);
}

StatusSource networkStatus(const QString&)
{
    return nothing(u"network"_s);
}

std::unique_ptr<Backlight> makeBacklight(const QString&)
{
    return nullptr;
}

std::unique_ptr<Applications> makeApplications()
{
    return nullptr;
}

std::unique_ptr<FrameSource> makeCameraFrames()
{
    return nullptr;
}

std::unique_ptr<ScreenCapture> makePortalCapture()
{
    return nullptr;
}

}
