// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/conversationlist.h"
#include "pages/historypage.h"
#include "pages/threadpanel.h"
#include "pages/turncard.h"
#include "settings/historygroup.h"
#include "support/testcase.h"
#include "widgets/emptystate.h"
#include "widgets/speechbubble.h"
#include "widgets/toast.h"
#include "widgets/toggleswitch.h"
#include "widgets/turntimeline.h"

#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace myna::history;
using namespace myna::ui;
using myna::viewmodels::HistoryChoices;
using myna::viewmodels::HistoryViewModel;

namespace {

struct Shown
{
    QTemporaryDir folder;
    myna::settings::SettingsStore store { folder.path() };
    HistoryChoices choices { store };
    TurnHistory history { folder.path() };
    HistoryViewModel model;
    HistoryPage page;

    explicit Shown(const Theme& theme, std::chrono::milliseconds said = std::chrono::milliseconds(100000))
        : model(history, choices, { std::chrono::milliseconds(1), std::chrono::milliseconds(100000), said })
        , page(theme, model)
    {
        page.resize(1044, 684);
    }
    void keep(const QString& question, int minutesAgo, const QString& answer = u"An answer."_s)
    {
        Turn t;
        t.time = QDateTime::currentDateTimeUtc().addSecs(-60LL * minutesAgo);
        t.server = u"This computer"_s;
        t.question = question;
        t.answer = answer;
        if (!answer.isEmpty())
            t.timeline = { 120, 300, 310, 420, 430, 3000 };
        QSignalSpy kept(&history, &TurnHistory::kept);
        history.keep(t);
        QTRY_COMPARE(kept.size(), 1);
    }
    void show()
    {
        page.show();
        QTRY_VERIFY(model.content() != HistoryViewModel::Content::Loading);
    }
    QString empty() const
    {
        for (EmptyState* state : page.findChildren<EmptyState*>()) {
            if (!state->isVisible())
                continue;
            for (QLabel* label : state->findChildren<QLabel*>()) {
                if (!label->text().isEmpty())
                    return label->text();
            }
        }
        return {};
    }
    QList<TurnCard*> cards() const
    {
        QList<TurnCard*> visible;
        for (TurnCard* card : page.findChildren<TurnCard*>()) {
            if (card->isVisible())
                visible << card;
        }
        return visible;
    }
    ConversationList* list() const { return page.findChild<ConversationList*>(); }
};

}

class TstHistoryPage : public myna::test::TestCase
{
    Q_OBJECT

    Theme m_theme;

private slots:
    void initTestCase()
    {
        m_theme.setReducedMotion(true);
        m_theme.apply();
    }

    void emptyPagesTeach()
    {
        Shown s(m_theme);
        s.show();
        QCOMPARE(s.empty(), u"No conversations yet"_s);
        s.choices.setOn(false);
        QCOMPARE(s.empty(), u"Conversations are not kept"_s);
        QSignalSpy settings(&s.page, &HistoryPage::settingsWanted);
        for (QPushButton* button : s.page.findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text() == u"Open the settings"_s)
                button->click();
        }
        QCOMPARE(settings.size(), 1);
    }

    void theKeyboardIsEnough()
    {
        Shown s(m_theme);
        s.keep(u"How is the weather?"_s, 100);
        s.keep(u"What time is it?"_s, 50);
        s.show();
        QTRY_COMPARE(s.list()->model()->rowCount(), 2);
        s.page.activateWindow();
        s.list()->setFocus();
        QTest::keyClick(s.list(), Qt::Key_Down);
        QTest::keyClick(s.list(), Qt::Key_Home);
        QTRY_COMPARE(s.cards().size(), 1);
        QTRY_COMPARE(s.cards().first()->turn().question, u"What time is it?"_s);
        QTest::keyClick(s.list(), Qt::Key_S);
        QTRY_VERIFY(s.model.conversations()->rows().first().starred);
        QTest::keyClick(&s.page, Qt::Key_F2);
        auto* name = s.page.findChild<ThreadPanel*>()->findChild<QLineEdit*>();
        name->setText(u"Clock"_s);
        emit name->editingFinished();
        QTRY_COMPARE(s.model.conversations()->rows().first().name, u"Clock"_s);
        QTest::keyClick(s.list(), Qt::Key_Delete);
        QTRY_COMPARE(s.list()->model()->rowCount(), 1);
        QTRY_VERIFY(s.page.findChild<Toast*>()->isVisible());
        QTest::keyClick(&s.page, Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(s.list()->model()->rowCount(), 2);
    }

    void searchingFindsMarksAndClears()
    {
        Shown s(m_theme);
        s.keep(u"How is the weather in Hamburg?"_s, 100);
        s.keep(u"What time is it?"_s, 50);
        s.show();
        auto* field = s.page.findChild<QLineEdit*>();
        field->setText(u"hamb"_s);
        QTRY_COMPARE(s.list()->model()->rowCount(), 1);
        s.list()->setCurrentIndex(s.list()->model()->index(0, 0));
        QTRY_COMPARE(s.cards().size(), 1);
        QVERIFY(s.cards().first()->isMarked());
        field->setText(u"zebra"_s);
        QTRY_COMPARE(s.empty(), u"Nothing found"_s);
        field->clear();
        QTRY_COMPARE(s.list()->model()->rowCount(), 2);
    }

    void aClickShowsTheTimes()
    {
        Shown s(m_theme);
        s.keep(u"What time is it?"_s, 51);
        s.keep(u"And now?"_s, 50, {});
        s.show();
        QTRY_COMPARE(s.list()->model()->rowCount(), 1);
        s.list()->setCurrentIndex(s.list()->model()->index(0, 0));
        QTRY_COMPARE(s.cards().size(), 2);
        TurnCard* card = s.cards().first();
        QVERIFY(!card->findChild<TurnTimeline*>()->isVisible());
        card->findChild<QPushButton*>()->click();
        QVERIFY(card->findChild<TurnTimeline*>()->isVisible());
        QVERIFY(card->findChild<TurnTimeline*>()->areStagesShown());
        // Without an answer there is nothing to draw, and that is said.
        s.cards().last()->setTimesShown(true);
        QVERIFY(!s.cards().last()->findChild<TurnTimeline*>()->isVisible());
        for (QToolButton* button : card->findChildren<QToolButton*>()) {
            if (button->accessibleName() == u"Copy this turn"_s)
                button->click();
        }
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"You: What time is it?"_s));
    }

    void thatItWasCopiedIsSaidForAWhile()
    {
        Shown s(m_theme, std::chrono::milliseconds(1));
        s.keep(u"What time is it?"_s, 51);
        s.show();
        QTRY_COMPARE(s.list()->model()->rowCount(), 1);
        s.list()->setCurrentIndex(s.list()->model()->index(0, 0));
        QTRY_COMPARE(s.cards().size(), 1);
        const auto* toast = s.page.findChild<Toast*>();
        emit s.cards().first()->copied();
        QVERIFY(toast->isVisible());
        QTRY_VERIFY(!toast->isVisible());
    }

    void narrowPagesShowOneThingAtATime()
    {
        Shown s(m_theme);
        s.keep(u"What time is it?"_s, 50);
        s.page.resize(684, 500);
        s.show();
        QTRY_COMPARE(s.list()->model()->rowCount(), 1);
        QVERIFY(s.page.isFolded());
        QVERIFY(s.list()->isVisible());
        s.list()->setCurrentIndex(s.list()->model()->index(0, 0));
        QTRY_COMPARE(s.cards().size(), 1);
        QVERIFY(!s.list()->isVisible());
        for (QLineEdit* name : s.page.findChildren<QLineEdit*>()) {
            if (name->accessibleName() == u"Name of the conversation"_s)
                name->setText(u"Clock"_s); // a click on the button does not take the focus from it
        }
        for (QToolButton* button : s.page.findChildren<QToolButton*>()) {
            if (button->isVisible() && button->accessibleName() == u"Back to the list"_s)
                button->click();
        }
        QVERIFY(s.list()->isVisible());
        QVERIFY(s.cards().isEmpty());
        QTRY_COMPARE(s.list()->model()->index(0, 0).data().toString(), u"Clock"_s);
    }

    void longWordsStayInTheirBubble()
    {
        SpeechBubble bubble(m_theme, SpeechBubble::Who::User);
        bubble.setWords(u"short"_s, {});
        bubble.fit(400);
        const QSize small = bubble.size();
        QVERIFY(small.width() < 200);
        bubble.setWords(QString(300, u'x'), {});
        bubble.fit(400);
        QVERIFY(bubble.width() <= 400);
        QVERIFY(bubble.height() > 2 * small.height());
        bubble.setWords(QString(300, QChar(0x5929)), {});
        bubble.fit(400);
        QVERIFY(bubble.width() <= 400);
    }

    void deletingAllAsksFirst()
    {
        Shown s(m_theme);
        s.keep(u"What time is it?"_s, 50);
        s.show();
        QTRY_COMPARE(s.model.kept(), 1);
        const auto press = [&s](const QString& text) {
            for (QPushButton* button : s.page.titleExtra()->findChildren<QPushButton*>()) {
                if (button->text() == u"Delete all…"_s)
                    button->click();
            }
            auto* question = s.page.findChild<QMessageBox*>();
            QVERIFY(question);
            for (QAbstractButton* button : question->buttons()) {
                if (button->text() == text)
                    button->click();
            }
            delete question;
        };
        press(u"Keep them"_s);
        QCOMPARE(s.model.kept(), 1);
        press(u"Delete all"_s);
        QTRY_COMPARE(s.empty(), u"No conversations yet"_s);
    }

    void aShorterTimeAsksBeforeItDeletes()
    {
        Shown s(m_theme);
        s.keep(u"old"_s, 60 * 24 * 40);
        HistoryGroup group(m_theme, s.choices, s.model);
        group.show();
        auto* box = group.findChild<QComboBox*>();
        const auto choose = [box](int days) {
            box->setCurrentIndex(box->findData(days));
            emit box->activated(box->currentIndex());
        };
        choose(365); // nothing is that old
        QTRY_COMPARE(s.choices.keptDays(), 365);
        choose(30);
        QTRY_VERIFY(group.findChild<QMessageBox*>());
        QCOMPARE(s.choices.keptDays(), 365);
        auto* question = group.findChild<QMessageBox*>();
        question->reject();
        QTRY_COMPARE(box->currentData().toInt(), 365);
        choose(0);
        QCOMPARE(s.choices.keptDays(), 0);
        auto* on = group.findChild<ToggleSwitch*>();
        on->click();
        QVERIFY(!s.choices.isOn());
    }
};

QTEST_MAIN(TstHistoryPage)
#include "tst_historypage.moc"
