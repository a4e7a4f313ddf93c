// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/statisticscard.h"
#include "pages/statisticspage.h"
#include "support/shownwords.h"
#include "support/testcase.h"
#include "widgets/emptystate.h"
#include "widgets/historyplot.h"
#include "widgets/turnbars.h"

#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna::ui;
using myna::TurnId;
using myna::audio::AudioStatistics;
using myna::viewmodels::StatisticsViewModel;

class TstStatisticsPage : public myna::test::TestCase
{
    Q_OBJECT

    Theme m_theme;

    struct Shown
    {
        qint64 now = 0;
        StatisticsViewModel model { [this] { return now; }, nullptr };
        StatisticsPage page;
        explicit Shown(const Theme& theme)
            : page(theme, model)
        {
            page.resize(1044, 684);
        }
        void speak()
        {
            AudioStatistics s;
            s.inputName = u"Desk mic"_s;
            s.inputRateHz = 44100;
            s.inputLevel = 0.1F;
            s.echoDelayMs = 142;
            s.concealedRatio = 0.08;
            s.counters.framesCaptured = 1;
            now += 250;
            model.audioMeasured(s);
        }
        bool shows(const QString& words) { return myna::test::shows(page, words); }
    };

private slots:
    void initTestCase()
    {
        m_theme.setReducedMotion(true);
        m_theme.apply();
    }

    void nothingIsMadeOrMeasuredBeforeItIsSeen()
    {
        Shown s(m_theme);
        QSignalSpy watched(&s.model, &StatisticsViewModel::watchedChanged);
        s.speak();
        QVERIFY(s.page.findChildren<HistoryPlot*>().isEmpty());
        QCOMPARE(watched.size(), 0);
        s.page.show();
        QVERIFY(!s.page.findChildren<HistoryPlot*>().isEmpty());
        QCOMPARE(watched.size(), 1);
        QCOMPARE(watched[0][0].toBool(), true);
        s.page.hide();
        QCOMPARE(watched.size(), 2);
        QCOMPARE(watched[1][0].toBool(), false);
    }

    void emptyItTeachesAndLeadsToTalking()
    {
        Shown s(m_theme);
        s.page.show();
        auto* empty = s.page.findChild<EmptyState*>();
        QVERIFY(empty && empty->isVisible());
        QSignalSpy talk(&s.page, &StatisticsPage::talkWanted);
        QTest::mouseClick(empty->button(), Qt::LeftButton);
        QCOMPARE(talk.size(), 1);
        s.speak();
        QVERIFY(!empty->isVisible());
        QVERIFY(s.shows(u"142"_s));
        QVERIFY(s.shows(u"Desk mic"_s));
        QVERIFY(s.shows(u"44.1"_s));
    }

    void everyFigureExplainsItself()
    {
        Shown s(m_theme);
        s.speak();
        s.page.show();
        int explained = 0;
        for (auto* card : s.page.findChildren<StatisticsCard*>()) {
            for (QLabel* label : card->findChildren<QLabel*>()) {
                if (label->accessibleName().isEmpty())
                    continue;
                QVERIFY2(!label->toolTip().isEmpty(), qPrintable(label->accessibleName()));
                ++explained;
            }
        }
        QVERIFY(explained >= 15);
    }

    void whatIsWrongHasAnotherColourAndAMark()
    {
        Shown s(m_theme);
        s.speak(); // 8 % filled in
        s.page.show();
        int bad = 0;
        for (QLabel* label : s.page.findChildren<QLabel*>())
            bad += label->property("textRole").toString() == u"bad"_s && label->isVisible();
        QCOMPARE(bad, 1);
    }

    void cardsGoUnderEachOtherWhereThereIsNoRoom_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("columns");
        QTest::newRow("usual window") << 1044 << 3;
        QTest::newRow("smallest window") << 684 << 2;
        QTest::newRow("very narrow") << 400 << 1;
    }
    void cardsGoUnderEachOtherWhereThereIsNoRoom()
    {
        QFETCH(int, width);
        QFETCH(int, columns);
        Shown s(m_theme);
        s.speak();
        s.page.resize(width, 684);
        s.page.show();
        QSet<int> lefts;
        for (auto* card : s.page.findChildren<StatisticsCard*>())
            lefts << card->x();
        QTRY_COMPARE(([&] {
            QSet<int> found;
            for (auto* card : s.page.findChildren<StatisticsCard*>())
                found << card->x();
            return int(found.size());
        }()),
            columns);
    }

    void thePlotShowsAMinuteFirstAndFiveAtLast()
    {
        Shown s(m_theme);
        s.page.show();
        s.speak();
        auto* plot = s.page.findChild<HistoryPlot*>();
        QCOMPARE(plot->shownSeconds(), 60.0);
        s.now += 90'000;
        s.speak();
        QCOMPARE(plot->shownSeconds(), 120.0);
        s.now += 200'000;
        s.speak();
        QCOMPARE(plot->shownSeconds(), 300.0);
    }

    void aCurveIsReallyDrawn()
    {
        HistoryPlot plot(m_theme, 0, 10);
        plot.setCurves({ &Palette::bad });
        plot.resize(300, 140);
        plot.show();
        QVector<QPointF> points;
        for (int i = 0; i < 120; ++i)
            points << QPointF(i * 0.5, 5 + 4 * ((i / 10) % 2));
        plot.setPoints({ points }, 60);
        const QColor wanted = m_theme.palette().bad;
        QTRY_VERIFY(([&] {
            const QImage image = plot.grab().toImage();
            int drawn = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    drawn += image.pixelColor(x, y) == wanted;
            }
            return drawn > 100;
        }()));
    }

    void turnsAreBars()
    {
        Shown s(m_theme);
        myna::protocol::Timeline line;
        line.recognised = 100;
        line.firstPacket = 420;
        s.model.timelineMeasured(TurnId { 1 }, line);
        s.page.show();
        QVERIFY(s.shows(u"420"_s)); // typical
        QVERIFY(s.page.findChild<TurnBars*>()->isVisible());
    }

    void theExportIsWrittenAndItsFailureSaid()
    {
        QTemporaryDir dir;
        Shown s(m_theme);
        s.speak();
        s.page.show();
        s.page.exportTo(dir.filePath(u"a.csv"_s));
        QVERIFY(QFile::exists(dir.filePath(u"a.csv"_s)));
        QVERIFY(s.shows(u"a.csv"_s));
        s.page.exportTo(dir.filePath(u"nowhere/a.csv"_s));
        QVERIFY(s.shows(u"cannot be written"_s));
        s.page.hide();
        s.page.show();
        QVERIFY(!s.shows(u"cannot be written"_s));
    }

    void theButtonAsksWhere()
    {
        Shown s(m_theme);
        s.speak();
        s.page.show();
        auto* button = s.page.titleExtra()->findChild<QPushButton*>();
        QVERIFY(button->isEnabled());
        button->click();
        auto* dialog = s.page.findChild<QFileDialog*>();
        QVERIFY(dialog);
        QCOMPARE(dialog->acceptMode(), QFileDialog::AcceptSave);
        QVERIFY(dialog->nameFilters().size() == 2);
        dialog->reject();
    }
};

QTEST_MAIN(TstStatisticsPage)
#include "tst_statisticspage.moc"
