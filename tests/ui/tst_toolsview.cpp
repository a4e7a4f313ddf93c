// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/toolcard.h"
#include "pages/panel/tooldecisionrow.h"
#include "pages/panel/toolsview.h"
#include "support/shownwords.h"
#include "support/testcase.h"
#include "viewmodels/owntools.h"
#include "viewmodels/toolpermissions.h"
#include "viewmodels/toolsviewmodel.h"
#include "widgets/pilllabel.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/toggleswitch.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace myna::ui;
using myna::mcp::ArgumentType;
using myna::viewmodels::OwnTools;
using myna::viewmodels::ToolsViewModel;

class TstToolsView final : public myna::test::TestCase
{
    Q_OBJECT

    Theme m_theme;

    struct Shown
    {
        QJsonObject got;
        myna::mcp::McpServer server;
        OwnTools own { server };
        ToolsViewModel model;
        ToolsView view;

        explicit Shown(const Theme& theme)
            : view(model, theme)
        {
            const auto run = [this](const QJsonObject& arguments, const myna::mcp::ToolAnswer& answer, QObject*) {
                got = arguments;
                answer(u"{\"ok\":true}"_s);
            };
            server.addTool({ { .name = u"self.lamp.set_power"_s,
                                 .description = u"Switches the lamp."_s,
                                 .arguments = { { .name = u"power"_s, .type = ArgumentType::Boolean },
                                     { .name = u"seconds"_s, .type = ArgumentType::Integer, .required = false, .minimum = 1 } },
                                 .title = u"Switch the lamp"_s },
                run });
            server.addTool({ { .name = u"self.get_device_status"_s, .description = u"Everything at once."_s }, run });
            model.addPlace(own);
            view.resize(900, 600);
            view.show();
        }
        QListView* list() { return view.findChild<QListView*>(); }
        QPushButton* button(const QString& words)
        {
            for (auto* button : view.findChildren<QPushButton*>()) {
                if (button->text() == words && button->isVisible())
                    return button;
            }
            return nullptr;
        }
        void choose(int row) { list()->setCurrentIndex(model.index(row)); }
        bool shows(const QString& words) { return myna::test::shows(view, words); }
    };

private slots:
    void initTestCase() { m_theme.setReducedMotion(true); }
    void teachesWhatItIsFor();
    void callsWhatIsFilledIn();
    void saysNextToTheFieldWhatIsWrong();
    void showsTheExchangeAsItWent();
    void findsAndSaysWhenNothingIsFound();
    void isOperatedByKeyboard();
    void decidesOnlyAboutThisComputer();
};

void TstToolsView::teachesWhatItIsFor()
{
    Shown s(m_theme);
    QVERIFY(s.shows(u"What the assistant can do"_s));
    s.choose(0);
    QVERIFY(!s.shows(u"What the assistant can do"_s));
    QVERIFY(s.shows(u"Turns the lamp on or off: the one on the screen, or the one of your home that stands for it."_s));
    s.choose(1);
    QVERIFY(s.shows(u"It needs nothing from you."_s));
}

void TstToolsView::callsWhatIsFilledIn()
{
    Shown s(m_theme);
    s.choose(0);
    auto* power = s.view.findChild<ToggleSwitch*>();
    QVERIFY(power);
    QCOMPARE(power->accessibleName(), u"Power"_s);
    QTest::mouseClick(power, Qt::LeftButton);
    QTest::mouseClick(s.button(u"Call it"_s), Qt::LeftButton);
    QCOMPARE(s.got, (QJsonObject { { u"power"_s, true } })); // what is optional and empty is not given
    QVERIFY(s.view.findChild<PillLabel*>()->isVisible());
    QCOMPARE(s.view.findChild<PillLabel*>()->text(), u"done"_s);
}

void TstToolsView::saysNextToTheFieldWhatIsWrong()
{
    Shown s(m_theme);
    s.choose(0);
    QLineEdit* seconds = nullptr;
    for (auto* line : s.view.findChildren<QLineEdit*>()) {
        if (line->accessibleName().startsWith(u"Seconds"_s))
            seconds = line;
    }
    QVERIFY(seconds);
    seconds->setText(u"0"_s);
    QTest::mouseClick(s.button(u"Call it"_s), Qt::LeftButton);
    QVERIFY(s.got.isEmpty());
    QVERIFY(s.shows(u"At least 1."_s));
    seconds->setText(u"5"_s);
    QTest::mouseClick(s.button(u"Call it"_s), Qt::LeftButton);
    QVERIFY(!s.shows(u"At least 1."_s));
    QCOMPARE(s.got["seconds"_L1].toInt(), 5);
}

void TstToolsView::showsTheExchangeAsItWent()
{
    Shown s(m_theme);
    s.choose(1);
    QTest::mouseClick(s.button(u"Call it"_s), Qt::LeftButton);
    auto* unfold = s.view.findChild<ToolCard*>()->findChild<QToolButton*>();
    QVERIFY(unfold->isVisible());
    QTest::mouseClick(unfold, Qt::LeftButton);
    QStringList texts;
    for (auto* text : s.view.findChildren<QPlainTextEdit*>()) {
        QVERIFY(text->isVisible());
        QVERIFY(text->isReadOnly());
        texts.append(text->toPlainText());
    }
    QCOMPARE(texts.size(), 3);
    QVERIFY(texts.at(0).contains(u"\"ok\": true"_s));
    QVERIFY(texts.at(1).contains(u"tools/call"_s));
    QVERIFY(texts.at(2).contains(u"isError"_s));
    QTest::mouseClick(s.button(u"Copy the exchange"_s), Qt::LeftButton);
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"tools/call"_s));
}

void TstToolsView::findsAndSaysWhenNothingIsFound()
{
    Shown s(m_theme);
    QLineEdit* words = nullptr;
    for (auto* line : s.view.findChildren<QLineEdit*>()) {
        if (line->placeholderText() == u"Search tools"_s)
            words = line;
    }
    words->setText(u"lamp"_s);
    QCOMPARE(s.model.rowCount(), 1);
    words->setText(u"submarine"_s);
    QVERIFY(s.shows(u"No tool has these words"_s));
    QTest::mouseClick(s.button(u"Show all"_s), Qt::LeftButton);
    QCOMPARE(s.model.rowCount(), 2);
}

void TstToolsView::isOperatedByKeyboard()
{
    Shown s(m_theme);
    s.view.activateWindow();
    s.list()->setFocus();
    QTest::keyClick(s.list(), Qt::Key_Down);
    QTest::keyClick(s.list(), Qt::Key_Down);
    QVERIFY(s.model.chosen());
    s.button(u"Call it"_s)->setFocus();
    QTest::keyClick(s.button(u"Call it"_s), Qt::Key_Space);
    QTRY_VERIFY(s.model.exchange());
    QCOMPARE(s.view.focusWidget(), s.button(u"Call it"_s)); // not what allows the tool, which stands next
}

void TstToolsView::decidesOnlyAboutThisComputer()
{
    class Device final : public myna::viewmodels::ToolPlace
    {
    public:
        QString name() const override { return u"Kitchen"_s; }
        QVector<Offer> offers() const override { return { { { .name = u"self.get_device_status"_s } } }; }
        void call(const QString&, const QJsonObject&, QObject*, const Then&) override { }
    };
    Shown s(m_theme);
    myna::viewmodels::ToolPermissions permissions(s.server, {});
    s.view.setPermissions(permissions);
    auto* row = s.view.findChild<ToolDecisionRow*>();
    QVERIFY(row);
    QVERIFY(!row->isVisible()); // nothing is chosen
    s.choose(1);
    QVERIFY(row->isVisible());
    auto* choice = row->findChild<SegmentedControl*>();
    QCOMPARE(choice->current(), int(myna::mcp::Decision::Allow));
    emit choice->chosen(int(myna::mcp::Decision::Deny));
    QCOMPARE(choice->current(), int(myna::mcp::Decision::Deny));
    QVERIFY(!s.server.gate().offers(s.server.shelf().at(1), {}));
    QVERIFY(s.shows(u"You decided that this is never allowed. A call by hand is refused, too."_s));
    // What a device of the server may do is not decided here, even when it calls its tool by the same name.
    Device kitchen;
    s.model.addPlace(kitchen);
    s.model.choosePlace(1);
    s.choose(0);
    QVERIFY(s.model.chosen());
    QVERIFY(!row->isVisible());
    s.model.choosePlace(0);
    s.choose(1);
    QVERIFY(row->isVisible());
    s.model.removePlace(kitchen);
}

QTEST_MAIN(TstToolsView)
#include "tst_toolsview.moc"
