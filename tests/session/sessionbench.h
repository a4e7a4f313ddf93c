// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/jsoncodec.h"
#include "session/voicesession.h"
#include "support/faketransport.h"
#include "support/testcase.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace myna::session {

using protocol::ListenMode;
using protocol::SpeechState;

inline protocol::ConnectionProfile someProfile()
{
    return { .url = QUrl(u"ws://server/xiaozhi/v1/"_s), .framing = protocol::Framing::V3 };
}

// Long limits: what a test waits for is set short by that test.
inline Timing patient()
{
    return { .hello = 60s,
        .answer = 60s,
        .stuckSpeech = 60s,
        .flush = 60s,
        .drain = 60s,
        .reconnect = { .first = 1ms, .attempts = 3, .jitter = 0 } };
}

inline transport::Closing loss()
{
    return { .error = { Error::Code::Network, u"The wire was cut."_s } };
}

inline transport::Closing cleanClose(int code = 1000)
{
    return { .code = code, .clean = true, .error = { Error::Code::Cancelled, u"The session was ended."_s } };
}

// A session with a fake network, and everything it says in the order it says it.
struct Bench
{
    test::FakeNetwork network;
    VoiceSession session;
    QStringList log;
    QVector<protocol::Timeline> timelines;
    bool microphone = false;
    QObject context;

    explicit Bench(const Timing& timing = patient(), const SessionSetup& setup = {})
        : session(network.factory(), setup, timing)
    {
        session.setProfile(someProfile());
        on(&VoiceSession::stateChanged, [this](State state, const QString&) { log.append(u"state "_s + stateName(state)); });
        on(&VoiceSession::microphoneWanted, [this](bool wanted) {
            log.append(wanted ? u"mic on"_s : u"mic off"_s);
            QVERIFY(microphone != wanted); // told on change only
            microphone = wanted;
        });
        on(&VoiceSession::heard, [this](const QString& text) { log.append(u"heard "_s + text); });
        on(&VoiceSession::sentence,
            [this](TurnId turn, const QString& text) { log.append(u"sentence %1 %2"_s.arg(turn.number).arg(text)); });
        on(&VoiceSession::speechStarted, [this](TurnId turn) { log.append(u"speech %1"_s.arg(turn.number)); });
        on(&VoiceSession::audioReceived, [this](TurnId turn, const protocol::AudioPacket& packet) {
            log.append(u"audio %1 %2"_s.arg(turn.number).arg(QString::fromLatin1(packet.opus)));
        });
        on(&VoiceSession::speechEnded, [this](TurnId turn) { log.append(u"ended %1"_s.arg(turn.number)); });
        on(&VoiceSession::speechCancelled, [this](TurnId turn) { log.append(u"cancelled %1"_s.arg(turn.number)); });
        on(&VoiceSession::turnFinished, [this](TurnId turn, const protocol::Timeline& timeline) {
            log.append(u"finished %1"_s.arg(turn.number));
            timelines.append(timeline);
        });
        on(&VoiceSession::notice, [this](const QString& text) { log.append(u"notice "_s + text); });
        on(&VoiceSession::refused, [this](const Error&) { log.append(u"refused"_s); });
    }

    template<typename Signal, typename Handler>
    void on(Signal signal, Handler handler)
    {
        QObject::connect(&session, signal, &context, handler);
    }

    test::FakeTransport& wire() { return *network.newest; }

    void answer()
    {
        wire().accept();
        hello();
    }

    void hello() { wire().say(protocol::Hello { .audio = protocol::AudioParams { .sampleRateHz = 24000 } }, u"session-1"_s); }
    void listenIn(ListenMode mode)
    {
        session.startListening(mode);
        answer();
        clear();
    }

    void clear()
    {
        log.clear();
        wire().sent.clear();
        wire().sentAudio.clear();
    }

    void stt(const QString& text) { wire().say(protocol::Stt { text }); }
    void speech(SpeechState state, const QString& text = {}) { wire().say(protocol::Speech { state, text }); }
    void sound(const char* opus) { wire().sendSound(opus); }
    void microphoneFrame(const char* opus = "x") { session.sendAudio({ opus, 0, 0 }); }

    // What was sent, as the wire shows it, without the session id.
    QStringList sent()
    {
        QStringList texts;
        for (const protocol::Message& message : std::as_const(wire().sent)) {
            const QJsonObject json = QJsonDocument::fromJson(protocol::encode(message)).object();
            QStringList words { json["type"_L1].toString() };
            for (const QLatin1String key : { "state"_L1, "mode"_L1, "text"_L1 }) {
                if (json.contains(key))
                    words.append(json[key].toString());
            }
            texts.append(words.join(u' '));
        }
        return texts;
    }
};

}
