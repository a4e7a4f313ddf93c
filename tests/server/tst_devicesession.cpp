// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeengines.h"
#include "mcp/mcpserver.h"
#include "protocol/interruptedstop.h"
#include "server/dialogue/devicesession.h"
#include "support/faketransport.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/speechclip.h"
#include "support/testcase.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QUuid>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace std::chrono_literals;
using protocol::ListenMode;
using protocol::ListenState;
using protocol::SpeechState;

namespace {

// One session over a pipe without a wire.
struct Rig
{
    explicit Rig(DialogueTiming timing = {}, DeviceFacts facts = { .deviceId = QStringLiteral("aa:bb") })
    {
        auto pipe = std::make_unique<test::FakeTransport>();
        wire = pipe.get();
        session = std::make_unique<DeviceSession>(std::move(pipe), facts, engines, timing);
        QObject::connect(session.get(), &DeviceSession::closed, session.get(), [this](const QString& reason) { closings += reason; });
        QObject::connect(session.get(), &DeviceSession::stateChanged, session.get(), [this](DeviceState state) { states += state; });
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
    void listen(ListenMode mode) { wire->say(protocol::Listen { ListenState::Start, mode, {} }); }
    void stopListening() { wire->say(protocol::Listen { ListenState::Stop, {}, {} }); }
    void type(const QString& text) { wire->say(protocol::Listen { ListenState::Detect, {}, text }); }
    void hear(const codec::PcmFrame& clip, int frameMs = 60)
    {
        for (const protocol::AudioPacket& packet : test::packetsOf(clip, frameMs))
            wire->sendSound(packet.opus);
    }
    // stt:… tts:start llm:… sentence:… tts:stop, in the order sent; hello and mcp left out.
    [[nodiscard]] QStringList story() const
    {
        QStringList out;
        for (const protocol::Message& message : wire->sent) {
            if (const auto* stt = std::get_if<protocol::Stt>(&message.body))
                out += u"stt:"_s + stt->text;
            else if (const auto* emotion = std::get_if<protocol::Emotion>(&message.body))
                out += u"llm:"_s + emotion->emotion;
            else if (const auto* speech = std::get_if<protocol::Speech>(&message.body))
                out += speech->state == SpeechState::SentenceStart ? u"sentence:"_s + speech->text
                    : speech->state == SpeechState::Start          ? u"tts:start"_s
                                                                   : u"tts:stop"_s;
            else if (const auto* failure = std::get_if<protocol::Failure>(&message.body))
                out += u"error:"_s + failure->code;
        }
        return out;
    }
    [[nodiscard]] bool stopped() const { return story().contains(u"tts:stop"_s); }

    test::FakeEngines engines;
    QPointer<test::FakeTransport> wire;
    std::unique_ptr<DeviceSession> session;
    QStringList closings;
    QVector<DeviceState> states;
    QVector<TurnReport> reports;
};

codec::PcmFrame question()
{
    static const codec::PcmFrame clip = test::speechClip({ .text = u"what time is it"_s, .silenceBeforeMs = 300, .silenceAfterMs = 1000 });
    return clip;
}

const QStringList timeStory { u"stt:what time is it"_s, u"tts:start"_s, u"llm:happy"_s, u"sentence:It is 3:09 PM."_s, u"tts:stop"_s };

}

class TstDeviceSession : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void helloIsAnsweredAtOnceWithTheTruth();
    void silentClientIsClosed();
    void autoTurn_data();
    void autoTurn();
    void manualTurn();
    void manualWithoutVoice();
    void earlySoundIsKept();
    void typedTextTakesTheSamePath();
    void wakePhraseIsNoQuestion();
    void endOfTheWakePhraseIsNoQuestion();
    void wakePhraseInterrupts();
    void textAfterTalkIsNoWakePhrase();
    void realtimeInterruptsItselfWhenItUnderstands();
    void realtimeFallsSilentForAVoice();
    void realtimeIsNotStoppedByWhatIsLeftOfItself();
    void realtimeWithoutEchoCancellingIsDeafWhileSpeaking();
    void abortStopsAtOnce();
    void abortWhileThinkingLetsTheDeviceGo();
    void autoDoesNotHearItself();
    void toolsGoRoundTrip();
    void aQuestionRightAfterTheHelloKnowsTheTools();
    void aDeviceThatListsNothingIsAnsweredAnyway();
    void brokenVoiceLeavesTextOnly();
    void brokenRecogniserApologises();
    void passingFailureIsNotExplained();
    void brokenChatApologises();
    void timerSpeaksFirstAfterTheTurn();
    void saysUnasked();
    void goodByeHangsUp();
    void unboundDeviceHearsItsCode();
    void unboundDeviceIsLetGo();
    void farewellThenClose();
    void hardCloseWhenNotListening();
    void timerKeepsTheLineOpen();
    void badInputIsAnsweredAndTheLinkStays();
    void tooMuchBadInputCloses();
    void pingAndGoodbye();
    void deadLinkEndsEverything();
    void deviceThatSendsNoSilenceEndsItsSentence();
    void theEnginesDecideWhatIsHeard();
    void tellsItsOwnerWhatItHears();
    void anUnboundDeviceMakesNoEngines();
    void ownOverheadPerTurn();
};

void TstDeviceSession::helloIsAnsweredAtOnceWithTheTruth()
{
    Rig rig;
    rig.hello();
    QCOMPARE(rig.wire->sent.size(), 1);
    const protocol::Message message = rig.wire->sent.first();
    const auto* hello = std::get_if<protocol::Hello>(&message.body);
    QVERIFY(hello && hello->audio);
    QVERIFY(!QUuid::fromString(message.sessionId).isNull());
    QCOMPARE(hello->transport, u"websocket"_s);
    QCOMPARE(*hello->audio, (protocol::AudioParams { u"opus"_s, 24000, 1, 60 }));
    rig.hello(); // again: answered again, same session
    QCOMPARE(rig.wire->sent.size(), 2);
    QCOMPARE(rig.wire->sent[1].sessionId, message.sessionId);
}

void TstDeviceSession::silentClientIsClosed()
{
    Rig rig({ .hello = 20ms });
    QTRY_COMPARE(rig.closings.size(), 1);
    QVERIFY(rig.closings.first().contains(u"hello"_s));
    QCOMPARE(rig.wire->closes, 1);
}

void TstDeviceSession::autoTurn_data()
{
    QTest::addColumn<int>("frameMs");
    QTest::newRow("20 ms") << 20;
    QTest::newRow("40 ms") << 40;
    QTest::newRow("60 ms") << 60;
}

void TstDeviceSession::autoTurn()
{
    QFETCH(int, frameMs);
    Rig rig;
    rig.hello();
    rig.listen(ListenMode::Auto);
    rig.hear(question(), frameMs);
    QTRY_COMPARE(rig.story(), timeStory);
    const int expectedPackets = (14 * 10 + 59) / 60; // 14 characters of 10 ms
    QCOMPARE(rig.wire->sentAudio.size(), expectedPackets);
    const auto sound = test::decoded(rig.wire->sentAudio, 24000);
    QVERIFY(test::rms(sound, 20, 100) > 0.1);
    QCOMPARE(rig.engines.ear.finishes, 1);
    const double heardMs = rig.engines.ear.samples / 16.0;
    const double spokenMs = test::lastSoundMs(question()) - test::firstSoundMs(question());
    QVERIFY2(heardMs > spokenMs && heardMs < spokenMs + 1200, qPrintable(QString::number(heardMs)));
    QCOMPARE(rig.reports.size(), 1);
    QCOMPARE(rig.reports[0].heard, u"what time is it"_s);
    QCOMPARE(rig.reports[0].said, u"It is 3:09 PM."_s);
    const protocol::Timeline& t = rig.reports[0].timeline;
    QVERIFY(t.recognised && t.firstToken && t.firstSentence && t.firstAudio && t.firstPacket && t.stop);
    QVERIFY(*t.recognised >= 600 && *t.recognised <= *t.firstToken && *t.firstAudio <= *t.firstPacket && *t.firstPacket < *t.stop);
    QVERIFY(*t.stop - *t.firstPacket >= expectedPackets * 60); // not before the device has played it
    QCOMPARE(rig.states,
        (QVector<DeviceState> {
            DeviceState::Idle, DeviceState::Listening, DeviceState::Thinking, DeviceState::Speaking, DeviceState::Listening }));
}

void TstDeviceSession::manualTurn()
{
    Rig rig;
    rig.hello();
    rig.listen(ListenMode::Manual);
    rig.hear(question());
    QCOMPARE(rig.engines.ear.finishes, 0); // silence ends nothing here
    rig.stopListening();
    QTRY_COMPARE(rig.story(), timeStory);
    QCOMPARE(rig.session->state(), DeviceState::Idle);
}

void TstDeviceSession::manualWithoutVoice()
{
    Rig rig;
    rig.hello();
    rig.listen(ListenMode::Manual);
    rig.hear(test::silence(1000, 16000));
    rig.stopListening();
    QTRY_VERIFY(rig.stopped());
    QCOMPARE(rig.story(), (QStringList { u"tts:start"_s, u"llm:confused"_s, u"sentence:I did not hear anything."_s, u"tts:stop"_s }));
    QCOMPARE(rig.engines.ear.finishes, 0);
}

void TstDeviceSession::earlySoundIsKept()
{
    Rig rig;
    rig.hello();
    const auto first = test::part(question(), 0, 700); // the speech has begun already
    rig.hear(first);
    QCOMPARE(rig.engines.ear.samples, 0);
    rig.listen(ListenMode::Auto);
    rig.hear(test::part(question(), 700));
    QTRY_VERIFY(rig.stopped());
    const double heardMs = rig.engines.ear.samples / 16.0;
    const double spokenMs = test::lastSoundMs(question()) - test::firstSoundMs(question());
    QVERIFY2(heardMs > spokenMs, qPrintable(u"%1 of %2"_s.arg(heardMs).arg(spokenMs)));
}

void TstDeviceSession::typedTextTakesTheSamePath()
{
    Rig rig;
    rig.hello();
    rig.type(u"What time is it?"_s);
    QTRY_VERIFY(rig.stopped());
    QStringList expected = timeStory;
    expected[0] = u"stt:What time is it?"_s;
    QCOMPARE(rig.story(), expected);
    QVERIFY(rig.wire->sentAudio.size() > 1);
    QCOMPARE(rig.engines.ear.finishes, 0);
}

void TstDeviceSession::wakePhraseIsNoQuestion()
{
    Rig rig;
    rig.hello();
    // What the firmware does: sound, detect, start.
    rig.hear(test::speechClip({ .text = u"hello computer"_s, .silenceBeforeMs = 300, .silenceAfterMs = 200 }));
    rig.type(u"hello computer"_s);
    rig.listen(ListenMode::Auto);
    QCOMPARE(rig.session->state(), DeviceState::Listening);
    QVERIFY(rig.story().isEmpty()); // no greeting
    rig.hear(question());
    QTRY_VERIFY(rig.stopped());
    QCOMPARE(rig.story(), timeStory); // and the phrase is no part of the question
}

void TstDeviceSession::endOfTheWakePhraseIsNoQuestion()
{
    const auto phrase = test::speechClip({ .text = u"hello computer"_s, .silenceBeforeMs = 300, .silenceAfterMs = 800 });
    const double cut = test::lastSoundMs(phrase) - 350;
    Rig rig;
    rig.hello();
    rig.hear(test::part(phrase, 0, cut));
    rig.type(u"hello computer"_s);
    rig.listen(ListenMode::Auto);
    rig.hear(test::part(phrase, cut));
    QCOMPARE(rig.engines.ear.finishes, 0); // "…puter" is not even asked for: it sounds like "goodbye"
    QCOMPARE(rig.session->state(), DeviceState::Listening);
    QVERIFY(rig.story().isEmpty());
    rig.hear(question());
    QTRY_VERIFY(rig.stopped());
    QCOMPARE(rig.story(), timeStory);
    rig.engines.ear.answers = { QString() };
    rig.hear(test::part(phrase, cut)); // without a call it is what it is
    QTRY_VERIFY(rig.story().join(u' ').contains(u"Sorry"_s));
}

void TstDeviceSession::wakePhraseInterrupts()
{
    for (const auto mode : { ListenMode::Auto, ListenMode::Manual }) {
        Rig rig;
        rig.hello();
        rig.listen(mode);
        rig.hear(question());
        if (mode == ListenMode::Manual)
            rig.stopListening();
        QTRY_VERIFY(rig.story().contains(u"tts:start"_s));
        rig.wire->say(protocol::Abort { u"wake_word_detected"_s });
        QVERIFY(rig.stopped());
        rig.wire->sent.clear();
        rig.hear(test::speechClip({ .text = u"hello computer"_s, .silenceBeforeMs = 300, .silenceAfterMs = 200 }));
        rig.type(u"hello computer"_s);
        rig.listen(ListenMode::Auto);
        QCOMPARE(rig.session->state(), DeviceState::Listening);
        rig.hear(question());
        QTRY_VERIFY(rig.stopped());
        QCOMPARE(rig.story(), timeStory);
    }
}

void TstDeviceSession::textAfterTalkIsNoWakePhrase()
{
    Rig rig;
    rig.hello();
    rig.listen(ListenMode::Manual);
    rig.hear(question());
    rig.stopListening();
    QTRY_VERIFY(rig.stopped());
    rig.wire->sent.clear();
    rig.hear({ std::vector<int16_t>(16 * 180), 16000 }); // three packets that were late
    rig.type(u"what time is it"_s);
    QTRY_VERIFY(rig.stopped());
    QCOMPARE(rig.story(), timeStory);
    // And with an open microphone, as in a conversation.
    rig.listen(ListenMode::Realtime);
    rig.wire->sent.clear();
    rig.hear({ std::vector<int16_t>(16 * 2000), 16000 });
    rig.type(u"what time is it"_s);
    QTRY_VERIFY(rig.stopped());
    QCOMPARE(rig.story(), timeStory);
}

void TstDeviceSession::realtimeInterruptsItselfWhenItUnderstands()
{
    Rig rig;
    rig.engines.voice.msPerCharacter = 200; // a long answer
    rig.hello();
    rig.listen(ListenMode::Realtime);
    rig.hear(question());
    QTRY_VERIFY(rig.wire->sentAudio.size() > 3);
    rig.engines.ear.text = u"hello"_s;
    rig.hear(question());
    QTRY_VERIFY(rig.story().contains(u"stt:hello"_s));
    const QStringList story = rig.story();
    QCOMPARE(story.mid(4, 2), (QStringList { u"tts:stop"_s, u"stt:hello"_s }));
    QTRY_VERIFY(rig.story().contains(u"sentence:Hello!"_s));
    QCOMPARE(rig.reports.size(), 1);
}

// Before it knows what was said; and when it was nothing for us, it does not talk about it.
void TstDeviceSession::realtimeFallsSilentForAVoice()
{
    Rig rig;
    rig.engines.voice.msPerCharacter = 200;
    rig.hello();
    rig.listen(ListenMode::Realtime);
    rig.hear(question());
    QTRY_VERIFY(rig.wire->sentAudio.size() > 3);
    rig.engines.ear.text.clear();
    rig.hear(test::part(question(), 0, 1000));
    QCOMPARE(rig.engines.ear.finishes, 1);
    QCOMPARE(rig.story(), timeStory);
    const auto* stop = std::get_if<protocol::Speech>(&rig.wire->sent.last().body);
    QVERIFY(stop && *stop == protocol::interruptedStop());
    const auto sent = rig.wire->sentAudio.size();
    rig.hear(test::part(question(), 1000));
    QTRY_COMPARE(rig.engines.ear.finishes, 2);
    QTRY_COMPARE(rig.session->state(), DeviceState::Listening);
    QCOMPARE(rig.story(), timeStory);
    QCOMPARE(rig.wire->sentAudio.size(), sent);
}

void TstDeviceSession::realtimeIsNotStoppedByWhatIsLeftOfItself()
{
    codec::PcmFrame scraps = question();
    for (int16_t& sample : scraps.samples)
        sample = int16_t(sample / 100);
    Rig rig;
    rig.engines.voice.msPerCharacter = 100;
    rig.hello();
    rig.listen(ListenMode::Realtime);
    rig.hear(question());
    QTRY_VERIFY(rig.wire->sentAudio.size() > 3);
    rig.hear(scraps);
    QCOMPARE(rig.story().size(), 4);
    QTRY_COMPARE(rig.story(), timeStory); // to its end, and nothing more
    QCOMPARE(rig.engines.ear.finishes, 1);
    QCOMPARE(rig.wire->sentAudio.size(), (14 * 100 + 59) / 60);
}

// Its microphone hears its loudspeaker, and this server takes no echo away.
void TstDeviceSession::realtimeWithoutEchoCancellingIsDeafWhileSpeaking()
{
    Rig rig;
    rig.engines.voice.msPerCharacter = 100;
    rig.wire->say(protocol::Hello { .features = { .aec = true } });
    rig.listen(ListenMode::Realtime);
    rig.hear(question());
    QTRY_VERIFY(rig.wire->sentAudio.size() > 3);
    rig.hear(question());
    QTRY_COMPARE(rig.story(), timeStory);
    QCOMPARE(rig.engines.ear.finishes, 1);
    rig.hear(question()); // now it is somebody's turn
    QTRY_COMPARE(rig.engines.ear.finishes, 2);
}

void TstDeviceSession::abortStopsAtOnce()
{
    Rig rig;
    rig.engines.voice.msPerCharacter = 1000;
    rig.hello();
    rig.type(u"what time is it"_s);
    QTRY_VERIFY(rig.wire->sentAudio.size() >= 5);
    rig.wire->say(protocol::Abort {});
    QCOMPARE(rig.story().last(), u"tts:stop"_s); // before the call returned
    const auto sent = rig.wire->sentAudio.size();
    QVERIFY(rig.engines.voice.cancels >= 1);
    rig.type(u"hello"_s);
    rig.engines.voice.msPerCharacter = 1;
    QTRY_VERIFY(rig.story().count(u"tts:stop"_s) == 2);
    QVERIFY(rig.wire->sentAudio.size() - sent <= 3); // only the new, short answer
    QCOMPARE(rig.reports.size(), 2);
}

void TstDeviceSession::abortWhileThinkingLetsTheDeviceGo()
{
    Rig rig;
    rig.engines.ear.silent = true;
    rig.hello();
    rig.listen(ListenMode::Auto);
    rig.hear(question());
    QCOMPARE(rig.session->state(), DeviceState::Thinking);
    rig.wire->say(protocol::Abort {});
    QCOMPARE(rig.story(), QStringList { u"tts:stop"_s });
    QCOMPARE(rig.engines.ear.cancels, 1);
    QCOMPARE(rig.session->state(), DeviceState::Listening);
}

void TstDeviceSession::autoDoesNotHearItself()
{
    Rig rig;
    rig.hello();
    rig.listen(ListenMode::Auto);
    rig.hear(question());
    rig.hear(question()); // its own voice, or a second sentence while it thinks
    QTRY_COMPARE(rig.story(), timeStory);
    QCOMPARE(rig.engines.ear.finishes, 1);
    rig.hear(question()); // without another `listen`: some devices send none
    QTRY_COMPARE(rig.reports.size(), 2);
}

void TstDeviceSession::toolsGoRoundTrip()
{
    Rig rig;
    mcp::McpServer desk;
    bool lamp = false;
    desk.addTool({ { u"self.lamp.set_power"_s, u"Switches the lamp."_s, { { .name = u"on"_s, .type = mcp::ArgumentType::Boolean } } },
        [&](const QJsonObject& arguments, const mcp::ToolAnswer& done, QObject*) {
            lamp = arguments["on"_L1].toBool();
            done(u"true"_s);
        } });
    connect(&desk, &mcp::McpServer::replyReady, rig.wire, [&](const QJsonObject& payload) { rig.wire->say(protocol::Mcp { payload }); });
    qsizetype seen = 0;
    const auto carry = [&] { // what the wire would do
        for (; seen < rig.wire->sent.size(); ++seen) {
            if (const auto* call = std::get_if<protocol::Mcp>(&rig.wire->sent[seen].body)) {
                const QJsonObject payload = call->payload; // the list grows while it is answered
                ++seen;
                desk.receive(payload);
                --seen;
            }
        }
        return false;
    };
    rig.hello(true);
    QVERIFY(std::holds_alternative<protocol::Mcp>(rig.wire->sent.value(1).body)); // hello first, then the desk
    carry();
    rig.type(u"turn on the lamp"_s);
    QTRY_VERIFY((carry(), lamp));
    QTRY_VERIFY((carry(), rig.stopped()));
    QVERIFY(rig.story().contains(u"sentence:The lamp is on."_s));
}

// Typed before the device can have answered: the question waits for what it asks for.
void TstDeviceSession::aQuestionRightAfterTheHelloKnowsTheTools()
{
    Rig rig;
    mcp::McpServer desk;
    bool lamp = false;
    desk.addTool({ { u"self.lamp.set_power"_s, u"Switches the lamp."_s, { { .name = u"on"_s, .type = mcp::ArgumentType::Boolean } } },
        [&](const QJsonObject& arguments, const mcp::ToolAnswer& done, QObject*) {
            lamp = arguments["on"_L1].toBool();
            done(u"true"_s);
        } });
    connect(&desk, &mcp::McpServer::replyReady, rig.wire, [&](const QJsonObject& payload) { rig.wire->say(protocol::Mcp { payload }); });
    rig.hello(true);
    rig.type(u"turn on the lamp"_s);
    QCOMPARE(rig.session->state(), DeviceState::Thinking);
    QCOMPARE(rig.story(), QStringList { u"stt:turn on the lamp"_s }); // heard at once
    rig.type(u"turn on the lamp"_s); // the second thought is the one that counts
    qsizetype seen = 0;
    const auto carry = [&] {
        for (; seen < rig.wire->sent.size(); ++seen) {
            const protocol::Message message = rig.wire->sent[seen]; // the list grows while it is answered
            if (const auto* call = std::get_if<protocol::Mcp>(&message.body))
                QTimer::singleShot(0, &desk, [&desk, payload = call->payload] { desk.receive(payload); });
        }
        return true;
    };
    QTRY_VERIFY(carry() && rig.stopped());
    QVERIFY(lamp);
    QCOMPARE(rig.story().filter(u"sentence:"_s), QStringList { u"sentence:The lamp is on."_s });
    QCOMPARE(rig.reports.size(), 2); // the first was interrupted by the second
}

void TstDeviceSession::aDeviceThatListsNothingIsAnsweredAnyway()
{
    Rig silent;
    Rig unwilling;
    for (Rig* rig : { &silent, &unwilling }) {
        rig->hello(true);
        rig->type(u"what time is it"_s);
        QCOMPARE(rig->story(), timeStory.mid(0, 1));
    }
    const protocol::Message asked = unwilling.wire->sent.value(1);
    const auto* initialize = std::get_if<protocol::Mcp>(&asked.body);
    QVERIFY(initialize);
    unwilling.wire->say(protocol::Mcp { { { u"jsonrpc"_s, u"2.0"_s }, { u"id"_s, initialize->payload["id"_L1] },
        { u"error"_s, QJsonObject { { u"code"_s, -32601 }, { u"message"_s, u"No."_s } } } } });
    QTRY_VERIFY(unwilling.stopped());
    QTRY_VERIFY(silent.stopped());
    QCOMPARE(silent.story(), timeStory);
    silent.type(u"what time is it"_s); // from now on nobody waits
    QTRY_COMPARE(silent.reports.size(), 2);
}

void TstDeviceSession::brokenVoiceLeavesTextOnly()
{
    Rig rig;
    rig.engines.voice.fails = true;
    rig.hello();
    rig.type(u"what can you do"_s);
    QTRY_VERIFY(rig.stopped());
    const QStringList story = rig.story();
    QVERIFY2(story.size() >= 6, qPrintable(story.join(u'\n')));
    QCOMPARE(story.at(1), u"tts:start"_s);
    QVERIFY(story.filter(u"sentence:"_s).join(QString()).contains(u"what time is it?"_s)); // to the last sentence
    QCOMPARE(rig.wire->sentAudio.size(), 0);
    QCOMPARE(rig.engines.voice.spoken.size(), 2); // then it was left alone
    QCOMPARE(rig.session->state(), DeviceState::Idle);
}

void TstDeviceSession::brokenRecogniserApologises()
{
    Rig rig;
    rig.engines.ear.answers = { Error { Error::Code::Unavailable, u"The model is not installed."_s } };
    rig.hello();
    rig.listen(ListenMode::Manual);
    rig.hear(question());
    rig.stopListening();
    QTRY_VERIFY(rig.stopped());
    QVERIFY2(rig.story().join(u' ').contains(u"cannot understand speech"_s), qPrintable(rig.story().join(u'\n')));
    QVERIFY(rig.story().join(u' ').contains(u"The model is not installed."_s));
    QVERIFY(rig.wire->sentAudio.size() > 0);
    QCOMPARE(rig.engines.ear.finishes, 1); // no use to try again
}

// Trying again is the engines' matter; what passes is not explained.
void TstDeviceSession::passingFailureIsNotExplained()
{
    Rig rig;
    rig.engines.ear.answers = { Error { Error::Code::Timeout, u"slow"_s } };
    rig.hello();
    rig.listen(ListenMode::Auto);
    rig.hear(question());
    QTRY_COMPARE(rig.reports.size(), 1);
    QCOMPARE(rig.engines.ear.finishes, 1);
    QVERIFY(rig.reports.last().said.contains(u"cannot understand speech"_s));
    QVERIFY(!rig.reports.last().said.contains(u"slow"_s));
    QCOMPARE(rig.reports.last().failure, u"slow"_s);
    QVERIFY(rig.engines.voice.spoken.isEmpty()); // a clip
    rig.hear(question());
    QTRY_COMPARE(rig.reports.size(), 2);
    QCOMPARE(rig.reports.last().heard, u"what time is it"_s);
}

void TstDeviceSession::brokenChatApologises()
{
    class BrokenChat final : public Chat
    {
    public:
        void ask(TurnId turn, const Conversation&, const QVector<mcp::ToolSpec>&) override
        {
            onThreadOf(this, [this, turn] {
                emit text(turn, QStringLiteral("Well, I think that. And"));
                emit failed(turn, { Error::Code::Network, QStringLiteral("gone") });
            });
        }
        void toolAnswered(TurnId, const QString&, const Result<QString>&) override { }
        void cancel(TurnId) override { }
    };
    test::FakeEngines engines;
    engines.chat = [] { return std::make_unique<BrokenChat>(); };
    auto pipe = std::make_unique<test::FakeTransport>();
    auto* wire = pipe.get();
    DeviceSession session(std::move(pipe), { .deviceId = u"d"_s }, engines);
    QSignalSpy finished(&session, &DeviceSession::turnFinished);
    session.start();
    wire->accept();
    wire->say(protocol::Hello {});
    wire->say(protocol::Listen { ListenState::Detect, {}, u"hello"_s });
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(finished[0][0].value<TurnReport>().said.contains(u"something went wrong"_s));
}

void TstDeviceSession::timerSpeaksFirstAfterTheTurn()
{
    Rig rig;
    rig.engines.voice.msPerCharacter = 10; // the answer lasts longer than the timer
    rig.hello();
    rig.type(u"set a timer for ten seconds"_s); // 50 ms here
    QTRY_COMPARE(rig.reports.size(), 2);
    QCOMPARE(rig.reports[0].said, u"The timer is set for 10 seconds."_s);
    QCOMPARE(rig.reports[1].heard, QString());
    QVERIFY(rig.reports[1].said.contains(u"Time is up!"_s));
    const QStringList story = rig.story();
    QCOMPARE(story.count(u"tts:start"_s), 2);
    QVERIFY(story.indexOf(u"tts:stop"_s) < story.lastIndexOf(u"tts:start"_s)); // one after the other
    QVERIFY(story.contains(u"llm:surprised"_s));
}

void TstDeviceSession::saysUnasked()
{
    Rig rig;
    rig.session->say(u"Too early."_s);
    QCOMPARE(rig.wire->sent.size(), 0);
    rig.hello();
    rig.session->say(u"Dinner is ready."_s);
    QTRY_VERIFY(rig.stopped());
    QVERIFY(rig.story().contains(u"sentence:Dinner is ready."_s));
    QVERIFY(!rig.story().join(u' ').contains(u"stt:"_s));
}

void TstDeviceSession::goodByeHangsUp()
{
    Rig rig;
    rig.hello();
    rig.type(u"good bye"_s);
    QTRY_COMPARE(rig.closings.size(), 1);
    QCOMPARE(rig.story().last(), u"tts:stop"_s); // the device leaves Speaking first
    QVERIFY(rig.wire->sentAudio.size() > 0);
    QCOMPARE(rig.session->state(), DeviceState::Offline);
}

void TstDeviceSession::unboundDeviceHearsItsCode()
{
    Rig rig({ .codeEvery = 100ms }, { .deviceId = u"d"_s, .activationCode = u"123456"_s });
    rig.hello(true);
    QTRY_VERIFY(!rig.wire->sentAudio.isEmpty());
    const QStringList story = rig.story();
    QVERIFY2(story.first().startsWith(u"stt:"_s) && story.first().contains(u"1, 2, 3, 4, 5, 6"_s), qPrintable(story.first()));
    rig.type(u"what time is it"_s);
    rig.listen(ListenMode::Auto);
    rig.hear(question());
    rig.session->say(u"secret"_s);
    QTRY_VERIFY(rig.story().count(u"tts:start"_s) >= 2); // again
    QVERIFY(rig.stopped());
    QVERIFY(rig.wire->sentAudio.size() > 80); // a sentence and six digits
    QCOMPARE(rig.engines.ear.samples, 0);
    QVERIFY(rig.engines.voice.spoken.isEmpty()); // not for strangers
    QVERIFY(!rig.story().join(u' ').contains(u"PM"_s));
    for (const protocol::Message& message : rig.wire->sent)
        QVERIFY(!std::holds_alternative<protocol::Mcp>(message.body));
}

void TstDeviceSession::unboundDeviceIsLetGo()
{
    Rig rig({}, { .deviceId = u"d"_s, .activationCode = u"123456"_s, .rules = { .closeAfter = 100ms } });
    rig.hello();
    QTRY_COMPARE(rig.closings.size(), 1);
}

void TstDeviceSession::farewellThenClose()
{
    Rig rig({}, { .rules = { .farewellAfter = 100ms, .closeAfter = 60000ms } });
    rig.hello();
    rig.listen(ListenMode::Auto);
    QTRY_COMPARE(rig.closings.size(), 1);
    QVERIFY(rig.story().join(u' ').contains(u"Good-bye"_s));
    QCOMPARE(rig.story().last(), u"tts:stop"_s);
    QVERIFY(rig.wire->sentAudio.size() > 0);
}

void TstDeviceSession::hardCloseWhenNotListening()
{
    Rig rig({}, { .rules = { .farewellAfter = 20ms, .closeAfter = 100ms } });
    rig.hello();
    QTRY_COMPARE(rig.closings.size(), 1);
    QVERIFY(rig.story().isEmpty()); // a device that sleeps is not woken
}

void TstDeviceSession::timerKeepsTheLineOpen()
{
    Rig rig({}, { .rules = { .farewellAfter = 60ms, .closeAfter = 90ms } });
    rig.engines.voice.msPerCharacter = 1;
    rig.hello();
    rig.type(u"set a timer for one minute"_s); // 300 ms here
    QTRY_COMPARE(rig.reports.size(), 2);
    QVERIFY(rig.reports[1].said.contains(u"Time is up!"_s));
    QTRY_COMPARE(rig.closings.size(), 1);
}

void TstDeviceSession::badInputIsAnsweredAndTheLinkStays()
{
    Rig rig;
    rig.hello();
    rig.wire->say(protocol::Unknown { u"audio"_s });
    emit rig.wire->frameRejected({ Error::Code::Invalid, u"This is not JSON."_s });
    rig.wire->say(protocol::Stt { u"I am the server"_s });
    rig.wire->sendSound(QByteArray("\xff\xff\xff garbage"));
    rig.wire->sendSound(QByteArray());
    rig.wire->say(protocol::Mcp { {} });
    rig.wire->say(protocol::Iot {});
    QCOMPARE(rig.story(), (QStringList { u"error:unknown_type"_s, u"error:bad_frame"_s, u"error:unexpected"_s }));
    QVERIFY(rig.closings.isEmpty());
    rig.type(u"what time is it"_s);
    QTRY_VERIFY(rig.stopped());
}

void TstDeviceSession::tooMuchBadInputCloses()
{
    Rig rig;
    rig.hello();
    for (int i = 0; i < 200; ++i)
        rig.wire->say(protocol::Unknown { u"x"_s });
    QCOMPARE(rig.closings.size(), 1);
    QVERIFY(rig.wire->sent.size() <= 102);
}

void TstDeviceSession::pingAndGoodbye()
{
    Rig rig;
    rig.hello();
    rig.wire->say(protocol::Ping {});
    const auto* pong = std::get_if<protocol::Pong>(&rig.wire->sent.last().body);
    QVERIFY(pong && pong->timestamp.size() == 19);
    rig.wire->say(protocol::Goodbye {});
    QCOMPARE(rig.closings.size(), 1);
    rig.session->close(1001, u"again"_s);
    QCOMPARE(rig.closings.size(), 1);
}

void TstDeviceSession::deadLinkEndsEverything()
{
    Rig rig;
    rig.engines.voice.msPerCharacter = 1000;
    rig.hello();
    rig.type(u"what time is it"_s);
    QTRY_VERIFY(rig.wire->sentAudio.size() >= 5);
    rig.wire->end({ .code = 1006, .clean = false, .error = { Error::Code::Network, u"The link broke."_s } });
    QCOMPARE(rig.closings, QStringList { u"The link broke."_s });
    QCOMPARE(rig.session->state(), DeviceState::Offline);
    QCOMPARE(rig.states.last(), DeviceState::Offline);
    rig.session.reset(); // in mid-answer
}

void TstDeviceSession::deviceThatSendsNoSilenceEndsItsSentence()
{
    Rig rig({}, { .rules = { .endOfSpeech = 100ms } });
    rig.hello();
    rig.listen(ListenMode::Auto);
    rig.hear(test::part(question(), 0, test::lastSoundMs(question())));
    QTRY_COMPARE(rig.engines.ear.finishes, 1);
    QTRY_COMPARE(rig.story(), timeStory);
}

void TstDeviceSession::theEnginesDecideWhatIsHeard()
{
    class Deaf final : public VoiceDetector
    {
        bool hasVoice(const codec::PcmFrame&) override { return false; }
        void reset() override { }
    };
    Rig rig;
    rig.engines.detector = [] { return std::make_unique<Deaf>(); };
    rig.hello();
    rig.listen(ListenMode::Manual);
    rig.hear(question());
    rig.stopListening();
    QTRY_COMPARE(rig.engines.voice.spoken.size(), 1); // that it heard nothing
    QCOMPARE(rig.engines.ear.finishes, 0);
}

void TstDeviceSession::tellsItsOwnerWhatItHears()
{
    Rig rig;
    rig.engines.ear.guesses = { u"what"_s, u"what  time"_s };
    QSignalSpy guesses(rig.session.get(), &DeviceSession::guessChanged);
    rig.hello();
    rig.listen(ListenMode::Manual);
    rig.hear(question());
    QTRY_COMPARE(guesses.size(), 2);
    rig.stopListening();
    QTRY_COMPARE(guesses.size(), 3); // it is understood
    QCOMPARE(guesses[0][0].toString(), u"what"_s);
    QCOMPARE(guesses[1][0].toString(), u"what time"_s);
    QCOMPARE(guesses[2][0].toString(), QString());
    rig.engines.ear.guesses = { u"never"_s };
    rig.listen(ListenMode::Manual);
    rig.hear(question());
    QTRY_COMPARE(guesses.size(), 4);
    rig.wire->say(protocol::Abort {});
    QTRY_COMPARE(guesses.size(), 5); // and what is not
    QCOMPARE(guesses[4][0].toString(), QString());
    for (const protocol::Message& message : std::as_const(rig.wire->sent)) { // the device hears nothing of it
        if (const auto* stt = std::get_if<protocol::Stt>(&message.body))
            QCOMPARE(stt->text, u"what time is it"_s);
    }
}

void TstDeviceSession::anUnboundDeviceMakesNoEngines()
{
    Rig rig({}, { .activationCode = u"123456"_s });
    int made = 0;
    rig.engines.chat = [&made] {
        ++made;
        return std::make_unique<Assistant>(u"en"_s, AssistantOptions {});
    };
    rig.hello();
    QTRY_VERIFY(rig.wire->sentAudio.size() > 10); // the code, from clips
    rig.wire->say(protocol::Abort {});
    rig.session->close(1000, {});
    QCOMPARE(made, 0);
}

void TstDeviceSession::ownOverheadPerTurn()
{
    Rig rig;
    rig.engines.voice.msPerCharacter = 40; // an answer of 600 ms
    rig.hello();
    QElapsedTimer clock;
    qint64 bestUs = 1000000;
    for (int i = 0; i < 5; ++i) {
        const auto before = rig.wire->sentAudio.size();
        clock.start();
        rig.type(u"what time is it"_s);
        while (rig.wire->sentAudio.size() == before && clock.elapsed() < 5000)
            QCoreApplication::sendPostedEvents();
        bestUs = std::min(bestUs, clock.nsecsElapsed() / 1000);
        rig.wire->say(protocol::Abort {});
    }
    qInfo("question to first packets with instant engines: %.2f ms", double(bestUs) / 1000);
    QCOMPARE(rig.wire->sentAudio.size(), 5 * 5); // five ahead, five times, none after an abort
}

QTEST_GUILESS_MAIN(TstDeviceSession)
#include "tst_devicesession.moc"
