// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/panelpage.h"
#include "pages/panel/propertycontrol.h"
#include "pages/panel/scenebar.h"
#include "pages/panel/scenedialog.h"
#include "pages/panel/thingcard.h"
#include "pages/panel/thingstab.h"
#include "pages/panel/thingsview.h"
#include "panelhouse.h"
#include "support/testcase.h"
#include "widgets/columnslayout.h"
#include "widgets/emptystate.h"
#include "widgets/historyplot.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/toggleswitch.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSlider>
#include <QToolButton>
#include <QWheelEvent>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::test;
using namespace myna::ui;

class TstPanelPage : public myna::test::TestCase
{
    Q_OBJECT

    Theme m_theme;

    struct Shown
    {
        PanelHouse house;
        ThingsTab* tab;
        PanelPage page;
        explicit Shown(const Theme& theme)
            : tab(new ThingsTab(house.panel, house.scenes, theme))
        {
            page.addTab([] { return u"Things"_s; }, tab, tab->titleExtra());
            QObject::connect(&page, &PanelPage::titleRoomChanged, tab, &ThingsTab::setTitleRoom);
            page.resize(1044, 684);
            page.show();
            QVERIFY(QTest::qWaitForWindowActive(&page));
        }
        ThingCard* card(const QString& title)
        {
            for (ThingCard* one : tab->things().shownCards()) {
                if (one->card().title == title)
                    return one;
            }
            return nullptr;
        }
        QStringList titles()
        {
            QStringList all;
            for (ThingCard* one : tab->things().shownCards())
                all << one->card().title;
            return all;
        }
        void settle() { QTRY_COMPARE(tab->things().shownCards().size(), shownThings()); }
        qsizetype shownThings() const
        {
            qsizetype count = 0;
            for (const viewmodels::PanelSection& section : house.panel.sections())
                count += section.keys.size();
            return count;
        }
    };

    template<typename Widget>
    static Widget* visible(QWidget& root, const QString& words)
    {
        for (Widget* one : root.findChildren<Widget*>()) {
            if (one->isVisible() && one->text() == words)
                return one;
        }
        return nullptr;
    }

private slots:
    void initTestCase()
    {
        m_theme.setReducedMotion(true);
        m_theme.apply();
    }

    void tabsStandInTheTitle()
    {
        PanelPage page;
        page.addTab([] { return u"One"_s; }, new QLabel(u"first"_s));
        auto* extra = new QLabel(u"extra"_s);
        QCOMPARE(page.addTab([] { return u"Two"_s; }, new QLabel(u"second"_s), extra), 1);
        QCOMPARE(page.currentTab(), 0);
        QSignalSpy shown(&page, &PanelPage::tabShown);
        const QList<QPushButton*> segments = page.tabs()->findChildren<QPushButton*>();
        QCOMPARE(segments.size(), 2);
        segments[1]->click();
        QCOMPARE(page.currentTab(), 1);
        QCOMPARE(shown.size(), 1);
        QVERIFY(page.titleExtra()->isAncestorOf(extra));
        page.showTab(7); // there is none
        QCOMPARE(page.currentTab(), 1);
    }

    void teachesWhileThereIsNothing()
    {
        Shown s(m_theme);
        QSignalSpy wanted(s.tab, &ThingsTab::settingsWanted);
        auto* button = visible<QPushButton>(s.page, u"Connect your home"_s);
        QVERIFY(button);
        button->click();
        QCOMPARE(wanted.size(), 1);
        s.house.add(s.house.own, { .name = u"Speaker"_s, .kind = u"speaker"_s });
        s.house.panel.setHomeInvited(true);
        QTRY_VERIFY(s.card(u"Myna’s voice"_s) && s.card(u"Myna’s voice"_s)->isVisible());
        QTRY_VERIFY(visible<QLabel>(s.page, u"Your home belongs here too"_s));
    }

    void aClickOnTheCardReachesTheThing()
    {
        Shown s(m_theme);
        ObedientThing* lamp = s.house.addLight(u"floor"_s, u"Floor lamp"_s, u"Living room"_s);
        s.settle();
        ThingCard* card = s.card(u"Floor lamp"_s);
        QVERIFY(card);
        QTest::mouseClick(card->findChild<ToggleSwitch*>(), Qt::LeftButton);
        QCOMPARE(lamp->value(u"power"_s), true);
        lamp->answer = Error { Error::Code::Network, u"The broker cannot be reached."_s };
        QTest::mouseClick(card->findChild<ToggleSwitch*>(), Qt::LeftButton);
        QVERIFY(card->findChild<ToggleSwitch*>()->isChecked()); // it is on still
        QVERIFY(visible<QLabel>(*card, u"The broker cannot be reached."_s));
        lamp->tell(u"power"_s, false); // by somebody else
        QVERIFY(!card->findChild<ToggleSwitch*>()->isChecked());
    }

    void theSliderFollowsTheHandAndThenTheThing()
    {
        Shown s(m_theme);
        ObedientThing* lamp = s.house.addLight(u"floor"_s, u"Floor lamp"_s, u"Living room"_s);
        lamp->tell(u"brightness"_s, 40);
        s.settle();
        auto* slider = s.card(u"Floor lamp"_s)->findChild<QSlider*>();
        QCOMPARE(slider->value(), 40);
        const QPoint middle(slider->width() / 2, slider->height() / 2);
        QTest::mousePress(slider, Qt::LeftButton, {}, middle); // where it is pressed, it goes
        QVERIFY(std::abs(slider->value() - 50) <= 1);
        lamp->tell(u"brightness"_s, 10);
        QVERIFY(std::abs(slider->value() - 50) <= 1); // the hand holds it
        for (int x = 0; x < 80; ++x)
            QTest::mouseMove(slider, middle + QPoint(x, 0));
        QTest::mouseRelease(slider, Qt::LeftButton, {}, middle + QPoint(80, 0));
        QVERIFY(!slider->isSliderDown());
        QCOMPARE(lamp->value(u"brightness"_s).toInt(), slider->value());
        QVERIFY(lamp->asked.size() < 20);
        lamp->tell(u"brightness"_s, 12);
        QCOMPARE(slider->value(), 12);
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(lamp->value(u"brightness"_s), 13);
        QWheelEvent wheel(middle, slider->mapToGlobal(middle), {}, { 0, 120 }, {}, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(slider, &wheel);
        QCOMPARE(lamp->value(u"brightness"_s), 13); // the wheel scrolls the page
    }

    void everyPropertyHasItsControl()
    {
        Shown s(m_theme);
        ObedientThing* cover = s.house.addCover(u"curtain"_s, u"Curtain"_s, u"Living room"_s);
        ObedientThing* climate = s.house.addClimate(u"heat"_s, u"Heating"_s, u"Living room"_s);
        ObedientThing* fan = s.house.add(s.house.home,
            { .name = u"fan"_s,
                .properties = { { .name = u"speed"_s,
                                    .type = things::PropertyType::Choice,
                                    .choices = { u"low"_s, u"medium"_s, u"high"_s, u"storm"_s } },
                    { .name = u"label"_s, .type = things::PropertyType::Text } },
                .title = u"Fan"_s });
        ObedientThing* lamp = s.house.addLight(u"floor"_s, u"Floor lamp"_s, u"Living room"_s);
        s.settle();
        auto* stop = visible<QPushButton>(*s.card(u"Curtain"_s), u"Stop"_s);
        QVERIFY(stop);
        stop->click();
        QCOMPARE(cover->asked.value(0).first, u"stop"_s);
        climate->tell(u"target"_s, 20.7);
        const QList<QToolButton*> steps = s.card(u"Heating"_s)->findChildren<QToolButton*>();
        QToolButton* more = nullptr;
        for (QToolButton* one : steps)
            more = one->accessibleName().endsWith(u"More"_s) ? one : more;
        QVERIFY(more);
        more->click();
        QCOMPARE(climate->value(u"target"_s), 21.0); // to the next whole step
        visible<QPushButton>(*s.card(u"Heating"_s), u"Heat"_s)->click();
        QCOMPARE(climate->value(u"mode"_s), u"heat"_s);
        auto* combo = s.card(u"Fan"_s)->findChild<QComboBox*>();
        QCOMPARE(combo->count(), 4);
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_End);
        QCOMPARE(fan->value(u"speed"_s), u"storm"_s);
        auto* edit = s.card(u"Fan"_s)->findChild<QLineEdit*>();
        edit->setFocus();
        QTest::keyClicks(edit, u"hi"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(fan->value(u"label"_s), u"hi"_s);
        for (QAbstractButton* dot : s.card(u"Floor lamp"_s)->findChildren<QAbstractButton*>()) {
            if (dot->accessibleName() == u"Floor lamp: Amber"_s)
                dot->click();
        }
        QCOMPARE(lamp->asked.constLast().first, u"colour"_s);
    }

    void readingsHaveTheirPast()
    {
        Shown s(m_theme);
        ObedientThing* sensor = s.house.addSensor(u"warmth"_s, u"Temperature"_s, u"Living room"_s, u"°C"_s);
        s.house.measure(sensor, 21, 1);
        s.settle();
        QVERIFY(s.card(u"Temperature"_s)->findChild<HistoryPlot*>());
        QVERIFY(s.card(u"Temperature"_s)->accessibleName().contains(u"°C"_s));
    }

    void whatIsAwayCannotBeTouched()
    {
        Shown s(m_theme);
        ObedientThing* lamp = s.house.addLight(u"floor"_s, u"Floor lamp"_s, u"Living room"_s);
        lamp->reach(false);
        s.settle();
        ThingCard* card = s.card(u"Floor lamp"_s);
        QVERIFY(!card->findChild<ToggleSwitch*>()->isEnabled());
        QVERIFY(!card->findChild<QSlider*>()->isEnabled());
        card->setFocus();
        QTest::keyClick(card, Qt::Key_Space);
        QVERIFY(lamp->asked.isEmpty());
        lamp->reach(true);
        QVERIFY(card->findChild<ToggleSwitch*>()->isEnabled());
    }

    void theKeyboardIsEnough()
    {
        Shown s(m_theme);
        QVector<ObedientThing*> lamps;
        for (int i = 0; i < 9; ++i)
            lamps << s.house.addLight(u"l%1"_s.arg(i), u"Lamp %1"_s.arg(i), u"Living room"_s);
        s.settle();
        const QVector<ThingCard*> cards = s.tab->things().shownCards();
        QTRY_VERIFY(cards[3]->y() > cards[0]->y()); // three in a line
        cards[0]->setFocus();
        QTest::keyClick(cards[0], Qt::Key_Right);
        QCOMPARE(QApplication::focusWidget(), cards[1]);
        QTest::keyClick(cards[1], Qt::Key_Down);
        QCOMPARE(QApplication::focusWidget(), cards[4]);
        QTest::keyClick(cards[4], Qt::Key_Right);
        QTest::keyClick(cards[5], Qt::Key_Right); // on to the next line
        QCOMPARE(QApplication::focusWidget(), cards[6]);
        QTest::keyClick(cards[6], Qt::Key_Up);
        QTest::keyClick(cards[3], Qt::Key_Left); // back to the line before
        QCOMPARE(QApplication::focusWidget(), cards[2]);
        QTest::keyClick(cards[2], Qt::Key_Space);
        QCOMPARE(lamps[2]->value(u"power"_s), true);
        QTest::keyClick(cards[2], Qt::Key_Return);
        QCOMPARE(lamps[2]->value(u"power"_s), false);
        // Tab goes through everything of the card, and on to the next one.
        QStringList names;
        QTest::keyClick(cards[2], Qt::Key_Tab);
        for (int i = 0; i < 20 && QApplication::focusWidget() != cards[3]; ++i) {
            QVERIFY(cards[2]->isAncestorOf(QApplication::focusWidget()));
            names << QApplication::focusWidget()->accessibleName();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(QApplication::focusWidget(), cards[3]);
        QVERIFY(names.contains(u"Lamp 2: brightness"_s));
        QVERIFY(!names.contains(QString())); // everything has a name
    }

    void searchesWithTheKeyboard()
    {
        Shown s(m_theme);
        s.house.addLight(u"a"_s, u"Floor lamp"_s, u"Living room"_s);
        s.house.addLight(u"b"_s, u"Wall lamp"_s, u"Kitchen"_s);
        s.settle();
        s.tab->things().setFocus();
        QTest::keyClick(&s.tab->things(), Qt::Key_F, Qt::ControlModifier);
        auto* field = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(field);
        QTest::keyClicks(field, u"kitch"_s);
        QTRY_COMPARE(s.titles(), QStringList { u"Wall lamp"_s });
        QTest::keyClick(field, Qt::Key_Down);
        QCOMPARE(QApplication::focusWidget(), s.card(u"Wall lamp"_s));
        field->setFocus();
        QTest::keyClicks(field, u"xyz"_s);
        QTRY_VERIFY(visible<QLabel>(s.page, u"Nothing found"_s));
        QTest::keyClick(field, Qt::Key_Escape);
        QTRY_COMPARE(s.titles().size(), 2);
        QVERIFY(!field->isVisible());
    }

    void starsKeepTheKeyboardWhereItIs()
    {
        Shown s(m_theme);
        s.house.addLight(u"a"_s, u"A"_s, u"Living room"_s);
        s.house.addLight(u"b"_s, u"B"_s, u"Living room"_s);
        s.settle();
        QToolButton* star = s.card(u"B"_s)->findChild<QToolButton*>();
        star->setFocus();
        QTest::keyClick(star, Qt::Key_Space);
        QTRY_COMPARE(s.titles(), (QStringList { u"B"_s, u"A"_s }));
        QCOMPARE(QApplication::focusWidget(), star);
        QVERIFY(s.house.panel.sections()[0].isFavourites);
    }

    void sixtyThingsFillTheWidth_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("columns");
        QTest::newRow("smallest window") << 684 << 2;
        QTest::newRow("usual window") << 1044 << 3;
        QTest::newRow("wide window") << 1700 << 4;
        QTest::newRow("a third of it") << 460 << 1;
    }

    void sixtyThingsFillTheWidth()
    {
        QFETCH(const int, width);
        QFETCH(const int, columns);
        Shown s(m_theme);
        for (int i = 0; i < 60; ++i)
            s.house.addLight(u"l%1"_s.arg(i), u"Lamp %1"_s.arg(i), u"Room %1"_s.arg(i / 12));
        s.settle();
        s.page.resize(width, 500);
        const QVector<ThingCard*> cards = s.tab->things().shownCards();
        QCOMPARE(cards.size(), 60);
        const auto columnsNow = [&cards] {
            return int(std::count_if(cards.begin(), cards.begin() + 12, [&](ThingCard* card) { return card->y() == cards[0]->y(); }));
        };
        QTRY_COMPARE(columnsNow(), columns);
        auto* scroll = s.tab->findChild<QScrollArea*>();
        QVERIFY(scroll->widget()->width() <= scroll->viewport()->width());
        QVERIFY(cards[columns - 1]->mapTo(scroll->viewport(), QPoint(cards[columns - 1]->width(), 0)).x() > width - 60);
    }

    void scenesRunFromTheTitleBar()
    {
        Shown s(m_theme);
        ObedientThing* lamp = s.house.addLight(u"a"_s, u"A"_s, u"Living room"_s);
        lamp->tell(u"power"_s, true);
        lamp->tell(u"brightness"_s, 40);
        s.settle();
        auto* bar = s.tab->titleExtra();
        s.page.titleExtra()->show();
        SceneDialog dialog(s.house.scenes, {}, m_theme);
        dialog.show();
        auto* keep = visible<QPushButton>(dialog, u"Keep"_s);
        keep->click();
        QVERIFY(dialog.isVisible()); // it has no name yet, and says so
        dialog.findChild<QLineEdit*>()->setText(u"Evening"_s);
        auto* box = visible<QCheckBox>(dialog, u"A"_s);
        QVERIFY(box);
        box->setChecked(true);
        keep->click();
        QVERIFY(!dialog.isVisible());
        lamp->tell(u"power"_s, false);
        auto* chip = visible<QPushButton>(*bar, u"Evening"_s);
        QVERIFY(chip);
        chip->click();
        QCOMPARE(lamp->value(u"power"_s), true);
        QTRY_VERIFY(visible<QLabel>(s.page, u"“Evening” is set."_s));
        s.house.scenes.remove(s.house.kept.all()[0].id);
        QVERIFY(s.house.kept.all().isEmpty());
        visible<QPushButton>(s.page, u"Undo"_s)->click();
        QCOMPARE(s.house.kept.all().size(), 1);
    }

    void whatWasMissedWaitsForSomebodyToReadIt()
    {
        Shown s(m_theme);
        s.page.hide();
        s.house.scenes.missed(u"Evening"_s, s.house.now);
        s.house.scenes.missed(u"Night"_s, s.house.now);
        s.page.show();
        bool said = false;
        for (QLabel* label : s.page.findChildren<QLabel*>())
            said = said || (label->isVisible() && label->text().contains(u"Evening"_s) && label->text().contains(u"Night"_s));
        QVERIFY(said);
    }

    void scenesThatHaveNoRoomAreInTheMenu()
    {
        Shown s(m_theme);
        s.house.addLight(u"a"_s, u"A"_s, u"Living room"_s);
        s.settle();
        for (int i = 0; i < 12; ++i)
            QVERIFY(!s.house.addScene(u"Scene %1"_s.arg(i), {}).isEmpty());
        auto* bar = qobject_cast<SceneBar*>(s.tab->titleExtra());
        s.page.titleExtra()->show();
        const auto chips = [bar] {
            int count = 0;
            for (QPushButton* one : bar->findChildren<QPushButton*>())
                count += one->isVisible() && !one->property("scene").toString().isEmpty() ? 1 : 0;
            return count;
        };
        bar->setRoom(500);
        const int few = chips();
        QVERIFY(few >= 2 && few < 12);
        QVERIFY(bar->sizeHint().width() <= 500);
        bar->setRoom(150);
        QCOMPARE(chips(), 0);
        QVERIFY(visible<QPushButton>(*bar, u"+ Scene"_s));
    }
};

QTEST_MAIN(TstPanelPage)
#include "tst_panelpage.moc"
