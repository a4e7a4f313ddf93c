// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/talkpage.h"
#include "support/testcase.h"
#include "widgets/mutebutton.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/talkbutton.h"
#include "widgets/transcriptview.h"
#include "widgets/troublebar.h"

#include <QAccessible>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using myna::Error;
using myna::protocol::ListenMode;
using myna::session::State;
using myna::ui::MuteButton;
using myna::ui::SegmentedControl;
using myna::ui::TalkButton;
using myna::ui::TalkPage;
using myna::ui::Theme;
using myna::ui::TranscriptView;
using myna::ui::TroubleBar;
using myna::viewmodels::TalkViewModel;

class TstTalkPage : public myna::test::TestCase
{
    Q_OBJECT

    Theme m_theme;

    struct Shown
    {
        TalkViewModel model { TalkViewModel::Timing { .talk = { .release = 0ms, .doubleTap = 0ms, .shortTap = 0ms } }, nullptr };
        TalkPage page;
        QSignalSpy pressed { &model, &TalkViewModel::talkPressed };
        QSignalSpy released { &model, &TalkViewModel::talkReleased };
        explicit Shown(const Theme& theme)
            : page(theme, model)
        {
            page.resize(1044, 684);
            page.show();
            page.setFocus();
        }
        QLineEdit* typed() { return page.findChild<QLineEdit*>(); }
    };

private slots:
    void initTestCase() { m_theme.setReducedMotion(true); }

    void spaceTalksOncePerPressAndRelease()
    {
        Shown s(m_theme);
        QTest::keyPress(&s.page, Qt::Key_Space);
        QCOMPARE(s.pressed.size(), 1);
        QCOMPARE(s.released.size(), 0);
        QTest::keyRelease(&s.page, Qt::Key_Space);
        QCOMPARE(s.pressed.size(), 1);
        QCOMPARE(s.released.size(), 1);
    }

    void keyRepeatIsNoNewPress()
    {
        Shown s(m_theme);
        QTest::keyPress(&s.page, Qt::Key_Space);
        for (int i = 0; i < 3; ++i) {
            QKeyEvent up(QEvent::KeyRelease, Qt::Key_Space, Qt::NoModifier, u" "_s, true);
            QKeyEvent down(QEvent::KeyPress, Qt::Key_Space, Qt::NoModifier, u" "_s, true);
            QCoreApplication::sendEvent(&s.page, &up);
            QCoreApplication::sendEvent(&s.page, &down);
        }
        QCOMPARE(s.pressed.size(), 1);
        QCOMPARE(s.released.size(), 0);
        QTest::keyRelease(&s.page, Qt::Key_Space);
        QCOMPARE(s.released.size(), 1);
    }

    void spaceOnTheTalkButtonTalksToo()
    {
        Shown s(m_theme);
        auto* button = s.page.findChild<TalkButton*>();
        QTest::keyPress(button, Qt::Key_Space);
        QTest::keyRelease(button, Qt::Key_Space);
        QCOMPARE(s.pressed.size(), 1);
        QCOMPARE(s.released.size(), 1);
    }

    void spaceWhileTypingIsASpace()
    {
        Shown s(m_theme);
        QTest::keyClicks(s.typed(), u"a b"_s);
        QCOMPARE(s.typed()->text(), u"a b"_s);
        QCOMPARE(s.pressed.size(), 0);
    }

    void leavingTheWindowLetsGo()
    {
        Shown s(m_theme);
        QTest::keyPress(&s.page, Qt::Key_Space);
        QEvent away(QEvent::WindowDeactivate);
        QCoreApplication::sendEvent(&s.page, &away);
        QCOMPARE(s.released.size(), 1);
        QTest::keyRelease(&s.page, Qt::Key_Space);
        QCOMPARE(s.released.size(), 1);
    }

    void hidingThePageLetsGo()
    {
        Shown s(m_theme);
        QTest::keyPress(&s.page, Qt::Key_Space);
        s.page.hide();
        QCOMPARE(s.released.size(), 1);
    }

    void chineseIsTypedThroughAnInputMethod()
    {
        Shown s(m_theme);
        QSignalSpy entered(&s.model, &TalkViewModel::textEntered);
        QInputMethodEvent commit;
        commit.setCommitString(u"现在几点了？"_s);
        QCoreApplication::sendEvent(s.typed(), &commit);
        QTest::keyClick(s.typed(), Qt::Key_Return);
        QCOMPARE(entered.size(), 1);
        QCOMPARE(entered[0][0].toString(), u"现在几点了？"_s);
        QVERIFY(s.typed()->text().isEmpty());
        QCOMPARE(s.model.transcript()->rowCount(), 1);
    }

    void enterOnNothingSendsNothing()
    {
        Shown s(m_theme);
        QSignalSpy entered(&s.model, &TalkViewModel::textEntered);
        QTest::keyClicks(s.typed(), u"  "_s);
        QTest::keyClick(s.typed(), Qt::Key_Return);
        QCOMPARE(entered.size(), 0);
    }

    void theMouseHolds()
    {
        Shown s(m_theme);
        auto* button = s.page.findChild<TalkButton*>();
        QTest::mousePress(button, Qt::LeftButton);
        QCOMPARE(s.pressed.size(), 1);
        QCOMPARE(s.released.size(), 0);
        QTest::mouseRelease(button, Qt::LeftButton);
        QCOMPARE(s.released.size(), 1);
    }

    void aDoubleClickKeepsTheMicrophoneOpen()
    {
        TalkViewModel model;
        TalkPage page(m_theme, model);
        page.resize(1044, 684);
        page.show();
        auto* button = page.findChild<TalkButton*>();
        QTest::mouseClick(button, Qt::LeftButton);
        QTest::mouseDClick(button, Qt::LeftButton);
        QVERIFY(model.hint().contains(u"stays open"_s));
    }

    void mutingByButtonAndByKey()
    {
        Shown s(m_theme);
        auto* mute = s.page.findChild<MuteButton*>();
        auto* talk = s.page.findChild<TalkButton*>();
        const QImage before = talk->grab().toImage();
        QTest::mouseClick(mute, Qt::LeftButton);
        QVERIFY(s.model.isMuted());
        QVERIFY(mute->isChecked());
        QVERIFY(mute->accessibleDescription().contains(u"Unmute"_s));
        QVERIFY(before != talk->grab().toImage());
        QTest::keyClick(&s.page, Qt::Key_M);
        QVERIFY(!s.model.isMuted());
        QVERIFY(!mute->isChecked());
        QTest::keyClicks(s.typed(), u"mm"_s);
        QVERIFY(!s.model.isMuted());
    }

    void talkingWhileMutedShowsTheCue()
    {
        Shown s(m_theme);
        s.model.mute().set(true);
        QTest::keyClick(&s.page, Qt::Key_Space);
        QCOMPARE(s.pressed.size(), 0);
        auto* bar = s.page.findChild<TroubleBar*>();
        QVERIFY(bar->isVisible());
        QVERIFY(bar->text().contains(u"muted"_s));
        emit bar->repairWanted();
        QVERIFY(!s.model.isMuted());
        QVERIFY(!bar->isVisible());
    }

    void interruptIsThereWhenThereIsSomethingToStop()
    {
        Shown s(m_theme);
        QSignalSpy interrupted(&s.model, &TalkViewModel::interruptWanted);
        QPushButton* button = nullptr;
        for (QPushButton* candidate : s.page.findChildren<QPushButton*>()) {
            if (candidate->text() == u"Interrupt"_s)
                button = candidate;
        }
        QVERIFY(button);
        QVERIFY(!button->isEnabled());
        s.model.sessionStateChanged(State::Speaking, {});
        QVERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(interrupted.size(), 1);
        // A click does not take Space away from talking.
        QVERIFY(!button->hasFocus());
    }

    void theModeFollowsTheModelAndTheUser()
    {
        Shown s(m_theme);
        auto* mode = s.page.findChild<SegmentedControl*>();
        QCOMPARE(mode->current(), int(ListenMode::Manual));
        s.model.setMode(ListenMode::Auto);
        QCOMPARE(mode->current(), int(ListenMode::Auto));
        emit mode->chosen(int(ListenMode::Realtime));
        QCOMPARE(s.model.mode(), ListenMode::Realtime);
    }

    void captionsAreAnnounced()
    {
        Shown s(m_theme);
        QSignalSpy announced(&s.page, &TalkPage::announced);
        s.model.sessionStateChanged(State::Speaking, {});
        s.model.sentence({ 1 }, u"It is nine."_s);
        s.model.sessionStateChanged(State::Idle, {});
        s.model.linkChanged(true);
        QCOMPARE(announced.size(), 1);
        QCOMPARE(announced[0][0].toString(), u"It is nine."_s);
        bool named = false;
        for (QLabel* label : s.page.findChildren<QLabel*>())
            named = named || label->accessibleName() == u"It is nine."_s;
        QVERIFY(named);
    }

    void troubleIsShownWithItsRepair()
    {
        Shown s(m_theme);
        auto* bar = s.page.findChild<TroubleBar*>();
        QVERIFY(bar->isHidden());
        s.model.sessionStateChanged(State::Failed, u"The server did not answer."_s);
        QVERIFY(!bar->isHidden());
        QCOMPARE(bar->text(), u"The server did not answer."_s);
        QSignalSpy retry(&s.model, &TalkViewModel::retryWanted);
        QTest::mouseClick(bar->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(retry.size(), 1);
    }

    void wordsOfAServerAreNotMarkup()
    {
        Shown s(m_theme);
        s.model.sessionStateChanged(State::Speaking, {});
        s.model.sentence({ 1 }, u"<b>bold</b><img src=x>"_s);
        bool found = false;
        for (QLabel* label : s.page.findChildren<QLabel*>()) {
            if (label->text() == u"<b>bold</b><img src=x>"_s) {
                found = true;
                QCOMPARE(label->textFormat(), Qt::PlainText);
            }
        }
        QVERIFY(found);
    }

    void theConversationFoldsOnNarrowWindows()
    {
        Shown s(m_theme);
        auto* list = s.page.findChild<TranscriptView*>();
        s.model.heard(u"hello"_s);
        QVERIFY(list->isVisible());
        s.page.resize(700, 500);
        QVERIFY(s.page.isFolded());
        QVERIFY(!list->isVisible());
        auto* unfold = s.page.titleExtra()->findChild<QPushButton*>();
        unfold->click();
        QVERIFY(list->isVisible());
        unfold->click();
        QVERIFY(!list->isVisible());
        s.page.resize(1044, 684);
        QVERIFY(list->isVisible());
    }

    void everyControlHasAName()
    {
        Shown s(m_theme);
        s.model.heard(u"hello"_s);
        for (QWidget* widget : s.page.findChildren<QWidget*>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || widget->window() != &s.page)
                continue;
            QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(face);
            QVERIFY2(!face->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
        }
    }
};

QTEST_MAIN(TstTalkPage)
#include "tst_talkpage.moc"
