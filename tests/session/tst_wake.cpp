// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/jsoncodec.h"
#include "session/voicesession.h"
#include "support/faketransport.h"
#include "support/testcase.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace myna::session {

namespace {

using protocol::ListenMode;
using protocol::SpeechState;

// A pipe that keeps the order of messages and sound.
class OrderedTransport final : public transport::Transport
{
    Q_OBJECT

public:
    using Transport::Transport;

    void open() override { ++opens; }
    void close() override { m_open = false; }
    void send(const protocol::Message& message) override
    {
        const QJsonObject json = QJsonDocument::fromJson(protocol::encode(message)).object();
        QStringList words { json["type"_L1].toString() };
        for (const QLatin1String key : { "state"_L1, "mode"_L1, "text"_L1, "reason"_L1 }) {
            if (json.contains(key))
                words.append(json[key].toString());
        }
        sent.append(words.join(u' '));
    }
    void sendAudio(const protocol::AudioPacket& packet) override { sent.append(u"audio "_s + QString::fromLatin1(packet.opus)); }
    [[nodiscard]] bool isOpen() const override { return m_open; }
    [[nodiscard]] transport::TransportCounters counters() const override { return {}; }

    void answer()
    {
        m_open = true;
        emit opened();
        say(protocol::Hello { .audio = protocol::AudioParams { .sampleRateHz = 24000 } });
    }
    void say(const protocol::Body& body) { emit messageReceived({ u"session-1"_s, body }); }
    void lose() { emit closed({ .error = { Error::Code::Network, u"The wire was cut."_s } }); }

    QStringList sent;
    int opens = 0;

private:
    bool m_open = false;
};

QVector<protocol::AudioPacket> preRoll()
{
    return { { "one", 0, 0 }, { "two", 0, 0 } };
}

// What peers expect after the wish, in this order.
QStringList golden(const QString& mode = u"auto"_s)
{
    return { u"audio one"_s, u"audio two"_s, u"listen detect hello computer"_s, u"listen start "_s + mode };
}

Timing patient()
{
    return { .hello = 60s, .answer = 60s, .stuckSpeech = 60s, .flush = 60s, .drain = 60s, .reconnect = { .first = 1ms, .attempts = 3 } };
}

struct Bench
{
    QPointer<OrderedTransport> wire;
    VoiceSession session;
    QStringList log;
    bool microphone = false;

    Bench()
        : session(
            [this](const protocol::ConnectionProfile&) {
                auto made = std::make_unique<OrderedTransport>();
                wire = made.get();
                return made;
            },
            {}, patient())
    {
        session.setProfile({ .url = QUrl(u"ws://server/xiaozhi/v1/"_s), .framing = protocol::Framing::V3 });
        QObject::connect(&session, &VoiceSession::stateChanged, &session, [this](State state) { log.append(stateName(state)); });
        QObject::connect(&session, &VoiceSession::microphoneWanted, &session, [this](bool wanted) { microphone = wanted; });
        QObject::connect(&session, &VoiceSession::speechCancelled, &session, [this](TurnId) { log.append(u"cancelled"_s); });
        QObject::connect(&session, &VoiceSession::audioReceived, &session,
            [this](TurnId, const protocol::AudioPacket& packet) { log.append(QString::fromLatin1(packet.opus)); });
    }

    void connected()
    {
        session.connectNow();
        wire->answer();
        clear();
    }
    void listening(ListenMode mode)
    {
        session.startListening(mode);
        wire->answer();
        clear();
    }
    void speaking(ListenMode mode)
    {
        listening(mode);
        wire->say(protocol::Stt { u"a question"_s });
        wire->say(protocol::Speech { SpeechState::Start, {} });
        emit wire->audioReceived({ "answer", 0, 0 });
        clear();
    }
    void wake(ListenMode mode = ListenMode::Auto) { session.wake(u"hello computer"_s, preRoll(), mode); }
    void clear()
    {
        log.clear();
        wire->sent.clear();
    }
};

}

class TstWake final : public test::TestCase
{
    Q_OBJECT

private slots:
    void idleAndConnected_data()
    {
        QTest::addColumn<ListenMode>("mode");
        QTest::addColumn<QString>("word");
        QTest::newRow("auto") << ListenMode::Auto << u"auto"_s;
        QTest::newRow("realtime") << ListenMode::Realtime << u"realtime"_s;
        QTest::newRow("manual") << ListenMode::Manual << u"manual"_s;
    }
    void idleAndConnected()
    {
        QFETCH(ListenMode, mode);
        QFETCH(QString, word);
        Bench bench;
        bench.connected();
        bench.wake(mode);
        QCOMPARE(bench.wire->sent, golden(word));
        QCOMPARE(bench.session.state(), State::Listening);
        QVERIFY(bench.microphone);
        bench.session.sendAudio({ "live", 0, 0 });
        QCOMPARE(bench.wire->sent.last(), u"audio live"_s);
    }

    void idleWithoutLinkKeepsThePreRoll()
    {
        Bench bench;
        bench.wake();
        QCOMPARE(bench.session.state(), State::Connecting);
        QCOMPARE(bench.wire->opens, 1);
        QCOMPARE(bench.wire->sent, QStringList());
        bench.wire->answer();
        QCOMPARE(bench.wire->sent, QStringList { u"hello"_s } + golden());
        QCOMPARE(bench.session.state(), State::Listening);
    }

    // The phrase may be heard on another thread just before the microphone is muted, and be told of just after.
    void whileMutedNothingBegins()
    {
        Bench bench;
        bench.connected();
        bench.session.setMuted(true);
        bench.wake();
        QCOMPARE(bench.wire->sent, QStringList());
        QCOMPARE(bench.session.state(), State::Idle);
        bench.session.setMuted(false);
        bench.wake();
        QCOMPARE(bench.wire->sent, golden());
    }

    void whileConnecting()
    {
        Bench bench;
        bench.session.connectNow();
        bench.wake();
        QCOMPARE(bench.wire->opens, 1);
        bench.wire->answer();
        QCOMPARE(bench.wire->sent, QStringList { u"hello"_s } + golden());
        QCOMPARE(bench.session.state(), State::Listening);
    }

    void theNewestWakeCounts()
    {
        Bench bench;
        bench.session.wake(u"wake up computer"_s, { { "old", 0, 0 } }, ListenMode::Auto);
        bench.wake();
        bench.wire->answer();
        QCOMPARE(bench.wire->sent, QStringList { u"hello"_s } + golden());
    }

    void whileListeningThereIsNothingToDo()
    {
        Bench bench;
        bench.listening(ListenMode::Auto);
        bench.wake();
        QCOMPARE(bench.wire->sent, QStringList());
        QCOMPARE(bench.session.state(), State::Listening);
        bench.wake(ListenMode::Manual); // another mode is another wish
        QCOMPARE(bench.wire->sent, golden(u"manual"_s));
    }

    void whileThinking()
    {
        Bench bench;
        bench.listening(ListenMode::Auto);
        bench.wire->say(protocol::Stt { u"a long story"_s });
        QCOMPARE(bench.session.state(), State::Thinking);
        bench.clear();
        bench.wake();
        QCOMPARE(bench.wire->sent, QStringList { u"abort wake_word_detected"_s } + golden());
        QCOMPARE(bench.session.state(), State::Listening);
        // The story may have crossed the abort.
        bench.wire->say(protocol::Speech { SpeechState::Start, {} });
        emit bench.wire->audioReceived({ "old", 0, 0 });
        bench.wire->say(protocol::Speech { SpeechState::Stop, {} });
        QVERIFY(!bench.log.contains(u"old"_s));
        QCOMPARE(bench.session.state(), State::Listening);
    }

    void whileSpeakingItInterrupts()
    {
        for (const auto mode : { ListenMode::Auto, ListenMode::Manual }) {
            Bench bench;
            bench.speaking(mode);
            QCOMPARE(bench.session.state(), State::Speaking);
            const TurnId before = bench.session.turn();
            bench.wake(mode);
            QCOMPARE(bench.wire->sent,
                QStringList { u"abort wake_word_detected"_s } + golden(mode == ListenMode::Auto ? u"auto"_s : u"manual"_s));
            QCOMPARE(bench.log.first(), u"cancelled"_s); // inside the call
            QVERIFY(bench.session.turn() > before);
            emit bench.wire->audioReceived({ "old", 0, 0 });
            bench.wire->say(protocol::Speech { SpeechState::Stop, {} });
            QCOMPARE(bench.session.state(), State::Listening);
            QVERIFY(!bench.log.contains(u"old"_s));
            // A server may answer the phrase itself.
            bench.wire->say(protocol::Speech { SpeechState::Start, {} });
            emit bench.wire->audioReceived({ "greeting", 0, 0 });
            QCOMPARE(bench.log.last(), u"greeting"_s);
        }
    }

    void whileTheEndIsPlayedNothingIsAborted()
    {
        Bench bench;
        bench.speaking(ListenMode::Auto);
        bench.wire->say(protocol::Speech { SpeechState::Stop, {} }); // the server is done, the loudspeaker is not
        bench.clear();
        bench.wake();
        QCOMPARE(bench.wire->sent, golden());
        QCOMPARE(bench.log.first(), u"cancelled"_s);
    }

    void inRealtimeTheServerHasHeardIt()
    {
        Bench bench;
        bench.speaking(ListenMode::Realtime);
        bench.wake(ListenMode::Realtime);
        QCOMPARE(bench.wire->sent, QStringList { u"abort wake_word_detected"_s });
        QCOMPARE(bench.session.state(), State::Listening);
        QVERIFY(bench.microphone);
    }

    void lostWhileConnectingItIsForgotten()
    {
        Bench bench;
        bench.wake();
        bench.wire->lose();
        QCOMPARE(bench.session.state(), State::Reconnecting);
        QTRY_COMPARE(bench.session.state(), State::Connecting);
        bench.wire->answer();
        // By now the phrase is old; but somebody wants to talk.
        QCOMPARE(bench.wire->sent, (QStringList { u"hello"_s, u"listen start auto"_s }));
        QCOMPARE(bench.session.state(), State::Listening);
    }

    void whileReconnectingItDoesNotWait()
    {
        Bench bench;
        bench.listening(ListenMode::Auto);
        bench.wire->lose();
        QCOMPARE(bench.session.state(), State::Reconnecting);
        bench.wake();
        QCOMPARE(bench.session.state(), State::Connecting);
        bench.wire->answer();
        QCOMPARE(bench.wire->sent, QStringList { u"hello"_s } + golden());
    }

    void afterAFailureItTriesAgain()
    {
        Bench bench;
        bench.listening(ListenMode::Auto);
        emit bench.wire->closed({ .error = { Error::Code::Refused, u"No."_s } });
        QCOMPARE(bench.session.state(), State::Failed);
        bench.wake();
        QCOMPARE(bench.session.state(), State::Connecting);
        bench.wire->answer();
        QCOMPARE(bench.wire->sent, QStringList { u"hello"_s } + golden());
    }

    void anotherWishReplacesIt()
    {
        Bench button;
        button.wake();
        button.session.startListening(ListenMode::Manual);
        button.wire->answer();
        QCOMPARE(button.wire->sent, (QStringList { u"hello"_s, u"listen start manual"_s }));

        Bench typed;
        typed.wake();
        typed.session.sendText(u"never mind"_s);
        typed.wire->answer();
        QCOMPARE(typed.wire->sent, (QStringList { u"hello"_s, u"listen detect never mind"_s }));

        Bench hungUp;
        hungUp.wake();
        hungUp.session.disconnectNow();
        QCOMPARE(hungUp.session.state(), State::Idle);
        hungUp.session.connectNow();
        hungUp.wire->answer();
        QCOMPARE(hungUp.wire->sent, QStringList { u"hello"_s });
    }

    void nothingIsSentTwice()
    {
        Bench bench;
        bench.connected();
        bench.wake();
        bench.session.stopListening();
        bench.clear();
        bench.session.startListening(ListenMode::Auto);
        QCOMPARE(bench.wire->sent, QStringList { u"listen start auto"_s });
    }

    void preRollIsBounded()
    {
        Bench bench;
        bench.connected();
        QVector<protocol::AudioPacket> endless;
        for (int i = 0; i < 5000; ++i)
            endless.append({ QByteArray::number(i), 0, 0 });
        bench.session.wake(u" hello computer "_s, endless, ListenMode::Auto);
        QCOMPARE(bench.wire->sent.size(), 102);
        QCOMPARE(bench.wire->sent.first(), u"audio 4900"_s);
        QCOMPARE(bench.wire->sent[100], u"listen detect hello computer"_s);
    }

    void withoutWordsNothingIsDetected()
    {
        Bench bench;
        bench.connected();
        bench.session.wake({}, preRoll(), ListenMode::Auto);
        QCOMPARE(bench.wire->sent, (QStringList { u"audio one"_s, u"audio two"_s, u"listen start auto"_s }));
    }
};

}

QTEST_GUILESS_MAIN(myna::session::TstWake)
#include "tst_wake.moc"
