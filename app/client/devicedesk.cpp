// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/devicedesk.h"

#include "base/invoke.h"
#include "client/clientcore.h"
#include "mcp/thingtools.h"

namespace myna::client {

DeviceDesk::DeviceDesk(int volumePercent, QObject* parent)
    : QObject(parent)
{
    auto speaker = std::make_unique<things::Speaker>(volumePercent, [this](int percent) { emit volumeWanted(percent); });
    auto lamp = std::make_unique<things::Lamp>();
    m_speaker = speaker.get();
    m_lamp = lamp.get();
    // Two fresh names cannot collide.
    [[maybe_unused]] const auto first = m_things.add(std::move(speaker));
    [[maybe_unused]] const auto second = m_things.add(std::move(lamp));
    m_server.addTool(mcp::deviceStatusTool(m_things));
    for (things::Thing* thing : m_things.things()) {
        for (mcp::Tool& tool : mcp::toolsOf(*thing))
            m_server.addTool(std::move(tool));
    }
    connect(&m_server, &mcp::McpServer::called, this, &DeviceDesk::called);
}

void DeviceDesk::join(ClientCore& core)
{
    session::VoiceSession* session = core.session();
    audio::AudioEngine* sound = core.sound();
    connect(session, &session::VoiceSession::mcpReceived, &m_server, &mcp::McpServer::receive);
    connect(&m_server, &mcp::McpServer::replyReady, session, &session::VoiceSession::sendMcp);
    connect(this, &DeviceDesk::volumeWanted, sound, &audio::AudioEngine::setVolume);
    onThreadOf(sound, [sound, percent = m_speaker->volume()] { sound->setVolume(percent); });
}

}

#include "moc_devicedesk.cpp"
