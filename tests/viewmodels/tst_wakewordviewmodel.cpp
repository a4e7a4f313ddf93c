// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "viewmodels/wakewordviewmodel.h"

#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna;
using myna::viewmodels::WakeWordViewModel;

namespace {

// A dictionary of few words.
Result<QString> smallDictionary(const QString& typed)
{
    const QString text = typed.trimmed().toLower();
    if (text.contains(u"zz"_s))
        return Error { Error::Code::Invalid, u"unknown"_s };
    return text;
}

struct Bench
{
    QTemporaryDir dir;
    settings::SettingsStore store { dir.path() };
    WakeWordViewModel model { store, smallDictionary, { .typing = 1ms, .lamp = 20ms, .test = 60s } };
    QSignalSpy changed { &model, &WakeWordViewModel::changed };
    QSignalSpy spotter { &model, &WakeWordViewModel::spotterChanged };
    QSignalSpy verdict { &model, &WakeWordViewModel::verdictChanged };
    QSignalSpy test { &model, &WakeWordViewModel::testChanged };
    QSignalSpy woken { &model, &WakeWordViewModel::woken };
};

}

class TstWakeWordViewModel final : public test::TestCase
{
    Q_OBJECT

private slots:
    void isOffAtFirst()
    {
        Bench bench;
        QVERIFY(!bench.model.isOn());
        QVERIFY(!bench.model.wantsSpotter());
        QVERIFY(bench.model.interrupts());
        QCOMPARE(bench.model.setup(), (audio::WakeSetup { { u"hello computer"_s }, 50 }));
    }

    void choicesLastAndAreSaidOnce()
    {
        Bench bench;
        bench.model.setOn(true);
        bench.model.setOn(true);
        bench.model.setSensitivity(500);
        bench.model.setInterrupts(false);
        QCOMPARE(bench.changed.size(), 3);
        QCOMPARE(bench.spotter.size(), 2); // interrupting is none of its business
        const WakeWordViewModel again(bench.store);
        QVERIFY(again.isOn());
        QCOMPARE(again.sensitivity(), 100);
        QCOMPARE(again.neededScore(), 0);
        QVERIFY(!again.interrupts());
    }

    void phrasesAreJudgedWhileTyped()
    {
        Bench bench;
        bench.model.type(u"zz"_s);
        bench.model.type(u"wake up"_s);
        QTRY_COMPARE(bench.verdict.size(), 1); // only what stands there when the fingers rest
        QVERIFY(bench.model.verdict().good);
        QVERIFY(bench.model.verdict().text.contains(u"wake up"_s));
        bench.model.type(u"zz"_s);
        QTRY_COMPARE(bench.model.verdict(), (WakeWordViewModel::Verdict { u"unknown"_s, false }));
        bench.model.type(u"Hello Computer "_s);
        QTRY_VERIFY(bench.model.verdict().text.contains(u"already"_s));
        bench.model.type({});
        QTRY_COMPARE(bench.model.verdict(), WakeWordViewModel::Verdict {});
    }

    void phrasesAreAddedAndRemoved()
    {
        Bench bench;
        QVERIFY(!bench.model.canRemove());
        bench.model.removePhrase(u"hello computer"_s); // the last one stays
        QCOMPARE(bench.model.phrases().size(), 1);
        for (const QString& phrase : { u"One"_s, u"two"_s, u"three"_s, u"four"_s })
            QVERIFY(bench.model.addPhrase(phrase));
        QCOMPARE(bench.model.phrases(), (QStringList { u"hello computer"_s, u"one"_s, u"two"_s, u"three"_s, u"four"_s }));
        QVERIFY(!bench.model.canAdd());
        const auto sixth = bench.model.addPhrase(u"five"_s);
        QVERIFY(!sixth && sixth.error().text.contains(u"Remove one"_s));
        const auto twice = bench.model.addPhrase(u"one"_s);
        QVERIFY(!twice && twice.error().text.contains(u"already"_s));
        const auto unknown = bench.model.addPhrase(u"zz"_s);
        QVERIFY(!unknown);
        QCOMPARE(bench.model.verdict().text, u"unknown"_s); // said at once
        bench.model.removePhrase(u"hello computer"_s);
        bench.model.removePhrase(u"never there"_s);
        QCOMPARE(bench.model.phrases(), (QStringList { u"one"_s, u"two"_s, u"three"_s, u"four"_s }));
        QCOMPARE(bench.spotter.size(), 5);
    }

    void aHitWakesOnlyWhenOn()
    {
        Bench bench;
        bench.model.spotted(u"hello computer"_s, 80);
        QVERIFY(bench.woken.isEmpty());
        bench.model.setOn(true);
        bench.model.spotted(u"hello computer"_s, 80);
        QCOMPARE(bench.woken.size(), 1);
        QCOMPARE(bench.woken.first().first().toString(), u"hello computer"_s);
    }

    void theTesterShowsAndDoesNotWake()
    {
        Bench bench;
        bench.model.setOn(true);
        bench.model.spotterScore(u"hello computer"_s, 40); // nobody looks
        QVERIFY(bench.test.isEmpty());
        bench.model.setTesting(true);
        QCOMPARE(bench.model.score(), 0);
        bench.model.spotterScore(u"hello computer"_s, 40);
        QCOMPARE(bench.model.score(), 40);
        QVERIFY(!bench.model.isLampOn());
        bench.model.spotted(u"hello computer"_s, 70);
        QVERIFY(bench.model.isLampOn());
        QCOMPARE(bench.model.heardPhrase(), u"hello computer"_s);
        QVERIFY(bench.woken.isEmpty());
        const auto told = bench.test.size();
        QTRY_VERIFY(!bench.model.isLampOn());
        QTRY_COMPARE(bench.test.size(), told + 1);
        bench.model.setTesting(false);
        QCOMPARE(bench.model.score(), 0);
        QVERIFY(bench.model.wantsSpotter()); // still on
    }

    void testingListensAlsoWhileOff()
    {
        Bench bench;
        bench.model.setTesting(true);
        QVERIFY(bench.model.wantsSpotter());
        QCOMPARE(bench.spotter.size(), 1);
        bench.model.setTesting(false);
        QVERIFY(!bench.model.wantsSpotter());
        QCOMPARE(bench.spotter.size(), 2);
    }

    void aForgottenTestEnds()
    {
        Bench bench;
        WakeWordViewModel model(bench.store, smallDictionary, { .test = 10ms });
        model.setTesting(true);
        QTRY_VERIFY(!model.isTesting());
    }

    void aFailureIsShownUntilItListens()
    {
        Bench bench;
        QSignalSpy problem(&bench.model, &WakeWordViewModel::problemChanged);
        bench.model.setOn(true);
        bench.model.setTesting(true);
        bench.model.spotterFailed({ Error::Code::Unavailable, u"No model."_s });
        QCOMPARE(bench.model.problem(), u"No model."_s);
        QVERIFY(!bench.model.isTesting());
        bench.model.spotterArmed();
        QCOMPARE(bench.model.problem(), QString());
        QCOMPARE(problem.size(), 2);
        bench.model.spotterFailed({ Error::Code::Unavailable, u"No model."_s });
        bench.model.setOn(false);
        QCOMPARE(bench.model.problem(), QString());
    }

    void theRealDictionaryJudges()
    {
        Bench bench;
        WakeWordViewModel model(bench.store);
        QVERIFY(model.addPhrase(u"Good morning, computer"_s));
        QCOMPARE(model.phrases().last(), u"good morning computer"_s);
        QVERIFY(!model.addPhrase(u"小智小智"_s));
    }
};

QTEST_GUILESS_MAIN(TstWakeWordViewModel)
#include "tst_wakewordviewmodel.moc"
