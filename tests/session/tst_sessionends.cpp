// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionbench.h"

namespace myna::session {

class TstSessionEnds final : public test::TestCase
{
    Q_OBJECT

private slots:
    // Ends
    void cleanCloseIsIdle();
    void goodbyeIsPlayedToItsEnd();
    void goodbyeMessageEndsTheSession();
    void lossReconnectsAndResumes();
    void givesUpAfterAllTries();
    void retryNowDoesNotWait();
    void talkingWhileReconnectingTriesAtOnce();
    void flappingServerUsesUpItsTries();
    void refusedIsSaid();
    void closedBeforeHelloIsARefusal();
    void serverStoppingBeforeHelloIsALoss();
    void wrongAddressIsNotRetried();
    void hangUpSilencesAndCloses();
    void anotherProfileEndsTheLink();

    // Another token
    void refusedAsksForAnotherProfileOnce();
    void refusedAgainTheUserIsAsked();
    void theWishMayBeRepeatedByHand();
    void noOtherProfileIsSaid();
    void renewalThatMayPassGoesOnTrying();
    void renewalHasALimit();

    // The network
    void theNetworkComesBackWhileWaiting();
    void theNetworkComesBackAfterAllTries();
    void aQuestionOfLongAgoIsNotAsked();
    void aBrokerIsTriedAgainInAnotherNetworkToo();
    void aRefusalIsNoMatterOfTheNetwork();
    void anOpenLinkIsProbed();
};

void TstSessionEnds::cleanCloseIsIdle()
{
    Bench bench;
    QSignalSpy closings(&bench.session, &VoiceSession::linkClosed);
    bench.listenIn(ListenMode::Auto);
    bench.wire().end(cleanClose());
    QCOMPARE(bench.log, (QStringList { u"mic off"_s, u"state idle"_s }));
    QVERIFY(!bench.session.isConnected());
    QCOMPARE(closings.size(), 1);
    QCOMPARE(closings.at(0).at(0).toInt(), 1000);
    QCOMPARE(closings.at(0).at(2).toBool(), true);
    bench.session.startListening(ListenMode::Auto);
    QCOMPARE(bench.network.made, 2);
}

void TstSessionEnds::goodbyeIsPlayedToItsEnd()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.speech(SpeechState::Start);
    bench.sound("bye");
    bench.clear();
    bench.wire().end(cleanClose()); // no stop: so does the reference server
    QCOMPARE(bench.log, (QStringList { u"ended 1"_s }));
    QCOMPARE(bench.session.state(), State::Speaking);
    bench.session.playbackDrained(bench.session.turn());
    QCOMPARE(bench.log, (QStringList { u"ended 1"_s, u"finished 1"_s, u"state idle"_s }));

    // And somebody who talks in the meantime gets a new link.
    bench.session.startListening(ListenMode::Auto);
    bench.answer();
    bench.speech(SpeechState::Start);
    bench.wire().end(cleanClose());
    bench.session.startListening(ListenMode::Auto);
    QCOMPARE(bench.session.state(), State::Connecting);
    bench.answer();
    QCOMPARE(bench.session.state(), State::Listening);
}

void TstSessionEnds::goodbyeMessageEndsTheSession()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.wire().say(protocol::Goodbye {});
    QCOMPARE(bench.session.state(), State::Idle);
    QVERIFY(!bench.session.isConnected());
}

void TstSessionEnds::lossReconnectsAndResumes()
{
    Bench bench;
    QSignalSpy links(&bench.session, &VoiceSession::linkChanged);
    bench.listenIn(ListenMode::Auto);
    bench.wire().end(loss());
    QCOMPARE(bench.log, (QStringList { u"state reconnecting"_s })); // what is said now is kept
    QTRY_COMPARE(bench.network.made, 2);
    bench.answer();
    QCOMPARE(bench.log, (QStringList { u"state reconnecting"_s, u"state connecting"_s, u"state listening"_s }));
    QCOMPARE(bench.sent(), (QStringList { u"hello"_s, u"listen start auto"_s }));
    QCOMPARE(bench.session.counters().reconnects, 1);
    QCOMPARE(links, (QList<QVariantList> { { true }, { false }, { true } }));
}

void TstSessionEnds::givesUpAfterAllTries()
{
    Bench bench;
    QSignalSpy states(&bench.session, &VoiceSession::stateChanged);
    QSignalSpy retries(&bench.session, &VoiceSession::reconnectScheduled);
    bench.session.startListening(ListenMode::Auto);
    for (int i = 0; i < 4; ++i) {
        QTRY_COMPARE(bench.network.made, i + 1);
        bench.wire().end(loss());
    }
    QCOMPARE(bench.session.state(), State::Failed);
    QCOMPARE(retries.size(), 3);
    QVERIFY(states.last().at(1).toString().contains("The wire was cut."_L1));
    bench.session.startListening(ListenMode::Auto); // the user may always try
    bench.answer();
    QCOMPARE(bench.session.state(), State::Listening);
}

void TstSessionEnds::retryNowDoesNotWait()
{
    Timing timing = patient();
    timing.reconnect = { .first = 60s, .attempts = 1 };
    Bench bench(timing);
    bench.session.startListening(ListenMode::Auto);
    bench.wire().end(loss());
    QCOMPARE(bench.session.state(), State::Reconnecting);
    bench.session.retryNow();
    QCOMPARE(bench.session.state(), State::Connecting);
    QCOMPARE(bench.network.made, 2);
    bench.wire().end(loss());
    QCOMPARE(bench.session.state(), State::Failed);
    bench.session.retryNow();
    bench.wire().end(loss());
    QCOMPARE(bench.session.state(), State::Reconnecting); // with its tries back
}

void TstSessionEnds::talkingWhileReconnectingTriesAtOnce()
{
    Timing timing = patient();
    timing.reconnect = { .first = 60s };
    Bench bench(timing);
    bench.session.connectNow();
    bench.answer();
    bench.wire().end(loss());
    QCOMPARE(bench.session.state(), State::Reconnecting);
    bench.session.sendText(u"hello"_s);
    QCOMPARE(bench.session.state(), State::Connecting);
    bench.answer();
    QCOMPARE(bench.session.state(), State::Thinking);
}

void TstSessionEnds::flappingServerUsesUpItsTries()
{
    Bench bench;
    bench.session.startListening(ListenMode::Auto);
    for (int i = 0; i < 4; ++i) {
        QTRY_COMPARE(bench.network.made, i + 1);
        bench.answer();
        bench.wire().end(loss());
    }
    QCOMPARE(bench.session.state(), State::Failed);
}

void TstSessionEnds::refusedIsSaid()
{
    Bench bench;
    bench.session.startListening(ListenMode::Auto);
    bench.wire().end({ .error = { Error::Code::Refused, u"Not you."_s } });
    QCOMPARE(bench.log, (QStringList { u"state connecting"_s, u"mic on"_s, u"mic off"_s, u"state failed"_s, u"refused"_s }));

    bench.session.startListening(ListenMode::Auto);
    bench.answer();
    bench.clear();
    bench.wire().end({ .code = 1008, .error = { Error::Code::Refused, u"Not you any more."_s } });
    QCOMPARE(bench.log, (QStringList { u"mic off"_s, u"state failed"_s, u"refused"_s }));
}

void TstSessionEnds::closedBeforeHelloIsARefusal()
{
    Bench bench;
    bench.session.startListening(ListenMode::Auto);
    bench.wire().accept();
    bench.wire().end(cleanClose());
    QCOMPARE(bench.session.state(), State::Failed);
    QCOMPARE(bench.log.last(), u"refused"_s);
}

void TstSessionEnds::serverStoppingBeforeHelloIsALoss()
{
    Bench bench;
    bench.session.startListening(ListenMode::Auto);
    bench.wire().accept();
    bench.wire().end(cleanClose(1001));
    QCOMPARE(bench.session.state(), State::Reconnecting);
}

void TstSessionEnds::wrongAddressIsNotRetried()
{
    for (const auto code : { Error::Code::Invalid, Error::Code::NotFound }) {
        Bench bench;
        bench.session.startListening(ListenMode::Auto);
        bench.wire().end({ .error = { code, u"No."_s } });
        QCOMPARE(bench.log, (QStringList { u"state connecting"_s, u"mic on"_s, u"mic off"_s, u"state failed"_s }));
        QCOMPARE(bench.network.made, 1);
    }
}

void TstSessionEnds::hangUpSilencesAndCloses()
{
    Bench bench;
    QSignalSpy closings(&bench.session, &VoiceSession::linkClosed);
    bench.listenIn(ListenMode::Auto);
    bench.speech(SpeechState::Start);
    bench.log.clear();
    const QPointer<test::FakeTransport> wire = bench.network.newest;
    bench.session.disconnectNow();
    QCOMPARE(bench.log, (QStringList { u"cancelled 1"_s, u"finished 1"_s, u"state idle"_s }));
    QCOMPARE(wire->closes, 1);
    QCOMPARE(closings.size(), 1);
    QVERIFY(closings.at(0).at(2).toBool());
    QTRY_VERIFY(!wire); // and it does not stay behind
    bench.session.disconnectNow();
    QCOMPARE(closings.size(), 1);
}

void TstSessionEnds::anotherProfileEndsTheLink()
{
    Bench bench;
    bench.listenIn(ListenMode::Auto);
    bench.session.setProfile(someProfile());
    QCOMPARE(bench.session.state(), State::Listening);
    protocol::ConnectionProfile other = someProfile();
    other.token = u"new"_s;
    bench.session.setProfile(other);
    QCOMPARE(bench.session.state(), State::Idle);
    QVERIFY(!bench.session.isConnected());
}

namespace {

transport::Closing refusal()
{
    return { .error = { Error::Code::Refused, u"Not you."_s } };
}

protocol::ConnectionProfile otherProfile()
{
    protocol::ConnectionProfile other = someProfile();
    other.token = u"a new one"_s;
    return other;
}

// Somebody asks the pairing.
struct RenewingBench : Bench
{
    QSignalSpy asked { &session, &VoiceSession::renewalWanted };
    QSignalSpy refused { &session, &VoiceSession::refused };

    explicit RenewingBench(std::chrono::milliseconds limit = 60s)
        : Bench(timing(limit), { .renewable = true })
    {
    }
    static Timing timing(std::chrono::milliseconds limit)
    {
        Timing timing = patient();
        timing.reconnect = { .first = 60s, .attempts = 3, .renewal = limit };
        return timing;
    }
};

}

// Requirement C4; the reference server refuses by closing with 1000 before its hello (reference 4.1), others with 401 or 403.
void TstSessionEnds::refusedAsksForAnotherProfileOnce()
{
    RenewingBench bench;
    QSignalSpy states(&bench.session, &VoiceSession::stateChanged);
    bench.session.startListening(ListenMode::Auto);
    bench.microphoneFrame("first");
    bench.wire().accept();
    bench.wire().end(cleanClose());
    QCOMPARE(bench.asked.size(), 1);
    QCOMPARE(bench.session.state(), State::Reconnecting);
    QVERIFY(states.last().at(1).toString().endsWith(u"The pairing is being checked."_s));
    QVERIFY(bench.microphone); // the wish and what was said stay
    bench.session.setProfile(otherProfile());
    QCOMPARE(bench.network.made, 2);
    bench.session.connectNow(); // what programs say after a pairing
    QCOMPARE(bench.network.made, 2);
    bench.answer();
    QCOMPARE(bench.session.state(), State::Listening);
    QCOMPARE(bench.wire().sentAudio.size(), 1);
    QCOMPARE(bench.refused.size(), 0);
}

void TstSessionEnds::refusedAgainTheUserIsAsked()
{
    RenewingBench bench;
    bench.session.startListening(ListenMode::Auto);
    bench.wire().end(refusal());
    bench.session.setProfile(someProfile()); // the same: the server gave no other
    QCOMPARE(bench.network.made, 2);
    bench.wire().end(refusal());
    QCOMPARE(bench.asked.size(), 1); // no circle
    QCOMPARE(bench.refused.size(), 1);
    QCOMPARE(bench.session.state(), State::Failed);
    bench.session.connectNow(); // a program's wish is none of the user's
    bench.wire().end(refusal());
    QCOMPARE(bench.asked.size(), 1);
}

void TstSessionEnds::theWishMayBeRepeatedByHand()
{
    RenewingBench bench;
    bench.session.startListening(ListenMode::Auto);
    bench.wire().end(refusal());
    bench.session.setProfile(otherProfile());
    bench.wire().end(refusal());
    bench.session.startListening(ListenMode::Auto);
    bench.wire().end(refusal());
    QCOMPARE(bench.asked.size(), 2);
}

void TstSessionEnds::noOtherProfileIsSaid()
{
    RenewingBench bench;
    bench.session.startListening(ListenMode::Auto);
    bench.wire().end(refusal());
    bench.session.renewalFailed({ Error::Code::Refused, u"Pair again."_s });
    QCOMPARE(bench.session.state(), State::Failed);
    QCOMPARE(bench.refused.size(), 1);
    QVERIFY(!bench.microphone);
    bench.session.renewalFailed({ Error::Code::Refused, u"Pair again."_s }); // of another time
    QCOMPARE(bench.refused.size(), 1);
}

void TstSessionEnds::renewalThatMayPassGoesOnTrying()
{
    RenewingBench bench;
    QSignalSpy retries(&bench.session, &VoiceSession::reconnectScheduled);
    bench.session.startListening(ListenMode::Auto);
    bench.wire().end(refusal());
    QCOMPARE(retries.size(), 0);
    bench.session.renewalFailed({ Error::Code::Timeout, u"No answer."_s });
    QCOMPARE(bench.session.state(), State::Reconnecting);
    QCOMPARE(retries.size(), 1);
    QCOMPARE(retries.first().first().value<ReconnectNotice>().reason.text, u"No answer."_s);
}

void TstSessionEnds::renewalHasALimit()
{
    RenewingBench bench(10ms);
    bench.session.startListening(ListenMode::Auto);
    bench.wire().end(refusal());
    QTRY_COMPARE(bench.network.made, 2); // with what there is
    bench.answer();
    QCOMPARE(bench.session.state(), State::Listening);
}

void TstSessionEnds::theNetworkComesBackWhileWaiting()
{
    for (const auto change : { NetworkChange::Up, NetworkChange::Resumed }) {
        RenewingBench bench;
        bench.session.startListening(ListenMode::Auto);
        bench.wire().end(loss());
        bench.session.networkChanged(NetworkChange::Down);
        QCOMPARE(bench.network.made, 1);
        bench.session.networkChanged(change);
        QCOMPARE(bench.network.made, 2);
        bench.session.networkChanged(change); // while it dials
        QCOMPARE(bench.network.made, 2);
        bench.answer();
        QCOMPARE(bench.session.state(), State::Listening);
    }
}

void TstSessionEnds::theNetworkComesBackAfterAllTries()
{
    Bench bench;
    QSignalSpy states(&bench.session, &VoiceSession::stateChanged);
    bench.session.startListening(ListenMode::Auto);
    for (int i = 0; i < 4; ++i) {
        QTRY_COMPARE(bench.network.made, i + 1);
        bench.wire().end(loss());
    }
    QCOMPARE(bench.session.state(), State::Failed);
    QVERIFY(states.last().at(1).toString().endsWith(u"It is tried again when the network changes."_s));
    bench.session.networkChanged(NetworkChange::Up);
    QCOMPARE(bench.session.state(), State::Connecting);
    QVERIFY(!bench.microphone); // that was long ago
    bench.wire().end(loss());
    QCOMPARE(bench.session.state(), State::Reconnecting); // with all its tries
    QTRY_COMPARE(bench.network.made, 6);
    bench.answer();
    QCOMPARE(bench.session.state(), State::Idle);
    QVERIFY(bench.session.isConnected());
}

void TstSessionEnds::aQuestionOfLongAgoIsNotAsked()
{
    Bench bench;
    bench.session.sendText(u"what time is it"_s);
    for (int i = 0; i < 4; ++i) {
        QTRY_COMPARE(bench.network.made, i + 1);
        bench.wire().end(loss());
    }
    QCOMPARE(bench.session.state(), State::Failed);
    bench.session.networkChanged(NetworkChange::Up);
    bench.answer();
    QCOMPARE(bench.session.state(), State::Idle);
    QVERIFY2(!bench.sent().join(u'\n').contains(u"what time is it"_s), "asked again by itself");
}

void TstSessionEnds::aBrokerIsTriedAgainInAnotherNetworkToo()
{
    Bench bench;
    protocol::ConnectionProfile profile;
    profile.mqtt = protocol::MqttSection { .host = u"broker.example"_s, .publishTopic = u"t"_s };
    bench.session.setProfile(profile);
    bench.session.connectNow();
    const int made = bench.network.made;
    bench.wire().end({ .error = { Error::Code::Invalid, u"This network blocks UDP."_s } });
    QCOMPARE(bench.session.state(), State::Failed);
    bench.session.networkChanged(NetworkChange::Up);
    QCOMPARE(bench.network.made, made + 1);
}

void TstSessionEnds::aRefusalIsNoMatterOfTheNetwork()
{
    Bench bench;
    bench.session.startListening(ListenMode::Auto);
    bench.wire().end(refusal());
    bench.session.networkChanged(NetworkChange::Up);
    QCOMPARE(bench.session.state(), State::Failed);
    QCOMPARE(bench.network.made, 1);

    test::FakeNetwork network;
    VoiceSession unset(network.factory(), {});
    unset.connectNow(); // no server was chosen
    unset.networkChanged(NetworkChange::Up);
    QCOMPARE(unset.state(), State::Failed);
}

void TstSessionEnds::anOpenLinkIsProbed()
{
    Bench bench;
    bench.session.connectNow();
    bench.answer();
    for (const auto change : { NetworkChange::Up, NetworkChange::Down, NetworkChange::Resumed })
        bench.session.networkChanged(change);
    QCOMPARE(bench.wire().probes, 3);
    QCOMPARE(bench.network.made, 1);
}

}

QTEST_GUILESS_MAIN(myna::session::TstSessionEnds)
#include "tst_sessionends.moc"
