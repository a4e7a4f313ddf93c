// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/sphinxspotter.h"
#include "support/speechclip.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::audio;

namespace {

void feed(KeywordSpotter& spotter, const codec::PcmFrame& sound)
{
    for (size_t from = 0; from < sound.samples.size(); from += 160) {
        const auto begin = sound.samples.begin() + std::ptrdiff_t(from);
        const auto end = sound.samples.begin() + std::ptrdiff_t(std::min(from + 160, sound.samples.size()));
        spotter.put({ { begin, end }, 16000 });
    }
}

codec::PcmFrame phrase()
{
    // All of it fits into the queue: here it is put as quick as the machine can.
    return test::speechClip({ .text = u"hello computer"_s, .silenceBeforeMs = 100, .silenceAfterMs = 300 });
}

struct Bench
{
    SphinxSpotter spotter;
    QSignalSpy armed { &spotter, &KeywordSpotter::armed };
    QSignalSpy failed { &spotter, &KeywordSpotter::failed };
    QSignalSpy scored { &spotter, &KeywordSpotter::scored };
    QSignalSpy spotted { &spotter, &KeywordSpotter::spotted };

    void arm(const QStringList& phrases = { u"hello computer"_s })
    {
        spotter.arm({ phrases, 50 });
        QTRY_COMPARE(armed.count(), 1);
    }
};

}

class TstSphinxSpotter final : public test::TestCase
{
    Q_OBJECT

private slots:
    void spotsThePhrase()
    {
        Bench bench;
        bench.arm();
        const codec::PcmFrame sound = phrase();
        QVERIFY(sound.durationMs() < SphinxSpotter::queueLimitMs);
        feed(bench.spotter, sound);
        QTRY_COMPARE(bench.spotted.count(), 1);
        QCOMPARE(bench.spotted.first().at(0).toString(), u"hello computer"_s);
        QVERIFY(bench.spotted.first().at(1).toInt() >= 50);
        const qint64 position = bench.spotted.first().at(2).toLongLong();
        QVERIFY(position > 8000 && position <= qint64(sound.samples.size()));
        QVERIFY(!bench.scored.isEmpty());
        QCOMPARE(bench.spotter.droppedFrames(), 0);
        QVERIFY(bench.failed.isEmpty());
    }

    void saysNothingAfterItWasDisarmed()
    {
        Bench bench;
        bench.arm();
        feed(bench.spotter, phrase());
        bench.spotter.disarm(); // a hit may be on its way
        feed(bench.spotter, phrase());
        bench.spotter.arm({ { u"good morning everybody"_s }, 50 });
        QTRY_COMPARE(bench.armed.count(), 2);
        QVERIFY(bench.spotted.isEmpty());
    }

    void costsNothingUnlessArmed()
    {
        SphinxSpotter spotter;
        for (int i = 0; i < 1000; ++i)
            feed(spotter, { std::vector<int16_t>(1600), 16000 });
        QCOMPARE(spotter.droppedFrames(), 0);
    }

    void fullQueueDropsTheOldest()
    {
        Bench bench;
        bench.arm();
        // Sound for ten minutes, at once: nobody listens that quick.
        const codec::PcmFrame second { std::vector<int16_t>(16000), 16000 };
        for (int i = 0; i < 600; ++i)
            bench.spotter.put(second);
        QVERIFY(bench.spotter.droppedFrames() > 0);
        QVERIFY(bench.spotter.droppedFrames() < 600);
        // What came last is heard.
        feed(bench.spotter, phrase());
        QTRY_COMPARE_WITH_TIMEOUT(bench.spotted.count(), 1, 60000);
    }

    void otherPhrasesWhileArmed()
    {
        Bench bench;
        bench.arm({ u"good morning everybody"_s });
        bench.spotter.arm({ { u"wake up computer"_s, u"hello computer"_s }, 50 });
        QTRY_COMPARE(bench.armed.count(), 2);
        feed(bench.spotter, phrase());
        QTRY_COMPARE(bench.spotted.count(), 1);
        QCOMPARE(bench.spotted.first().at(0).toString(), u"hello computer"_s);
    }

    void saysWhyItCannot_data()
    {
        QTest::addColumn<QStringList>("phrases");
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown word") << QStringList { u"hello computer"_s, u"hello zzyqqxv"_s } << u"“zzyqqxv”"_s;
        QTest::newRow("none") << QStringList {} << u"no wake phrase"_s;
    }
    void saysWhyItCannot()
    {
        QFETCH(QStringList, phrases);
        QFETCH(QString, says);
        Bench bench;
        bench.spotter.arm({ phrases, 50 });
        QTRY_COMPARE(bench.failed.count(), 1);
        QVERIFY(bench.failed.first().first().value<Error>().text.contains(says));
        QVERIFY(bench.armed.isEmpty());
        feed(bench.spotter, phrase()); // does no harm
    }

    void goesAwayWhileListening()
    {
        for (int i = 0; i < 3; ++i) {
            SphinxSpotter spotter;
            spotter.arm({ { u"hello computer"_s }, 50 });
            feed(spotter, phrase());
        }
    }
};

QTEST_GUILESS_MAIN(TstSphinxSpotter)
#include "tst_sphinxspotter.moc"
