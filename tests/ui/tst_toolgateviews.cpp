// SPDX-License-Identifier: GPL-3.0-or-later
#include "askwindow.h"
#include "mcp/auditlog.h"
#include "pages/panel/callsview.h"
#include "pages/panel/permissionsview.h"
#include "support/shownwords.h"
#include "support/testcase.h"
#include "viewmodels/toolcaption.h"
#include "widgets/progressring.h"
#include "widgets/segmentedcontrol.h"

#include <QComboBox>
#include <QFile>
#include <QJsonDocument>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna;
using namespace myna::ui;
using mcp::Decision;
using viewmodels::AuditViewModel;
using viewmodels::ToolPermissions;
using viewmodels::ToolQuestion;

namespace {

mcp::Tool tool(const QString& name, Decision standard, QStringList* ran = nullptr)
{
    return { .spec = { .name = name,
                 .description = u"Does a thing. Then much that only a model reads."_s,
                 .arguments = { { .name = u"app_name"_s, .required = false } },
                 .title = u"Start "_s + name },
        .run =
            [ran, name](const QJsonObject&, const mcp::ToolAnswer& answer, QObject*) {
                if (ran)
                    ran->append(name);
                answer(u"true"_s);
            },
        .standard = standard };
}

const mcp::Caller& home()
{
    static const mcp::Caller caller { .profile = u"home"_s, .name = u"Home"_s, .reason = u"open the browser"_s };
    return caller;
}

template<typename T>
QPushButton* buttonOf(T& view, const QString& words)
{
    for (auto* button : view.template findChildren<QPushButton*>()) {
        if (button->isVisibleTo(&view) && button->text().remove(u'&').contains(words))
            return button;
    }
    return nullptr;
}

}

class TstToolGateViews : public myna::test::TestCase
{
    Q_OBJECT

    Theme m_theme;

    struct Asking
    {
        QStringList ran;
        mcp::Gate gate;
        ToolQuestion model;
        AskWindow window;
        explicit Asking(const Theme& theme, std::chrono::milliseconds guard = 0ms)
            : model(gate.questions(), { .guard = guard })
            , window(theme, model)
        {
        }
        quint64 call(const QString& name, const QJsonObject& arguments = {})
        {
            return gate.pass(tool(name, Decision::Ask, &ran), arguments, home(), [](const Result<QString>&) {});
        }
        void arm() { QTRY_VERIFY(model.canAllow()); }
    };

private slots:
    void initTestCase()
    {
        m_theme.setReducedMotion(true);
        m_theme.apply();
    }

    void aQuestionSaysWhatWhoAndWhy()
    {
        Asking a(m_theme);
        QVERIFY(!a.window.isVisible());
        a.call(u"browser"_s, { { u"app_name"_s, u"Fire\u202efox"_s } });
        QVERIFY(a.window.isVisible());
        for (const auto& words : { u"Start browser"_s, u"Home"_s, u"App name"_s, u"Fire fox"_s, u"open the browser"_s, u"Does a thing."_s })
            QVERIFY2(myna::test::shows(a.window, words), qPrintable(words));
        QVERIFY(!myna::test::shows(a.window, u"only a model"_s));
        QVERIFY(a.window.accessibleName().contains(u"Start browser"_s));
        QVERIFY(a.window.findChild<ProgressRing*>()->text().toInt() > 0);
        a.model.answer(mcp::Answer::No);
        QVERIFY(!a.window.isVisible());
    }

    // The title and the arguments are translated, what a model reads is not.
    void whoReadsNoEnglishIsSparedIt()
    {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::Chinese, QLocale::China));
        Asking a(m_theme);
        a.call(u"browser"_s);
        const QString why = a.model.why();
        QLocale::setDefault(before);
        QVERIFY2(why.contains(u"open the browser"_s) && !why.contains(u"Does a thing."_s), qPrintable(why));
        QVERIFY(a.model.why().contains(u"Does a thing."_s));
    }

    void itTakesNoKeyboardAndIsAboveOthers()
    {
        Asking a(m_theme);
        QVERIFY(a.window.testAttribute(Qt::WA_ShowWithoutActivating));
        QVERIFY(a.window.windowFlags().testFlag(Qt::WindowStaysOnTopHint));
        QVERIFY(!a.window.testAttribute(Qt::WA_QuitOnClose));
        QVERIFY(!a.window.parentWidget()); // there while the main window is hidden
    }

    void enterAndEscapeAreNo()
    {
        for (const Qt::Key key : { Qt::Key_Return, Qt::Key_Enter, Qt::Key_Escape }) {
            Asking a(m_theme);
            a.call(u"browser"_s);
            a.arm();
            buttonOf(a.window, u"Yes"_s)->setFocus(); // even there
            QTest::keyClick(&a.window, key);
            QVERIFY(!a.window.isVisible() && a.ran.isEmpty());
        }
        Asking a(m_theme);
        a.call(u"browser"_s);
        a.arm();
        QVERIFY(buttonOf(a.window, u"No"_s)->hasFocus() || a.window.focusWidget() == buttonOf(a.window, u"No"_s));
        QTest::keyClick(buttonOf(a.window, u"Yes"_s), Qt::Key_Space);
        QCOMPARE(a.ran, QStringList { u"browser"_s });
        a.call(u"browser"_s);
        a.window.close();
        QCOMPARE(a.ran.size(), 1);
        QVERIFY(!a.model.isAsked());
    }

    void aYesThatComesAtOnceDoesNotCount()
    {
        Asking a(m_theme, 1h);
        a.call(u"browser"_s);
        QVERIFY(!buttonOf(a.window, u"Yes"_s)->isEnabled());
        a.model.answer(mcp::Answer::Once);
        a.model.answer(mcp::Answer::Always);
        QVERIFY(a.ran.isEmpty() && a.window.isVisible());
        a.model.answer(mcp::Answer::No); // that always does
        QVERIFY(!a.window.isVisible());
    }

    void questionsFollowEachOtherAndEachIsReadAnew()
    {
        Asking a(m_theme, 30ms);
        a.call(u"one"_s);
        a.call(u"two"_s);
        QVERIFY(myna::test::shows(a.window, u"1 more question"_s));
        a.arm();
        a.model.answer(mcp::Answer::Once);
        QVERIFY(myna::test::shows(a.window, u"Start two"_s));
        QVERIFY(!a.model.canAllow()); // a double click allows only one
        a.arm();
        buttonOf(a.window, u"Always for “Home”"_s)->click();
        QCOMPARE(a.ran, QStringList({ u"one"_s, u"two"_s }));
        QCOMPARE(a.gate.decisions().written(u"two"_s, u"home"_s), Decision::Allow);
        a.call(u"three"_s);
        a.gate.stop();
        QVERIFY(!a.window.isVisible());
    }

    void callsAreListedFilteredAndSaved()
    {
        QTemporaryDir dir;
        mcp::AuditLog log(dir.path());
        AuditViewModel model(log, { .typing = 0ms });
        CallsView view(m_theme, model);
        view.resize(900, 600);
        view.show();
        QTRY_COMPARE(model.content(), AuditViewModel::Content::Nothing);
        QVERIFY(myna::test::shows(view, u"No tool was called yet"_s));
        mcp::Gate gate;
        connect(&gate, &mcp::Gate::called, &log, &mcp::AuditLog::note);
        const auto call = [&](const QString& name, Decision standard) {
            gate.pass(tool(name, standard), { { u"app_name"_s, u"Firefox"_s } }, home(), [](const Result<QString>&) {});
        };
        call(u"browser"_s, Decision::Allow);
        call(u"camera"_s, Decision::Deny);
        QTRY_COMPARE(model.calls()->rowCount(), 2);
        const QModelIndex row = model.calls()->index(0);
        QCOMPARE(row.data().toString(), u"Start camera"_s);
        QCOMPARE(row.data(viewmodels::AuditListModel::VerdictRole).toString(), u"Refused"_s);
        QVERIFY(row.data(viewmodels::AuditListModel::DetailRole).toString().contains(u"Firefox"_s));
        view.findChild<QListView*>()->setCurrentIndex(row);
        QVERIFY(myna::test::shows(view, u"Decision"_s) && myna::test::shows(view, u"open the browser"_s));
        model.setFilter(mcp::AuditFilter::Refused);
        QTRY_COMPARE(model.calls()->rowCount(), 1);
        view.findChild<QLineEdit*>()->setText(u"nothing like it"_s);
        QTRY_COMPARE(model.content(), AuditViewModel::Content::NothingFound);
        buttonOf(view, u"Show all"_s)->click();
        QTRY_COMPARE(model.calls()->rowCount(), 2);
        for (const auto& name : { u"calls.csv"_s, u"calls.json"_s }) {
            model.exportTo(dir.filePath(name));
            QTRY_VERIFY(QFile::exists(dir.filePath(name)));
            QFile file(dir.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(file.readAll().contains("Start camera"));
        }
        model.exportTo(dir.filePath(u"no/such/folder.csv"_s));
        QTRY_COMPARE(model.said().tone, viewmodels::Tone::Bad);
        model.removeAll();
        QTRY_COMPARE(model.content(), AuditViewModel::Content::Nothing);
        QVERIFY(!model.chosen());
    }

    void decisionsAreMadeForAllServersOrForOne()
    {
        mcp::McpServer desk;
        desk.addTool(tool(u"lamp"_s, Decision::Allow));
        desk.addTool(tool(u"camera"_s, Decision::Ask));
        ToolPermissions model(desk, [] { return ToolPermissions::Scopes { { u"home"_s, u"Home"_s } }; });
        PermissionsView view(m_theme, model);
        view.resize(900, 600);
        view.show();
        QVERIFY(myna::test::shows(view, u"Start lamp"_s) && myna::test::shows(view, u"Start camera"_s));
        const auto choiceOf = [&view](const QString& title) {
            for (auto* choice : view.findChildren<SegmentedControl*>()) {
                if (choice->accessibleName() == title)
                    return choice;
            }
            return static_cast<SegmentedControl*>(nullptr);
        };
        QCOMPARE(choiceOf(u"Start lamp"_s)->current(), int(Decision::Allow));
        QCOMPARE(choiceOf(u"Start camera"_s)->current(), int(Decision::Ask));
        emit choiceOf(u"Start lamp"_s)->chosen(int(Decision::Deny));
        QCOMPARE(desk.gate().decisions().written(u"lamp"_s, {}), Decision::Deny);
        auto* scope = view.findChild<QComboBox*>();
        scope->setCurrentIndex(1);
        emit scope->activated(1);
        QCOMPARE(choiceOf(u"Start lamp"_s)->current(), int(Decision::Deny)); // for all
        emit choiceOf(u"Start lamp"_s)->chosen(int(Decision::Allow));
        QCOMPARE(desk.gate().decisions().judge(u"lamp"_s, Decision::Allow, u"home"_s), Decision::Allow);
        QCOMPARE(desk.gate().decisions().judge(u"lamp"_s, Decision::Allow, u"other"_s), Decision::Deny);
        scope->setCurrentIndex(0);
        emit scope->activated(0);
        QVERIFY(myna::test::shows(view, u"“Home” uses it without asking."_s)); // not only "never" for all servers
        scope->setCurrentIndex(1);
        emit scope->activated(1);
        QVERIFY(!myna::test::shows(view, u"“Home” uses it without asking."_s));
        buttonOf(view, u"Reset"_s)->click();
        QVERIFY(!desk.gate().decisions().written(u"lamp"_s, u"home"_s));
        view.findChild<QLineEdit*>()->setText(u"camera"_s);
        QVERIFY(!myna::test::shows(view, u"Start lamp"_s));
    }

    void whatAsksIsNotAllowedWithoutAWarning()
    {
        mcp::McpServer desk;
        desk.addTool(tool(u"camera"_s, Decision::Ask));
        ToolPermissions model(desk, {});
        PermissionsView view(m_theme, model);
        view.show();
        auto* choice = view.findChild<SegmentedControl*>();
        for (const bool yes : { false, true }) {
            emit choice->chosen(int(Decision::Allow));
            QVERIFY(!desk.gate().decisions().written(u"camera"_s, {}));
            auto* question = view.findChild<QMessageBox*>();
            QVERIFY(question && question->informativeText().contains(u"without asking you"_s));
            QCOMPARE(question->defaultButton()->text(), u"Keep as it was"_s);
            for (QAbstractButton* button : question->buttons()) {
                if (button->text() == (yes ? u"Allow it always"_s : u"Keep as it was"_s))
                    button->click();
            }
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        QCOMPARE(desk.gate().decisions().written(u"camera"_s, {}), Decision::Allow);
    }

    void wordsAreReadAgainInAnotherLanguage()
    {
        Asking a(m_theme);
        a.call(u"browser"_s);
        QEvent change(QEvent::LanguageChange);
        QCoreApplication::sendEvent(&a.window, &change);
        QVERIFY(myna::test::shows(a.window, u"Start browser"_s));
    }
};

QTEST_MAIN(TstToolGateViews)
#include "tst_toolgateviews.moc"
