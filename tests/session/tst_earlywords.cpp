// SPDX-License-Identifier: GPL-3.0-or-later
// Words that are said before there is a link: kept, bounded, sent after `listen start`, never sent when muted.
#include "session/earlywords.h"
#include "sessionbench.h"

namespace myna::session {

namespace {

protocol::AudioPacket packet(const QByteArray& opus)
{
    return { opus, 0, 0 };
}

QStringList soundOf(const test::FakeTransport& wire)
{
    QStringList words;
    for (const protocol::AudioPacket& sent : wire.sentAudio)
        words.append(QString::fromLatin1(sent.opus));
    return words;
}

Timing noRetry()
{
    Timing timing = patient();
    timing.reconnect = { .first = 60s };
    return timing;
}

}

class TstEarlyWords final : public test::TestCase
{
    Q_OBJECT

private slots:
    // The queue
    void keepsTheOrder();
    void theOldestGoesFirst();
    void isBoundedInBytes();

    // The session
    void theFirstWordArrives_data();
    void theFirstWordArrives();
    void afterAWakeThePreRollGoesFirst();
    void pressedWhileTheLinkIsOpenedForNothing();
    void aQuestionSaidToItsEndIsAsked();
    void theLastWordMayComeAfterTheLink();
    void pressingAgainAsksOnlyTheSecondQuestion();
    void whatIsSaidWhileReconnectingIsKept();
    void pressedWhileReconnecting();
    void notWhileTheOwnVoiceStillSounds();
    void nothingLeavesWhenMuted();
    void anAbandonedConnectionForgets();
    void typedWordsTakeTheirPlace();
    void tenSecondsAtMost();
};

void TstEarlyWords::keepsTheOrder()
{
    EarlyWords words;
    QVERIFY(words.isEmpty());
    for (const char* opus : { "a", "b", "c" })
        words.put(packet(opus), 0);
    const auto taken = words.take();
    QCOMPARE(taken.size(), size_t(3));
    QCOMPARE(taken.front().opus, QByteArray("a"));
    QCOMPARE(taken.back().opus, QByteArray("c"));
    QVERIFY(words.isEmpty());
    QVERIFY(words.take().empty());
    QCOMPARE(words.dropped(), 0U);
}

void TstEarlyWords::theOldestGoesFirst()
{
    EarlyWords words({ .span = 1000ms });
    words.put(packet("old"), 0);
    words.put(packet("edge"), 500);
    words.put(packet("new"), 1500);
    const auto taken = words.take();
    QCOMPARE(taken.size(), size_t(2));
    QCOMPARE(taken.front().opus, QByteArray("edge"));
    QCOMPARE(words.dropped(), 1U);
}

void TstEarlyWords::isBoundedInBytes()
{
    EarlyWords words({ .bytes = 1000 });
    for (int i = 0; i < 100; ++i)
        words.put(packet(QByteArray(100, char(i))), 0);
    QCOMPARE(words.take().size(), size_t(10));
    QCOMPARE(words.dropped(), 90U);
    words.put(packet(QByteArray(5000, 'x')), 0); // alone too large
    QVERIFY(words.isEmpty());
    words.put(packet("fits"), 0);
    QVERIFY(!words.isEmpty());
    words.clear();
    QVERIFY(words.isEmpty());
    QCOMPARE(words.dropped(), 91U);
}

void TstEarlyWords::theFirstWordArrives_data()
{
    QTest::addColumn<ListenMode>("mode");
    QTest::addColumn<QString>("word");
    QTest::newRow("auto") << ListenMode::Auto << u"auto"_s;
    QTest::newRow("manual") << ListenMode::Manual << u"manual"_s;
    QTest::newRow("realtime") << ListenMode::Realtime << u"realtime"_s;
}

void TstEarlyWords::theFirstWordArrives()
{
    QFETCH(ListenMode, mode);
    QFETCH(QString, word);
    Bench bench;
    bench.session.startListening(mode);
    QVERIFY(bench.microphone); // at once
    bench.microphoneFrame("what");
    bench.wire().accept();
    bench.microphoneFrame("time");
    QVERIFY(bench.wire().sentAudio.isEmpty()); // a server that has not heard of `listen start` would not know what to do with it
    bench.hello();
    QCOMPARE(bench.sent(), (QStringList { u"hello"_s, u"listen start "_s + word }));
    QCOMPARE(soundOf(bench.wire()), (QStringList { u"what"_s, u"time"_s }));
    bench.microphoneFrame("is it");
    QCOMPARE(soundOf(bench.wire()), (QStringList { u"what"_s, u"time"_s, u"is it"_s }));
    QCOMPARE(bench.session.counters().earlyDropped, 0U);
}

void TstEarlyWords::afterAWakeThePreRollGoesFirst()
{
    Bench bench;
    bench.session.startListening(ListenMode::Auto);
    bench.microphoneFrame("hello computer"); // heard by the spotter too, and so part of its pre-roll
    bench.session.wake(u"hello computer"_s, { packet("one"), packet("two") }, ListenMode::Auto);
    bench.microphoneFrame("what");
    bench.answer();
    QCOMPARE(soundOf(bench.wire()), (QStringList { u"one"_s, u"two"_s, u"what"_s }));
    QCOMPARE(bench.sent(), (QStringList { u"hello"_s, u"listen detect hello computer"_s, u"listen start auto"_s }));
}

void TstEarlyWords::pressedWhileTheLinkIsOpenedForNothing()
{
    Bench bench;
    bench.session.connectNow();
    QVERIFY(!bench.microphone);
    bench.microphoneFrame("nobody asked");
    bench.session.startListening(ListenMode::Auto);
    QVERIFY(bench.microphone);
    QCOMPARE(bench.network.made, 1);
    bench.microphoneFrame("first");
    bench.answer();
    QCOMPARE(soundOf(bench.wire()), (QStringList { u"first"_s }));
    QCOMPARE(bench.session.state(), State::Listening);
}

void TstEarlyWords::aQuestionSaidToItsEndIsAsked()
{
    Bench bench;
    bench.session.startListening(ListenMode::Manual);
    bench.microphoneFrame("what time");
    bench.session.stopListening();
    QVERIFY(!bench.microphone);
    bench.microphoneFrame("is it"); // what the encoder still held
    bench.session.microphoneClosed();
    bench.microphoneFrame("not meant for anybody");
    bench.answer();
    QCOMPARE(bench.session.state(), State::Thinking);
    QCOMPARE(bench.sent(), (QStringList { u"hello"_s, u"listen start manual"_s, u"listen stop"_s }));
    QCOMPARE(soundOf(bench.wire()), (QStringList { u"what time"_s, u"is it"_s }));
    bench.stt(u"what time is it"_s);
    bench.speech(SpeechState::Start);
    bench.speech(SpeechState::Stop);
    bench.session.playbackDrained(bench.session.turn());
    QCOMPARE(bench.session.state(), State::Idle);
    QCOMPARE(bench.timelines.size(), 1);
    QVERIFY(bench.timelines.first().recognised.has_value()); // counted from the release
}

void TstEarlyWords::theLastWordMayComeAfterTheLink()
{
    Bench bench;
    bench.session.startListening(ListenMode::Manual);
    bench.microphoneFrame("what time");
    bench.session.stopListening();
    bench.answer();
    QCOMPARE(bench.sent(), (QStringList { u"hello"_s, u"listen start manual"_s }));
    bench.microphoneFrame("is it");
    bench.session.microphoneClosed();
    QCOMPARE(bench.sent(), (QStringList { u"hello"_s, u"listen start manual"_s, u"listen stop"_s }));
    QCOMPARE(soundOf(bench.wire()), (QStringList { u"what time"_s, u"is it"_s }));
}

void TstEarlyWords::pressingAgainAsksOnlyTheSecondQuestion()
{
    Bench bench;
    bench.session.startListening(ListenMode::Manual);
    bench.microphoneFrame("first");
    bench.session.stopListening();
    bench.session.microphoneClosed();
    bench.session.startListening(ListenMode::Manual);
    QVERIFY(bench.microphone);
    bench.microphoneFrame("second");
    bench.answer();
    QCOMPARE(bench.session.state(), State::Listening);
    QCOMPARE(soundOf(bench.wire()), (QStringList { u"second"_s }));
    QCOMPARE(bench.sent(), (QStringList { u"hello"_s, u"listen start manual"_s }));
}

void TstEarlyWords::whatIsSaidWhileReconnectingIsKept()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.microphoneFrame("heard");
    bench.wire().end(loss());
    QVERIFY(bench.microphone);
    bench.microphoneFrame("first");
    QTRY_COMPARE(bench.network.made, 2);
    bench.microphoneFrame("second");
    bench.wire().end(loss()); // and once more
    bench.microphoneFrame("third");
    QTRY_COMPARE(bench.network.made, 3);
    bench.answer();
    QCOMPARE(soundOf(bench.wire()), (QStringList { u"first"_s, u"second"_s, u"third"_s }));
    QVERIFY(!bench.log.contains(u"mic off"_s)); // one recording, no seam
}

void TstEarlyWords::pressedWhileReconnecting()
{
    Bench bench(noRetry());
    bench.session.connectNow();
    bench.answer();
    bench.wire().end(loss());
    QCOMPARE(bench.session.state(), State::Reconnecting);
    QVERIFY(!bench.microphone);
    bench.session.startListening(ListenMode::Manual);
    bench.microphoneFrame("first");
    bench.session.stopListening();
    bench.session.microphoneClosed();
    bench.wire().end(loss());
    QCOMPARE(bench.session.state(), State::Reconnecting);
    bench.session.retryNow();
    bench.answer();
    QCOMPARE(bench.session.state(), State::Thinking);
    QCOMPARE(soundOf(bench.wire()), (QStringList { u"first"_s }));
}

void TstEarlyWords::notWhileTheOwnVoiceStillSounds()
{
    Bench bench(noRetry());
    bench.listenIn(ListenMode::Auto);
    bench.speech(SpeechState::Start);
    bench.sound("answer");
    bench.wire().end(loss());
    QCOMPARE(bench.session.state(), State::Reconnecting);
    QVERIFY(!bench.microphone);
    bench.session.playbackDrained(bench.session.turn());
    QVERIFY(bench.microphone);
    bench.microphoneFrame("and then");
    bench.session.retryNow();
    bench.answer();
    QCOMPARE(soundOf(bench.wire()), (QStringList { u"and then"_s }));
}

void TstEarlyWords::nothingLeavesWhenMuted()
{
    Bench bench;
    bench.session.startListening(ListenMode::Auto);
    bench.microphoneFrame("secret");
    bench.session.setMuted(true);
    bench.microphoneFrame("still in the air");
    bench.answer();
    QCOMPARE(bench.session.state(), State::Listening);
    bench.microphoneFrame("muted");
    QVERIFY(bench.wire().sentAudio.isEmpty());
    bench.session.setMuted(false);
    bench.microphoneFrame("meant for you");
    QCOMPARE(soundOf(bench.wire()), (QStringList { u"meant for you"_s }));

    Bench called;
    called.session.wake(u"hello computer"_s, { packet("pre-roll") }, ListenMode::Auto);
    called.session.setMuted(true);
    called.answer();
    QVERIFY(called.wire().sentAudio.isEmpty());
    QCOMPARE(called.sent(), (QStringList { u"hello"_s, u"listen start auto"_s }));

    Bench asked;
    asked.session.startListening(ListenMode::Manual);
    asked.microphoneFrame("a question");
    asked.session.stopListening();
    asked.session.setMuted(true);
    asked.answer();
    QVERIFY(asked.wire().sentAudio.isEmpty());
    QCOMPARE(asked.session.state(), State::Idle);
}

void TstEarlyWords::anAbandonedConnectionForgets()
{
    const auto begin = [](Bench& bench) {
        bench.session.startListening(ListenMode::Auto);
        bench.microphoneFrame("old");
    };
    const auto heardLater = [](Bench& bench) {
        bench.session.startListening(ListenMode::Auto);
        bench.answer();
        return soundOf(bench.wire());
    };
    Bench hungUp;
    begin(hungUp);
    hungUp.session.disconnectNow();
    QVERIFY(!hungUp.microphone);
    QCOMPARE(heardLater(hungUp), QStringList());

    Bench ended;
    begin(ended);
    ended.session.stopListening();
    QVERIFY(!ended.microphone);
    QCOMPARE(heardLater(ended), QStringList());

    Bench refused;
    begin(refused);
    refused.wire().end({ .error = { Error::Code::Refused, u"No."_s } });
    QVERIFY(!refused.microphone);
    QCOMPARE(heardLater(refused), QStringList());

    Bench moved;
    begin(moved);
    protocol::ConnectionProfile other = someProfile();
    other.url = QUrl(u"ws://another/"_s);
    moved.session.setProfile(other);
    QCOMPARE(heardLater(moved), QStringList());
}

void TstEarlyWords::typedWordsTakeTheirPlace()
{
    Bench bench;
    bench.session.startListening(ListenMode::Manual);
    bench.microphoneFrame("well");
    bench.session.sendText(u"what time is it"_s);
    QVERIFY(!bench.microphone);
    bench.answer();
    QVERIFY(bench.wire().sentAudio.isEmpty());
    QCOMPARE(bench.sent(), (QStringList { u"hello"_s, u"listen detect what time is it"_s }));
}

// By size here; by span it is the queue's own test.
void TstEarlyWords::tenSecondsAtMost()
{
    Bench bench;
    bench.session.startListening(ListenMode::Auto);
    const QByteArray opus(1024, 'x');
    for (int i = 0; i < 600; ++i)
        bench.session.sendAudio(packet(opus));
    bench.answer();
    QCOMPARE(bench.wire().sentAudio.size(), 512);
    QCOMPARE(bench.session.counters().earlyDropped, 88U);
}

}

QTEST_GUILESS_MAIN(myna::session::TstEarlyWords)
#include "tst_earlywords.moc"
