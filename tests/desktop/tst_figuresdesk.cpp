// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/figuresdesk.h"
#include "support/fakesound.h"
#include "support/testcase.h"

#include <QRegularExpression>

using namespace myna;
using namespace std::chrono_literals;
using viewmodels::Figure;
using viewmodels::FigureGroup;

namespace {

client::ClientOptions options(test::FakeSound& sound)
{
    client::ClientOptions made;
    made.soundParts = [&sound] {
        auto monitor = std::make_unique<test::FakeMonitor>();
        monitor->system = test::bothDevices();
        return audio::AudioParts { std::move(monitor), std::make_unique<test::FakeBackend>(sound), {} };
    };
    return made;
}

bool isKnown(const viewmodels::StatisticsViewModel& statistics, FigureGroup group)
{
    const auto figures = statistics.figures(group);
    return std::any_of(figures.begin(), figures.end(),
        [](const Figure& figure) { return figure.value.contains(QRegularExpression(QStringLiteral("\\d"))); });
}

}

class TstFiguresDesk : public test::TestCase
{
    Q_OBJECT

private slots:
    void nothingIsMeasuredUntilSomebodyLooks()
    {
        test::FakeSound sound;
        desktop::FiguresDesk desk(10ms);
        client::ClientCore core(options(sound));
        auto& statistics = desk.statistics();
        QSignalSpy changes(&statistics, &viewmodels::StatisticsViewModel::changed);
        int audioMeasured = 0;
        connect(&core, &client::ClientCore::ready, this, [&] {
            desk.join(core);
            connect(core.sound(), &audio::AudioEngine::statisticsMeasured, &desk, [&] { ++audioMeasured; });
            core.openSound();
        });
        core.start();
        QTRY_COMPARE(sound.playbacks.load(), 1);
        QVERIFY(!isKnown(statistics, FigureGroup::Program));
        QCOMPARE(audioMeasured, 0);
        statistics.setWatched(true);
        QTRY_VERIFY(audioMeasured > 1);
        QTRY_VERIFY(isKnown(statistics, FigureGroup::Program));
        QVERIFY(!changes.isEmpty());
    }

    void lookingBeforeThereIsALineIsRemembered()
    {
        test::FakeSound sound;
        desktop::FiguresDesk desk(10ms);
        client::ClientCore core(options(sound));
        desk.statistics().setWatched(true);
        connect(&core, &client::ClientCore::ready, this, [&] { desk.join(core); });
        core.start();
        QTRY_VERIFY(isKnown(desk.statistics(), FigureGroup::Program));
    }
};

QTEST_GUILESS_MAIN(TstFiguresDesk)
#include "tst_figuresdesk.moc"
