// SPDX-License-Identifier: GPL-3.0-or-later
#include "audiowizard/audiowizard.h"
#include "audiowizard/modeoption.h"
#include "mainwindow.h"
#include "support/shownwords.h"
#include "support/testcase.h"
#include "widgets/errorpanel.h"
#include "widgets/steplist.h"

#include <QAccessible>
#include <QComboBox>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace myna::ui;
using namespace myna::viewmodels;
using myna::Error;
using myna::audio::EchoTestResult;
using myna::codec::PcmFrame;
using myna::protocol::ListenMode;

class TstAudioWizard : public myna::test::TestCase
{
    Q_OBJECT

    Theme m_theme;

    struct Shown
    {
        AudioWizardViewModel model;
        AudioWizard page;
        QSignalSpy playing { &model, &AudioWizardViewModel::playbackWanted };
        explicit Shown(const Theme& theme)
            : page(theme, model)
        {
            model.devicesChanged({ { u"a"_s, u"Desk mic"_s, true, true }, { u"b"_s, u"Monitor"_s, false, true } });
            model.begin({}, ListenMode::Manual, true);
            page.resize(760, 560);
            page.show();
            page.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&page));
        }
        void played() { model.playbackFinished(playing.last()[1].toULongLong()); }
        QPushButton* button(const QString& words)
        {
            for (auto* button : page.findChildren<QPushButton*>()) {
                if (button->isVisible() && button->text() == words)
                    return button;
            }
            return nullptr;
        }
        bool shows(const QString& words) { return myna::test::shows(page, words); }
        void click(const QString& words)
        {
            QPushButton* found = button(words);
            QVERIFY2(found, qPrintable(words));
            found->click();
        }
        void goTo(WizardStep step)
        {
            while (model.step() < step)
                model.next();
        }
        void speak()
        {
            for (int i = 0; i < 30; ++i)
                model.levels(0.05F, 0);
        }
    };

    static PcmFrame voice()
    {
        PcmFrame sound;
        for (int i = 0; i < 16000; ++i)
            sound.samples.push_back(int16_t(8000 * std::sin(0.3 * i)));
        return sound;
    }
    static EchoTestResult fullDuplex()
    {
        EchoTestResult result;
        result.heard = true;
        result.delayMs = 142;
        result.cause = EchoTestResult::Cause::EchoRemoved;
        return result;
    }

private slots:
    void initTestCase()
    {
        m_theme.setReducedMotion(true);
        m_theme.apply();
    }

    void theWholeWayByButtons()
    {
        Shown s(m_theme);
        QSignalSpy modes(&s.model, &AudioWizardViewModel::modeChosen);
        QSignalSpy ends(&s.model, &AudioWizardViewModel::finished);
        QVERIFY(s.shows(u"leaves this computer"_s));
        QCOMPARE(s.page.findChild<StepList*>()->steps().size(), 5);
        s.click(u"Continue"_s);
        QVERIFY(s.shows(u"Speak now"_s));
        s.speak();
        QVERIFY(s.shows(u"Just right"_s));
        s.click(u"Continue"_s);
        s.click(u"Record"_s);
        s.speak();
        s.click(u"Stop"_s);
        s.model.recorded(voice());
        s.played();
        QVERIFY(s.button(u"Play again"_s));
        s.click(u"Continue"_s);
        s.click(u"Start the test"_s);
        s.model.echoTestFinished(fullDuplex());
        QVERIFY(s.shows(u"142"_s));
        QVERIFY(s.shows(u"142 ms late"_s));
        s.click(u"Continue"_s);
        int suggested = 0;
        for (auto* option : s.page.findChildren<ModeOption*>()) {
            if (!option->badge().isEmpty()) {
                ++suggested;
                QVERIFY(option->isChecked());
                QCOMPARE(option->accessibleName(), u"Full duplex"_s);
            }
        }
        QCOMPARE(suggested, 1);
        s.click(u"Finish"_s);
        QCOMPARE(modes.size(), 1);
        QCOMPARE(modes[0][0].value<ListenMode>(), ListenMode::Realtime);
        QVERIFY(!s.button(u"Not now"_s));
        s.click(u"Start talking"_s);
        QCOMPARE(ends.size(), 1);
    }

    void theKeyboardIsEnough()
    {
        Shown s(m_theme);
        QSignalSpy ends(&s.model, &AudioWizardViewModel::finished);
        QTest::keyClick(s.page.focusWidget() ? s.page.focusWidget() : &s.page, Qt::Key_Return);
        QCOMPARE(s.model.step(), WizardStep::Level);
        s.speak();
        QTest::keyClick(s.page.focusWidget(), Qt::Key_Return);
        QCOMPARE(s.model.step(), WizardStep::Voice);
        QTest::keyClick(s.page.focusWidget(), Qt::Key_Return);
        QCOMPARE(s.model.sentence(), AudioWizardViewModel::Sentence::Recording);
        QTest::keyClick(s.page.focusWidget(), Qt::Key_Return);
        s.model.recorded(voice());
        s.played();
        // What was looked for is found: Return goes on.
        QCOMPARE(qobject_cast<QPushButton*>(s.page.focusWidget()), s.button(u"Continue"_s));
        QTest::keyClick(s.page.focusWidget(), Qt::Key_Return);
        QCOMPARE(s.model.step(), WizardStep::Echo);
        QTest::keyClick(&s.page, Qt::Key_Escape);
        QCOMPARE(ends.size(), 1);
        QCOMPARE(ends[0][0].toBool(), false);
    }

    void escapeLeavesAlsoWhereTheWindowUsesIt()
    {
        TalkViewModel talk;
        MainWindow window(m_theme, talk); // Escape interrupts the answer there
        AudioWizardViewModel model;
        model.begin({}, ListenMode::Manual, false);
        auto* wizard = new AudioWizard(m_theme, model);
        window.showOverlay(wizard);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QSignalSpy ends(&model, &AudioWizardViewModel::finished);
        QTest::keyClick(window.focusWidget(), Qt::Key_Escape);
        QCOMPARE(ends.size(), 1);
    }

    void amongTheDevicesTroubleStandsBesideItsDevice()
    {
        Shown s(m_theme);
        s.model.inputStatusChanged({ false, {}, { Error::Code::Unavailable, u"Plug one in."_s } });
        QVERIFY(s.shows(u"Plug one in."_s));
        QVERIFY(!s.page.findChild<ErrorPanel*>()->isVisible());
        bool choosable = false;
        for (auto* box : s.page.findChildren<QComboBox*>())
            choosable = choosable || (box->isVisible() && box->isEnabled());
        QVERIFY(choosable);
        QVERIFY(!s.button(u"Skip this step"_s)->isEnabled());
        QSignalSpy listening(&s.model, &AudioWizardViewModel::listenLocallyWanted);
        s.click(u"Try again"_s);
        QCOMPARE(listening.size(), 2);
    }

    void laterTroubleReplacesTheBigThing()
    {
        Shown s(m_theme);
        s.goTo(WizardStep::Echo);
        s.model.startEchoTest();
        EchoTestResult noisy;
        noisy.cause = EchoTestResult::Cause::RoomTooLoud;
        s.model.echoTestFinished(noisy);
        auto* panel = s.page.findChild<ErrorPanel*>();
        QVERIFY(panel->isVisible());
        QVERIFY(panel->why().contains(u"Test again when it is quieter."_s));
        QVERIFY(!s.button(u"Start the test"_s));
        QSignalSpy again(&s.model, &AudioWizardViewModel::echoTestWanted);
        panel->repairButton()->click();
        QCOMPARE(again.size(), 1);
        QVERIFY(!panel->isVisible());
        s.model.cancelEchoTest();
        s.model.startEchoTest();
        s.model.echoTestFinished(noisy);
        panel->alternativeButton()->click();
        QCOMPARE(s.model.step(), WizardStep::Devices);
    }

    void nothingScrollsOrIsCutInTheSmallestWindow()
    {
        Shown s(m_theme);
        for (int step = 0; step <= int(WizardStep::Done); ++step) {
            QTRY_COMPARE(s.page.findChild<QScrollArea*>()->verticalScrollBar()->maximum(), 0);
            for (QPushButton* button : s.page.findChildren<QPushButton*>()) {
                if (button->isVisible())
                    QTRY_VERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
            }
            s.model.next();
        }
    }

    void everyControlHasAName()
    {
        Shown s(m_theme);
        for (int step = 0; step <= int(WizardStep::Done); ++step) {
            for (QWidget* widget : s.page.findChildren<QWidget*>()) {
                if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->window() != &s.page)
                    continue;
                QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
                QVERIFY(face);
                QVERIFY2(!face->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
            }
            s.model.next();
        }
    }
};

QTEST_MAIN(TstAudioWizard)
#include "tst_audiowizard.moc"
