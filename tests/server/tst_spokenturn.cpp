// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/devicesession.h"
#include "support/faketransport.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/speechclip.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;

// The whole server side of a turn with the engines that come with the program: sound in, sound out.
class TstSpokenTurn : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void initTestCase();
    void answersASpokenQuestion();
    void refusesWhatIsNoCommand();
    void speaksMandarinToTypedText();
    void mandarinSpeechIsRefusedInWords();

private:
    struct Outcome
    {
        QString heard;
        QString said;
        protocol::Timeline timeline;
        codec::PcmFrame sound;
    };
    Outcome run(const QString& language, const codec::PcmFrame& speech, const QString& typed = {});

    std::unique_ptr<EngineRegistry> m_engines;
};

void TstSpokenTurn::initTestCase()
{
    m_engines = makeBuiltinEngines();
}

TstSpokenTurn::Outcome TstSpokenTurn::run(const QString& language, const codec::PcmFrame& speech, const QString& typed)
{
    auto pipe = std::make_unique<test::FakeTransport>();
    auto* wire = pipe.get();
    DeviceSession session(std::move(pipe), { .deviceId = u"d"_s, .persona = { .language = language } }, *m_engines);
    QSignalSpy finished(&session, &DeviceSession::turnFinished);
    session.start();
    wire->accept();
    wire->say(protocol::Hello {});
    if (typed.isEmpty()) {
        wire->say(protocol::Listen { protocol::ListenState::Start, protocol::ListenMode::Auto, {} });
        for (const protocol::AudioPacket& packet : test::packetsOf(speech))
            wire->sendSound(packet.opus);
    } else {
        wire->say(protocol::Listen { protocol::ListenState::Detect, {}, typed });
    }
    if (!test::becomesTrue([&] { return !finished.isEmpty(); }))
        return {};
    const auto report = finished[0][0].value<TurnReport>();
    return { report.heard, report.said, report.timeline, test::decoded(wire->sentAudio, 24000) };
}

void TstSpokenTurn::answersASpokenQuestion()
{
    const Outcome outcome = run(u"en"_s, test::speechClip({ .text = u"what time is it"_s }));
    QCOMPARE(outcome.heard, u"what time is it"_s);
    QVERIFY2(outcome.said.startsWith(u"It is "_s) && outcome.said.endsWith(u"M."_s), qPrintable(outcome.said));
    QVERIFY(outcome.sound.durationMs() > 600 && outcome.sound.durationMs() < 4000);
    QVERIFY(test::rms(outcome.sound) > 0.02);
    qInfo("timeline after the end of speech: recognised %lld, first audio %lld, first packet %lld, stop %lld ms",
        *outcome.timeline.recognised, *outcome.timeline.firstAudio, *outcome.timeline.firstPacket, *outcome.timeline.stop);
}

void TstSpokenTurn::refusesWhatIsNoCommand()
{
    const Outcome outcome = run(u"en"_s, test::speechClip({ .text = u"blue elephants dance slowly"_s }));
    QCOMPARE(outcome.heard, QString());
    QVERIFY2(outcome.said.contains(u"what can you do"_s), qPrintable(outcome.said));
    QVERIFY(test::rms(outcome.sound) > 0.02);
}

void TstSpokenTurn::speaksMandarinToTypedText()
{
    const Outcome outcome = run(u"zh-CN"_s, {}, u"三加五等于几"_s);
    QCOMPARE(outcome.said, u"3加5等于8。"_s);
    QVERIFY(outcome.sound.durationMs() > 600);
    QVERIFY(test::rms(outcome.sound) > 0.02);
}

void TstSpokenTurn::mandarinSpeechIsRefusedInWords()
{
    const Outcome outcome = run(u"zh"_s, test::speechClip({ .text = u"现在几点"_s, .voice = u"cmn"_s }));
    QCOMPARE(outcome.heard, QString());
    QVERIFY2(outcome.said.contains(u"听不清"_s), qPrintable(outcome.said));
}

QTEST_GUILESS_MAIN(TstSpokenTurn)
#include "tst_spokenturn.moc"
