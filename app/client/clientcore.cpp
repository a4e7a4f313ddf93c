// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/clientcore.h"

#include "base/invoke.h"
#include "transport/maketransport.h"

#include <QThread>

#include <utility>

namespace myna::client {

namespace {

session::SessionSetup setupFor(const ClientOptions& options)
{
    session::SessionSetup setup;
    setup.uplink.frameMs = options.sound.uplink.frameMs;
    setup.renewable = options.renewsProfile;
    return setup;
}

std::unique_ptr<audio::AudioEngine> makeSound(const ClientOptions& options)
{
    if (options.soundParts)
        return std::make_unique<audio::AudioEngine>(options.sound, options.soundParts());
    return std::make_unique<audio::AudioEngine>(options.sound);
}

}

// Both ends and the lines between them, left to right.
struct ClientCore::Line
{
    explicit Line(const ClientOptions& options)
        : session(transport::makeTransport, setupFor(options), options.timing)
        , sound(makeSound(options))
        , network(session::makeNetworkWatch())
    {
        using audio::AudioEngine;
        using session::VoiceSession;
        QObject::connect(sound.get(), &AudioEngine::packetReady, &session, &VoiceSession::sendAudio);
        QObject::connect(sound.get(), &AudioEngine::captureFinished, &session, &VoiceSession::microphoneClosed);
        QObject::connect(&session, &VoiceSession::microphoneWanted, sound.get(), &AudioEngine::openMicrophone);

        QObject::connect(&session, &VoiceSession::speechStarted, sound.get(), &AudioEngine::beginTurn);
        QObject::connect(&session, &VoiceSession::audioReceived, sound.get(), &AudioEngine::play);
        QObject::connect(&session, &VoiceSession::speechEnded, sound.get(), &AudioEngine::endTurn);
        QObject::connect(&session, &VoiceSession::speechCancelled, sound.get(), &AudioEngine::cancelTurn);
        QObject::connect(sound.get(), &AudioEngine::drained, &session, &VoiceSession::playbackDrained);

        QObject::connect(network.get(), &session::NetworkWatch::changed, &session, &VoiceSession::networkChanged);
    }

    session::VoiceSession session;
    std::unique_ptr<audio::AudioEngine> sound;
    std::unique_ptr<session::NetworkWatch> network;
};

class ClientCore::LineThread final : public QThread
{
public:
    LineThread(ClientOptions options, ClientCore* core)
        : m_options(std::move(options))
        , m_core(core)
    {
        setObjectName(QStringLiteral("network"));
    }

protected:
    void run() override
    {
        Line line(m_options);
        onThreadOf(m_core, [core = m_core, session = &line.session, sound = line.sound.get()] {
            core->m_session = session;
            core->m_sound = sound;
            emit core->ready();
        });
        exec();
    }

private:
    ClientOptions m_options;
    ClientCore* m_core;
};

ClientCore::ClientCore(ClientOptions options, QObject* parent)
    : QObject(parent)
    , m_thread(std::make_unique<LineThread>(std::move(options), this))
{
    connect(m_thread.get(), &QThread::finished, this, [this] {
        m_session = nullptr;
        m_sound = nullptr;
        emit stopped();
    });
}

ClientCore::~ClientCore()
{
    m_thread->quit();
    m_thread->wait(); // bounded: both ends stop within their own limits
}

void ClientCore::start()
{
    m_thread->start();
}

void ClientCore::openSound()
{
    onThreadOf(m_sound, [sound = m_sound] { sound->start(); });
}

void ClientCore::stop()
{
    // From here on nobody may reach the two ends any more: they go with their thread, before stopped() arrives here.
    session::VoiceSession* const leaving = std::exchange(m_session, nullptr);
    m_sound = nullptr;
    if (!leaving) {
        m_thread->quit();
        return;
    }
    onThreadOf(leaving, [session = leaving, thread = m_thread.get()] {
        session->disconnectNow(); // the close frame leaves before the loop ends
        thread->quit();
    });
}

}

#include "moc_clientcore.cpp"
