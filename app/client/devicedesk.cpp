// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/devicedesk.h"

#include "base/invoke.h"
#include "client/clientcore.h"
#include "mcp/thingtools.h"

#include <algorithm>

namespace myna::client {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype longestReason = 200; // characters

}

DeviceDesk::DeviceDesk(int volumePercent, QObject* parent)
    : DeviceDesk(volumePercent, ReconnectTiming {}, parent)
{
}

DeviceDesk::DeviceDesk(int volumePercent, const ReconnectTiming& timing, QObject* parent)
    : QObject(parent)
    , m_server(mcp::GateLimits {}, timing.relist)
    , m_timing(timing)
{
    auto speaker = std::make_unique<things::Speaker>(volumePercent, [this](int percent) { emit volumeWanted(percent); });
    auto lamp = std::make_unique<things::Lamp>();
    m_speaker = speaker.get();
    m_lamp = lamp.get();
    // Two fresh names cannot collide.
    [[maybe_unused]] const auto first = m_things.add(std::move(speaker));
    [[maybe_unused]] const auto second = m_things.add(std::move(lamp));
    m_collecting.setSingleShot(true);
    m_quiet.setSingleShot(true);
    connect(&m_collecting, &QTimer::timeout, this, &DeviceDesk::collect);
    connect(&m_quiet, &QTimer::timeout, this, &DeviceDesk::reconnect);
    connect(&m_server, &mcp::McpServer::called, this, &DeviceDesk::called);
    connect(&m_server, &mcp::McpServer::visionChanged, this, &DeviceDesk::visionChanged);
    connect(&m_server, &mcp::McpServer::listGrewOld, this, &DeviceDesk::reconnectSoon);
    addThings(m_things);
    collect();
}

DeviceDesk::~DeviceDesk() = default;

void DeviceDesk::add(std::unique_ptr<mcp::ToolFamily> family)
{
    connect(family.get(), &mcp::ToolFamily::toolsChanged, this, &DeviceDesk::collectSoon);
    m_families.push_back(std::move(family));
    collectSoon();
}

void DeviceDesk::addThings(things::ThingRegistry& things)
{
    connect(&things, &things::ThingRegistry::added, this, &DeviceDesk::collectSoon);
    connect(&things, &things::ThingRegistry::removed, this, &DeviceDesk::collectSoon);
    m_registries.push_back(&things);
    collectSoon();
}

// Many changes at once are one.
void DeviceDesk::collectSoon()
{
    if (!m_collecting.isActive())
        m_collecting.start(0);
}

void DeviceDesk::collect()
{
    m_collecting.stop();
    std::vector<mcp::Tool> tools;
    const auto take = [&tools](std::vector<mcp::Tool> more) { std::ranges::move(more, std::back_inserter(tools)); };
    const auto takeThings = [&take](const things::ThingRegistry& registry) {
        for (things::Thing* thing : registry.things())
            take(mcp::toolsOf(*thing));
    };
    // A family may know better than a thing what a name means here: the first tool of a name counts.
    for (const auto& family : m_families)
        take(family->tools());
    take({ mcp::deviceStatusTool(m_things) });
    takeThings(m_things);
    for (const things::ThingRegistry* registry : m_registries) {
        if (registry != &m_things)
            takeThings(*registry);
    }
    m_server.setTools(std::move(tools));
}

void DeviceDesk::join(ClientCore& core)
{
    m_core = &core;
    session::VoiceSession* session = core.session();
    audio::AudioEngine* sound = core.sound();
    connect(session, &session::VoiceSession::serverHello, &m_server, &mcp::McpServer::beginSession);
    connect(session, &session::VoiceSession::mcpReceived, &m_server, &mcp::McpServer::receive);
    connect(&m_server, &mcp::McpServer::replyReady, session, &session::VoiceSession::sendMcp);
    connect(session, &session::VoiceSession::linkClosed, &m_server, &mcp::McpServer::endSession);
    connect(
        session, &session::VoiceSession::heard, &m_server, [this](const QString& text) { m_server.setReason(text.left(longestReason)); });
    connect(session, &session::VoiceSession::stateChanged, this, &DeviceDesk::followState);
    connect(this, &DeviceDesk::volumeWanted, sound, &audio::AudioEngine::setVolume);
    onThreadOf(sound, [sound, percent = m_speaker->volume()] { sound->setVolume(percent); });
}

void DeviceDesk::setServer(const QString& profile, const QString& name)
{
    m_server.setPeer({ .profile = profile, .name = name });
}

void DeviceDesk::followState(session::State state)
{
    m_state = state;
    if (state == session::State::Idle)
        reconnectSoon();
    else
        m_quiet.stop();
}

// The usual servers hear of new tools only in a new session. Never in the middle of a conversation, and not again and again.
void DeviceDesk::reconnectSoon()
{
    if (!m_server.isListOld() || m_state != session::State::Idle || m_quiet.isActive())
        return;
    const auto since = m_reconnected.isValid() ? std::chrono::milliseconds(m_reconnected.elapsed()) : m_timing.between;
    m_quiet.start(std::max(m_timing.quiet, m_timing.between - since));
}

void DeviceDesk::reconnect()
{
    session::VoiceSession* session = m_core ? m_core->session() : nullptr;
    if (!session || !m_server.isListOld())
        return;
    m_reconnected.start();
    onThreadOf(session, [session] {
        if (session->state() != session::State::Idle || !session->isConnected())
            return; // somebody began to talk, or the next connection is the new one
        session->disconnectNow();
        session->connectNow();
    });
}

}

#include "moc_devicedesk.cpp"
