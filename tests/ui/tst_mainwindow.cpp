// SPDX-License-Identifier: GPL-3.0-or-later
#include "language.h"
#include "mainwindow.h"
#include "pages/helpdialog.h"
#include "pages/talkpage.h"
#include "settings/settingspage.h"
#include "support/testcase.h"
#include "tray.h"
#include "widgets/pilllabel.h"
#include "widgets/ringcard.h"

#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace myna::ui;
using myna::session::State;
using myna::viewmodels::SettingsViewModel;
using myna::viewmodels::TalkViewModel;

namespace {

// Answers every text in capitals, so that a text that was not read again shows.
class LoudTranslator final : public QTranslator
{
public:
    using QTranslator::QTranslator;
    [[nodiscard]] bool isEmpty() const override { return false; }
    QString translate(const char* /*context*/, const char* source, const char* /*comment*/, int /*n*/) const override
    {
        // Longer too: many languages need a third more room than English.
        const QString text = QString::fromUtf8(source);
        return text.contains(u'<') || text.contains(u'%') ? text
                                                          : text.toUpper() + (text.size() > 3 && text.size() < 20 ? u"EN"_s : QString());
    }
};

}

class TstMainWindow : public myna::test::TestCase
{
    Q_OBJECT

    Theme m_theme;

    struct Shown
    {
        QTemporaryDir dir;
        myna::settings::SettingsStore store { dir.path() };
        SettingsViewModel settings { store };
        TalkViewModel model;
        MainWindow window;
        TalkPage* talk;
        SettingsPage* choices;
        explicit Shown(const Theme& theme)
            : window(theme, model)
            , talk(new TalkPage(theme, model, &window))
            , choices(new SettingsPage(theme, settings, &window))
        {
            window.addPage({ .id = PageId::Talk,
                .icon = u"mic"_s,
                .title = [] { return MainWindow::tr("Talk"); },
                .widget = talk,
                .titleExtra = talk->titleExtra() });
            window.addPage({ .id = PageId::Settings,
                .icon = u"settings"_s,
                .title = [] { return MainWindow::tr("Settings"); },
                .widget = choices,
                .atBottom = true });
            window.show();
            QVERIFY(QTest::qWaitForWindowActive(&window));
        }
    };

    static QStringList cutTexts(QWidget& window)
    {
        QStringList cut;
        for (QWidget* widget : window.findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->visibleRegion().isEmpty())
                continue;
            QString text;
            QSize needed;
            if (auto* label = qobject_cast<QLabel*>(widget)) {
                text = label->text();
                needed = label->wordWrap() ? QSize(0, label->heightForWidth(label->width())) : label->sizeHint();
            } else if (auto* button = qobject_cast<QPushButton*>(widget)) {
                text = button->text();
                needed = button->sizeHint();
            }
            if (!text.isEmpty() && (widget->width() < needed.width() || widget->height() < needed.height()))
                cut << u"%1: %2x%3 of %4x%5"_s.arg(text)
                           .arg(widget->width())
                           .arg(widget->height())
                           .arg(needed.width())
                           .arg(needed.height());
        }
        return cut;
    }

    // What is shown in the title bar.
    static QStringList pillsOf(const MainWindow& window)
    {
        QStringList texts;
        for (const PillLabel* pill : window.findChildren<PillLabel*>()) {
            if (pill->isVisible())
                texts << pill->text();
        }
        return texts;
    }

private slots:
    void initTestCase()
    {
        m_theme.setReducedMotion(true);
        m_theme.apply();
    }

    void keysGoToPages()
    {
        Shown s(m_theme);
        QCOMPARE(s.window.currentPage(), PageId::Talk);
        QTest::keyClick(&s.window, Qt::Key_Comma, Qt::ControlModifier);
        QCOMPARE(s.window.currentPage(), PageId::Settings);
        QTest::keyClick(&s.window, Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(s.window.currentPage(), PageId::Talk);
        QTest::keyClick(&s.window, Qt::Key_5, Qt::ControlModifier);
        QCOMPARE(s.window.currentPage(), PageId::Talk);
    }

    void escapeInterruptsOnce()
    {
        Shown s(m_theme);
        QSignalSpy interrupted(&s.model, &TalkViewModel::interruptWanted);
        QTest::keyClick(&s.window, Qt::Key_Escape);
        QCOMPARE(interrupted.size(), 1);
    }

    void spaceTalksRightAfterTheStart()
    {
        Shown s(m_theme);
        QSignalSpy pressed(&s.model, &TalkViewModel::talkPressed);
        QSignalSpy released(&s.model, &TalkViewModel::talkReleased);
        QWidget* focus = QApplication::focusWidget();
        QVERIFY(focus);
        QTest::keyPress(focus, Qt::Key_Space);
        QTest::keyRelease(focus, Qt::Key_Space);
        QCOMPARE(pressed.size(), 1);
        QTRY_COMPARE(released.size(), 1);
    }

    void helpOpensOnF1()
    {
        Shown s(m_theme);
        QTest::keyClick(&s.window, Qt::Key_F1);
        auto* help = s.window.findChild<HelpDialog*>();
        QVERIFY(help);
        QVERIFY(help->isVisible());
        help->close();
    }

    void thePillNamesProfileAndState()
    {
        Shown s(m_theme);
        s.model.setProfileName(u"Desk"_s);
        s.model.sessionStateChanged(State::Listening, {});
        QCOMPARE(pillsOf(s.window), QStringList { u"Desk · listening"_s });
    }

    void aLightIsOnWhileTheCameraIs()
    {
        Shown s(m_theme);
        const QStringList before = pillsOf(s.window);
        s.window.setCameraInUse(true);
        QVERIFY(pillsOf(s.window).contains(u"Camera on"_s));
        s.window.showPage(PageId::Settings);
        QVERIFY(pillsOf(s.window).contains(u"Camera on"_s)); // whatever is looked at
        s.window.setCameraInUse(false);
        QVERIFY(!pillsOf(s.window).contains(u"Camera on"_s));
        QCOMPARE(before.size(), 1);
    }

    void anOverlayCoversEverythingAndGoes()
    {
        Shown s(m_theme);
        auto* view = new QLabel(u"first start"_s);
        s.window.showOverlay(view);
        QCOMPARE(s.window.overlay(), view);
        QVERIFY(view->isVisible());
        QVERIFY(!s.talk->isVisible());
        QTest::keyClick(&s.window, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(s.window.currentPage(), PageId::Talk);
        s.window.showOverlay(nullptr);
        QVERIFY(!s.window.overlay());
        QVERIFY(s.talk->isVisible());
    }

    void closingTellsTheGeometry()
    {
        Shown s(m_theme);
        QSignalSpy geometry(&s.window, &MainWindow::geometryLeft);
        QSignalSpy closed(&s.window, &MainWindow::closed);
        s.window.resize(900, 600);
        s.window.close();
        QCOMPARE(geometry.size(), 1);
        QCOMPARE(closed.size(), 1);
        QVERIFY(!geometry[0][0].toByteArray().isEmpty());
    }

    void theLanguageChangesWhileItRuns()
    {
        Shown s(m_theme);
        LoudTranslator loud;
        QCoreApplication::installTranslator(&loud);
        QCoreApplication::sendPostedEvents();
        QStringList texts;
        for (QLabel* label : s.window.findChildren<QLabel*>())
            texts << label->text();
        for (QAbstractButton* button : s.window.findChildren<QAbstractButton*>())
            texts << button->text();
        QVERIFY(texts.contains(u"CONVERSATIONEN"_s));
        QVERIFY(texts.contains(u"INTERRUPTEN"_s));
        QVERIFY(texts.contains(u"APPEARANCEEN"_s));
        QVERIFY(texts.contains(u"SETTINGSEN"_s));
        QVERIFY(texts.contains(u"MICROPHONEEN"_s));
        QCoreApplication::removeTranslator(&loud);
        QCoreApplication::sendPostedEvents();
        QVERIFY(!s.talk->findChildren<QPushButton*>().isEmpty());
        for (QPushButton* button : s.talk->findChildren<QPushButton*>())
            QVERIFY2(button->text() != u"INTERRUPTEN"_s, "not read again");
    }

    void nothingIsCutInTheSmallestWindow_data()
    {
        QTest::addColumn<bool>("loud");
        QTest::newRow("english") << false;
        QTest::newRow("longer words") << true;
    }
    void nothingIsCutInTheSmallestWindow()
    {
        QFETCH(bool, loud);
        LoudTranslator translator;
        Shown s(m_theme);
        if (loud) {
            QCoreApplication::installTranslator(&translator);
            QCoreApplication::sendPostedEvents();
        }
        s.model.setProfileName(u"Desk"_s);
        s.model.sessionStateChanged(State::Speaking, {});
        s.model.heard(u"What time is it?"_s);
        s.model.sentence({ 1 }, u"It is twenty past nine. Your tea timer has four minutes left."_s);
        s.window.resize(760, 560);
        QCOMPARE(s.window.size(), QSize(760, 560));
        QTRY_COMPARE(cutTexts(s.window).join(u'\n'), QString());
        s.window.showPage(PageId::Settings);
        QTRY_COMPARE(cutTexts(s.window).join(u'\n'), QString());
        if (loud)
            QCoreApplication::removeTranslator(&translator);
    }

    void everythingCanBeStoppedFromEveryPage()
    {
        myna::mcp::Gate gate;
        myna::viewmodels::ToolStop stop(gate);
        Shown s(m_theme);
        Tray tray(m_theme, s.model);
        s.window.setToolStop(stop);
        tray.setToolStop(stop);
        const auto again = [&s]() -> QPushButton* {
            for (auto* button : s.window.findChildren<QPushButton*>()) {
                if (button->isVisible() && button->text() == u"Let it act again"_s)
                    return button;
            }
            return nullptr;
        };
        QVERIFY(!again());
        QTest::keyClick(&s.window, Qt::Key_Escape, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(gate.isStopped());
        for (const PageId page : { PageId::Talk, PageId::Settings }) {
            s.window.showPage(page);
            QVERIFY(again());
        }
        again()->click();
        QVERIFY(!gate.isStopped() && !again());
    }

    void aTrayIsNotNeeded()
    {
        TalkViewModel model;
        Tray tray(m_theme, model);
        QSignalSpy quit(&tray, &Tray::quitWanted);
        model.sessionStateChanged(State::Listening, {});
        QCOMPARE(quit.size(), 0);
    }

    // A timer that is due, over whatever page is shown; heard, snoozed, and gone.
    void whatRingsIsShownOverEveryPage()
    {
        Shown shown(m_theme);
        const QTemporaryDir folder;
        myna::tools::Reminders reminders(folder.path());
        myna::tools::Ringing ringing(reminders);
        myna::viewmodels::RingViewModel model(ringing);
        RingCard card(m_theme, model, &shown.window);
        QVERIFY(!card.isVisible());
        reminders.open();
        QTRY_VERIFY(reminders.isOpen());
        const QString longText = u"Take the cake out of the oven before the guests arrive and it is all black"_s;
        for (const QString& text : { u"tea"_s, longText })
            reminders.add({ .text = text, .due = QDateTime::currentDateTimeUtc() }, &reminders, [](const auto& kept) { QVERIFY(kept); });
        QTRY_COMPARE(ringing.rings().size(), 2);
        QVERIFY(card.isVisible());
        shown.window.resize(760, 560);
        QTRY_VERIFY(shown.window.rect().contains(card.geometry()));
        const auto press = [&card](const QString& words) {
            for (auto* button : card.findChildren<QPushButton*>()) {
                if (button->isVisible() && button->accessibleName() == words) {
                    QVERIFY(button->rect().width() >= button->fontMetrics().horizontalAdvance(button->text()));
                    return button->click();
                }
            }
            QFAIL(qPrintable(words));
        };
        auto* remove = new QPushButton(&shown.window); // what must not get the key press after "Stop"
        remove->show();
        card.findChild<QPushButton*>()->setFocus();
        press(u"Snooze tea for five minutes"_s);
        QCOMPARE(ringing.rings().size(), 1);
        QVERIFY(card.isAncestorOf(shown.window.focusWidget()));
        press(u"Stop "_s + longText);
        QVERIFY(!card.isVisible());
        QVERIFY(shown.window.focusWidget() != remove);
        QTRY_COMPARE(reminders.all().size(), 1); // the one that was put off
        QVERIFY(reminders.all().first().due > QDateTime::currentDateTimeUtc().addSecs(250));
    }

    void languageCodesAreResolved_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("system");
        QTest::addColumn<QString>("result");
        QTest::newRow("system english") << QString() << u"en_GB"_s << u"en"_s;
        QTest::newRow("system chinese") << QString() << u"zh_TW"_s << u"zh_CN"_s;
        QTest::newRow("system other") << QString() << u"de_DE"_s << u"en"_s;
        QTest::newRow("chosen") << u"zh_CN"_s << u"en_GB"_s << u"zh_CN"_s;
        QTest::newRow("unknown") << u"xx"_s << u"zh_CN"_s << u"en"_s;
    }
    void languageCodesAreResolved()
    {
        QFETCH(QString, code);
        QFETCH(QString, system);
        QTEST(Language::resolved(code, QLocale(system)), "result");
    }
};

int main(int argc, char** argv)
{
    // Every size is checked at 150 %, where rounding cuts texts first.
    qputenv("QT_SCALE_FACTOR", "1.5");
    QApplication application(argc, argv);
    TstMainWindow test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_mainwindow.moc"
