// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/clienttools.h"

#include "tools/applicationfamily.h"
#include "tools/camerafamily.h"
#include "tools/clipboardfamily.h"
#include "tools/computersound.h"
#include "tools/screenshotfamily.h"
#include "tools/screenthing.h"
#include "tools/volumefamily.h"
#include "tools/webpagefamily.h"

namespace myna::client {

ClientTools::ClientTools(DeviceDesk& desk, const WindowHands& hands, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
    , m_volume(audio::makeSystemVolume())
    , m_camera(tools::makeCameraFrames())
    , m_status { tools::batteryStatus(), tools::networkStatus() }
{
    addSound();
    addScreen(hands);
    addPictures();
    addPrograms();
    auto state = std::make_unique<tools::StatusFamily>(m_desk.things(), std::exchange(m_status, {}));
    m_anyFamily = state.get();
    m_desk.add(std::move(state));
}

ClientTools::~ClientTools() = default;

void ClientTools::addThing(std::unique_ptr<things::Thing> thing)
{
    [[maybe_unused]] const auto added = m_desk.things().add(std::move(thing)); // nothing else has these names
}

void ClientTools::addSound()
{
    if (!m_volume)
        return;
    auto family = std::make_unique<tools::VolumeFamily>(*m_volume, m_desk.speaker());
    for (tools::StatusSource& source : family->status())
        m_status.push_back(std::move(source));
    m_desk.add(std::move(family));
    // The card is there while there is an output, and stays as unreachable when that goes.
    connect(m_volume.get(), &audio::SystemVolume::levelChanged, this, [this] {
        if (m_volume->level() && !m_desk.things().find(u"ComputerSound"))
            addThing(std::make_unique<tools::ComputerSound>(*m_volume));
    });
    m_volume->start();
}

void ClientTools::addScreen(const WindowHands& hands)
{
    auto backlight = tools::makeBacklight();
    if (!backlight && !hands.setTheme)
        return;
    auto screen = std::make_unique<tools::ScreenThing>(std::move(backlight), hands.setTheme);
    m_screen = screen.get();
    m_status.push_back(tools::screenStatus(*screen));
    addThing(std::move(screen));
}

void ClientTools::addPictures()
{
    connect(&m_desk, &DeviceDesk::visionChanged, this, &ClientTools::showPlace);
    m_desk.add(std::make_unique<tools::ScreenshotFamily>(tools::makeScreenCapture(), m_pictures));
    m_desk.add(std::make_unique<tools::CameraFamily>(m_camera, m_pictures));
    connect(&m_camera, &tools::Camera::inUseChanged, this, &ClientTools::cameraInUse);
    const auto showCard = [this] {
        if (m_camera.isThere() && !m_desk.things().find(u"Camera"))
            addThing(std::make_unique<tools::CameraThing>(m_camera));
    };
    connect(&m_camera, &tools::Camera::thereChanged, this, showCard);
    showCard();
}

void ClientTools::addPrograms()
{
    m_desk.add(std::make_unique<tools::ClipboardFamily>());
    m_desk.add(std::make_unique<tools::WebPageFamily>(tools::desktopOpener()));
    m_desk.add(std::make_unique<tools::ApplicationFamily>(tools::makeApplications()));
}

void ClientTools::reachBy(const protocol::ConnectionProfile& profile)
{
    m_profile = profile;
    showPlace();
}

void ClientTools::showPlace()
{
    const mcp::Vision& vision = m_desk.vision();
    m_pictures.setPlace({ vision.url, vision.token, m_profile.identity.deviceId, m_profile.identity.clientId, m_profile.reach });
}

void ClientTools::retranslate()
{
    if (m_anyFamily)
        emit m_anyFamily->toolsChanged(); // all are asked again
}

void ClientTools::showTheme(bool dark)
{
    if (m_screen)
        m_screen->reportTheme(dark);
}

}

#include "moc_clienttools.cpp"
