// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scriptedengines.h"
#include "server/dialogue/devicesession.h"
#include "support/faketransport.h"
#include "support/soundpackets.h"

#include <QPointer>

namespace myna::test {

// One device on a pipe without a wire, and what it was told.
struct SessionRig
{
    explicit SessionRig(
        EngineRegistry& engines, const DeviceFacts& facts = {}, const DialogueTiming& timing = {}, const DialogueServices& services = {})
    {
        auto pipe = std::make_unique<FakeTransport>();
        wire = pipe.get();
        session = std::make_unique<DeviceSession>(std::move(pipe), facts, engines, timing);
        session->setServices(services);
        QObject::connect(session.get(), &DeviceSession::closed, session.get(), [this](const QString& reason) { closings += reason; });
        QObject::connect(
            session.get(), &DeviceSession::turnFinished, session.get(), [this](const TurnReport& report) { reports += report; });
        session->start();
        wire->accept();
    }
    void hello(bool mcp = false)
    {
        protocol::Hello hello;
        hello.features.mcp = mcp;
        wire->say(hello);
    }
    void listen(protocol::ListenMode mode) { wire->say(protocol::Listen { protocol::ListenState::Start, mode, {} }); }
    void stopListening() { wire->say(protocol::Listen { protocol::ListenState::Stop, {}, {} }); }
    void type(const QString& text) { wire->say(protocol::Listen { protocol::ListenState::Detect, {}, text }); }
    void abort() { wire->say(protocol::Abort {}); }
    void hear(const codec::PcmFrame& clip)
    {
        for (const protocol::AudioPacket& packet : packetsOf(clip))
            wire->sendSound(packet.opus);
    }
    [[nodiscard]] int count(protocol::SpeechState state) const
    {
        return int(std::count_if(wire->sent.begin(), wire->sent.end(), [state](const protocol::Message& message) {
            const auto* speech = std::get_if<protocol::Speech>(&message.body);
            return speech && speech->state == state;
        }));
    }
    [[nodiscard]] int stops() const { return count(protocol::SpeechState::Stop); }
    [[nodiscard]] QStringList sentences() const
    {
        QStringList out;
        for (const protocol::Message& message : wire->sent) {
            const auto* speech = std::get_if<protocol::Speech>(&message.body);
            if (speech && speech->state == protocol::SpeechState::SentenceStart)
                out += speech->text;
        }
        return out;
    }
    [[nodiscard]] QStringList faces() const
    {
        QStringList out;
        for (const protocol::Message& message : wire->sent) {
            if (const auto* emotion = std::get_if<protocol::Emotion>(&message.body))
                out += emotion->emotion;
        }
        return out;
    }

    QPointer<FakeTransport> wire;
    std::unique_ptr<DeviceSession> session;
    QStringList closings;
    QVector<TurnReport> reports;
};

}
