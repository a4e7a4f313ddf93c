// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/devicesession.h"
#include "sessionrig.h"
#include "support/speechclip.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;
using namespace std::chrono_literals;
using protocol::ListenMode;
using protocol::SpeechState;

// Whatever engines do, a device gets speech or text and its `tts` stop, and can go on listening.
class TstTurnFailures : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void neverSilence();
    void abortLeavesNothingBehind();
    void failureIsReported();
    void endlessAnswerIsEnded();
};

namespace {

enum class Way { Auto, Manual, Realtime, Typed };

// Longer than a busy machine needs for one step of all the conversations together.
const DialogueTiming impatient { .patience = { 1500ms, 1500ms, 1500ms } };

// Encoded once for everybody.
void hearQuestion(SessionRig& rig)
{
    static const QVector<protocol::AudioPacket> packets
        = packetsOf(speechClip({ .text = u"what is it"_s, .silenceBeforeMs = 200, .silenceAfterMs = 800 }));
    for (const protocol::AudioPacket& packet : packets)
        rig.wire->sendSound(packet.opus);
}

void ask(SessionRig& rig, Way way)
{
    switch (way) {
    case Way::Auto:
        rig.listen(ListenMode::Auto);
        hearQuestion(rig);
        return;
    case Way::Manual:
        rig.listen(ListenMode::Manual);
        hearQuestion(rig);
        rig.stopListening();
        return;
    case Way::Realtime:
        rig.listen(ListenMode::Realtime);
        hearQuestion(rig);
        return;
    case Way::Typed:
        rig.type(u"what is it"_s);
        return;
    }
}

struct Case
{
    Way way = Way::Typed;
    Script script;
    QString name;
    std::unique_ptr<SessionRig> rig;
};

}

// All of them at once, because what is said takes its time.
void TstTurnFailures::neverSilence()
{
    ScriptedEngines engines;
    std::vector<std::unique_ptr<Case>> cases;
    const auto add = [&](Way way, int ear, int mind, int mouth) {
        auto one = std::make_unique<Case>();
        one->way = way;
        one->script.ear = Ear(ear);
        one->script.mind = Mind(mind);
        one->script.mouth = Mouth(mouth);
        one->name = u"way %1, ear %2, mind %3, mouth %4"_s.arg(int(way)).arg(ear).arg(mind).arg(mouth);
        engines.scripts.insert(one->name, &one->script);
        one->rig = std::make_unique<SessionRig>(engines, DeviceFacts { .persona = { .voice = one->name } }, impatient);
        one->rig->hello();
        cases.push_back(std::move(one));
    };
    for (const Way way : { Way::Auto, Way::Manual, Way::Realtime, Way::Typed }) {
        for (int mouth = 0; mouth <= int(Mouth::Mute); ++mouth) {
            for (int mind = 0; mind <= int(Mind::OnlyAFace); ++mind)
                add(way, int(Ear::Hears), mind, mouth);
            for (int ear = int(Ear::HearsNothing); way != Way::Typed && ear <= int(Ear::Silent); ++ear)
                add(way, ear, int(Mind::Answers), mouth);
        }
    }
    for (const auto& one : cases)
        ask(*one->rig, one->way);
    for (const auto& one : cases) {
        const QByteArray name = one->name.toUtf8();
        const SessionRig& rig = *one->rig;
        QVERIFY2(becomesTrue([&] { return rig.stops() > 0; }, 60000), name.constData());
        QVERIFY2(rig.count(SpeechState::Start) == 1 && rig.stops() == 1, name.constData());
        QVERIFY2(!rig.sentences().isEmpty(), name.constData());
        const bool open = one->way == Way::Auto || one->way == Way::Realtime;
        QVERIFY2(rig.session->state() == (open ? DeviceState::Listening : DeviceState::Idle), name.constData());
        QVERIFY2(rig.closings.isEmpty() && rig.reports.size() == 1, name.constData());
    }
    for (const auto& one : cases) { // and when they are well again, so is it
        one->script.ear = Ear::Hears;
        one->script.mind = Mind::Answers;
        one->script.mouth = Mouth::Speaks;
        one->rig->wire->sent.clear();
        one->rig->wire->sentAudio.clear();
        ask(*one->rig, one->way);
    }
    for (const auto& one : cases) {
        const SessionRig& rig = *one->rig;
        QVERIFY2(becomesTrue([&] { return rig.stops() > 0; }, 60000), qPrintable(one->name));
        QVERIFY2(!rig.wire->sentAudio.isEmpty(), qPrintable(one->name));
        QVERIFY2(rig.sentences().contains(u"That was all."_s), qPrintable(one->name));
        QVERIFY2(rig.reports.last().failure.isEmpty(), qPrintable(one->name));
    }
}

// At any moment: no engine is still asked, nothing is sent any more, and the next question is answered.
void TstTurnFailures::abortLeavesNothingBehind()
{
    QRandomGenerator random(7);
    ScriptedEngines engines;
    std::vector<std::unique_ptr<Case>> cases;
    for (int i = 0; i < 100; ++i) {
        auto one = std::make_unique<Case>();
        one->script.delayMs = 25;
        one->script.seed = quint32(i + 1);
        one->name = QString::number(i);
        engines.scripts.insert(one->name, &one->script);
        one->rig = std::make_unique<SessionRig>(engines, DeviceFacts { .persona = { .voice = one->name } });
        one->rig->hello();
        ask(*one->rig, Way(i % 4));
        cases.push_back(std::move(one));
    }
    int aborted = 0;
    for (const auto& one : cases) {
        QTimer::singleShot(int(random.bounded(600)), one->rig->session.get(), [&aborted, c = one.get()] {
            SessionRig& rig = *c->rig;
            rig.abort();
            ++aborted;
            QVERIFY(c->script.atEar.isEmpty() && c->script.atMind.isEmpty() && c->script.atMouth.isEmpty());
            QVERIFY(rig.stops() >= 1);
            rig.wire->sent.clear();
            rig.wire->sentAudio.clear();
        });
    }
    QTRY_COMPARE(aborted, int(cases.size()));
    int cancels = 0;
    bool late = false;
    QTimer::singleShot(300, this, [&late] { late = true; });
    QTRY_VERIFY(late);
    for (const auto& one : cases) {
        QVERIFY2(one->rig->wire->sent.isEmpty() && one->rig->wire->sentAudio.isEmpty(), qPrintable(one->name));
        cancels += one->script.cancels;
        ask(*one->rig, Way::Typed);
    }
    QVERIFY(cancels > 50); // most were in the middle of something
    for (const auto& one : cases)
        QTRY_VERIFY2(one->rig->sentences().contains(u"That was all."_s), qPrintable(one->name));
}

void TstTurnFailures::failureIsReported()
{
    ScriptedEngines engines;
    engines.script.mind = Mind::FailsHalfway;
    SessionRig rig(engines);
    rig.hello();
    rig.type(u"what is it"_s);
    QTRY_COMPARE(rig.reports.size(), 1);
    QCOMPARE(rig.reports[0].failure, u"gone"_s);
    QVERIFY(rig.reports[0].said.contains(u"something went wrong"_s));
    engines.script.mind = Mind::Answers;
    engines.script.mouth = Mouth::Fails;
    rig.type(u"what is it"_s);
    QTRY_COMPARE(rig.reports.size(), 2);
    QCOMPARE(rig.reports[1].failure, u"no voice"_s);
    // What was said in the place of an answer is not part of the conversation.
    QVERIFY(!engines.script.conversations.last().utterances.contains({ Utterance::Speaker::Assistant, rig.reports[0].said }));
    rig.type(u"what now"_s);
    QTRY_COMPARE(rig.reports.size(), 3);
    QVERIFY(engines.script.conversations.last().utterances.contains({ Utterance::Speaker::Assistant, rig.reports[1].said }));
}

void TstTurnFailures::endlessAnswerIsEnded()
{
    ScriptedEngines engines;
    engines.script.mouth = Mouth::Fails; // text needs no time
    engines.script.answer = [](const Conversation&, const auto&) { return QString(3 * Turn::maxAnswer, u'x'); };
    SessionRig rig(engines);
    rig.hello();
    rig.type(u"go on"_s);
    QTRY_COMPARE(rig.reports.size(), 1);
    QVERIFY(rig.reports[0].said.size() < 2 * Turn::maxAnswer);
    QVERIFY(rig.reports[0].said.contains(u"getting long"_s));
    QVERIFY(engines.script.atMind.isEmpty());
}

QTEST_GUILESS_MAIN(TstTurnFailures)
#include "tst_turnfailures.moc"
