// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/activationcard.h"
#include "pages/deviceline.h"
#include "pages/server/attachdialog.h"
#include "pages/server/devicedialog.h"
#include "pages/server/servertabs.h"
#include "pages/server/turndetail.h"
#include "pages/serverpage.h"
#include "support/testcase.h"
#include "viewmodels/consolefixture.h"
#include "viewmodels/serverconsole.h"
#include "viewmodels/serverviewmodel.h"
#include "widgets/codeeditor.h"
#include "widgets/emptystate.h"
#include "widgets/errorpanel.h"
#include "widgets/pilllabel.h"
#include "widgets/toggleswitch.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>

using namespace Qt::Literals::StringLiterals;
using myna::Error;
using myna::admin::Device;
using myna::admin::DeviceState;
using myna::server::ActivationRequest;
using myna::server::ServerAddresses;
using myna::ui::ActivationCard;
using myna::ui::AttachDialog;
using myna::ui::CodeEditor;
using myna::ui::DeviceDialog;
using myna::ui::DeviceLine;
using myna::ui::ErrorPanel;
using myna::ui::PillLabel;
using myna::ui::ServerPage;
using myna::ui::ServerTabs;
using myna::ui::Theme;
using myna::ui::ToggleSwitch;
using myna::ui::Tone;
using myna::ui::TurnDetail;
using myna::viewmodels::ServerConsole;
using myna::viewmodels::ServerViewModel;

namespace {

const QString ota = u"http://192.168.1.20:8003/xiaozhi/ota/"_s;
const QString otherOta = u"http://10.8.0.4:8003/xiaozhi/ota/"_s;

ServerAddresses addresses()
{
    ServerAddresses addresses;
    addresses.ota = QUrl(ota);
    addresses.otaOnEveryNetwork = { QUrl(ota), QUrl(otherOta) };
    return addresses;
}

QPushButton* button(QWidget& page, const QString& text)
{
    for (QPushButton* candidate : page.findChildren<QPushButton*>()) {
        if ((text.isEmpty() || candidate->text() == text) && (candidate->isVisible() || text.isEmpty()))
            return candidate;
    }
    return nullptr;
}

Device device(const QString& id, DeviceState state)
{
    Device row;
    row.id = id;
    row.name = u"Device "_s + id;
    row.version = u"2.4.2"_s;
    row.state = state;
    row.lastWords = u"It will rain after four."_s;
    return row;
}

}

class TstServerPage : public myna::test::TestCase
{
    Q_OBJECT

    Theme m_theme;

    struct Shown
    {
        ServerViewModel model;
        ServerConsole console;
        QWidget window;
        ServerPage& page;
        explicit Shown(const Theme& theme)
            : page(*new ServerPage(model, console, theme, &window))
        {
            window.resize(1044, 684);
            page.resize(window.size());
            window.show();
        }
        void run()
        {
            model.start();
            model.onStarted(addresses());
        }
        [[nodiscard]] QVector<DeviceLine*> lines() const
        {
            QVector<DeviceLine*> visible;
            for (DeviceLine* line : page.findChildren<DeviceLine*>()) {
                if (line->isVisible())
                    visible << line;
            }
            return visible;
        }
    };

    static void expectDialog()
    {
        if (QGuiApplication::platformName() == u"offscreen"_s)
            QTest::ignoreMessage(QtWarningMsg, "This plugin does not support propagateSizeHints()"); // of every window
    }

private slots:
    void initTestCase()
    {
        m_theme.setReducedMotion(true);
        m_theme.apply();
    }

    void theSwitchIsAWish()
    {
        Shown shown(m_theme);
        auto* control = shown.page.titleWidget()->findChild<ToggleSwitch*>();
        auto* pill = qobject_cast<PillLabel*>(shown.page.pill());
        QSignalSpy start(&shown.model, &ServerViewModel::startWanted);
        QSignalSpy stop(&shown.model, &ServerViewModel::stopWanted);
        QVERIFY(control && pill);
        QVERIFY(!control->isChecked());
        QCOMPARE(pill->tone(), Tone::Neutral);
        control->click();
        QCOMPARE(start.count(), 1);
        QVERIFY(control->isChecked());
        QVERIFY(!control->isEnabled());
        shown.model.onStarted(addresses());
        QVERIFY(control->isEnabled());
        QCOMPARE(pill->tone(), Tone::Good);
        QCOMPARE(stop.count(), 0); // moving with the state is not a wish
        control->click();
        QCOMPARE(stop.count(), 1);
        QVERIFY(!control->isChecked());
    }

    void offTeachesAndStarts()
    {
        Shown shown(m_theme);
        QSignalSpy start(&shown.model, &ServerViewModel::startWanted);
        QVERIFY(button(shown.page, u"Start the server"_s));
        button(shown.page, u"Start the server"_s)->click();
        QCOMPARE(start.count(), 1);
    }

    void theAddressCanBeCopied()
    {
        Shown shown(m_theme);
        shown.run();
        auto* field = shown.page.findChild<QLineEdit*>();
        QCOMPARE(field->text(), ota);
        QVERIFY(field->isReadOnly());
        QGuiApplication::clipboard()->clear();
        button(shown.page, u"Copy"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), ota);
        for (QPushButton* candidate : shown.page.findChildren<QPushButton*>()) {
            if (candidate->accessibleName() == u"Copy "_s + otherOta)
                candidate->click();
        }
        QCOMPARE(QGuiApplication::clipboard()->text(), otherOta);
    }

    void whoAsksGetsAnAnswer()
    {
        Shown shown(m_theme);
        shown.run();
        QSignalSpy approve(&shown.model, &ServerViewModel::approveWanted);
        QSignalSpy refuse(&shown.model, &ServerViewModel::refuseWanted);
        shown.model.onActivationChanged({ u"a"_s, u"482913"_s, u"bread-compact"_s, ActivationRequest::State::Offered });
        shown.model.onActivationChanged({ u"b"_s, u"111222"_s, QString(), ActivationRequest::State::Offered });
        const auto cards = shown.page.findChildren<ActivationCard*>();
        QCOMPARE(cards.size(), 2);
        button(*cards.at(0), u"Approve"_s)->click();
        button(*cards.at(1), u"Refuse"_s)->click();
        QCOMPARE(approve.value(0), QVariantList { u"482913"_s });
        QCOMPARE(refuse.value(0), QVariantList { u"111222"_s });
        shown.model.onActivationChanged({ u"a"_s, u"482913"_s, u"bread-compact"_s, ActivationRequest::State::Bound });
        shown.model.onActivationChanged({ u"b"_s, u"111222"_s, QString(), ActivationRequest::State::Expired });
        QVERIFY(!button(shown.page, u"Approve"_s));
    }

    void devicesComeAndGo()
    {
        Shown shown(m_theme);
        shown.run();
        const auto hint = [&shown] {
            for (auto* empty : shown.page.findChildren<myna::ui::EmptyState*>()) {
                if (empty->isVisible())
                    return true;
            }
            return false;
        };
        QVERIFY(hint());
        shown.console.devices().setDevices({ device(u"a"_s, DeviceState::Speaking), device(u"b"_s, DeviceState::Offline) });
        QVERIFY(!hint());
        QCOMPARE(shown.lines().size(), 2);
        QCOMPARE(shown.lines().at(0)->accessibleName(), u"Device a"_s);
        QVERIFY(shown.lines().at(0)->accessibleDescription().contains(u"speaking"_s));
        QVERIFY(shown.lines().at(0)->accessibleDescription().contains(u"It will rain after four."_s));
        QVERIFY(shown.lines().at(1)->accessibleDescription().contains(u"offline"_s));
        shown.console.devices().setDevices({});
        QCOMPARE(shown.lines().size(), 0);
        QVERIFY(hint());
    }

    void aDeviceIsOpenedAndRemoved()
    {
        myna::test::ManagedServer home;
        home.start();
        home.bind();
        Shown shown(m_theme);
        shown.run();
        shown.console.localStarted(home.folder.path());
        QTRY_COMPARE(shown.lines().size(), 1);
        expectDialog();
        QTest::keyClick(shown.lines().at(0), Qt::Key_Return);
        const QPointer<DeviceDialog> dialog(shown.page.findChild<DeviceDialog*>()); // it goes by itself when it is done
        QVERIFY(dialog);
        expectDialog();
        emit dialog->removalWanted(myna::test::deviceId);
        auto* question = shown.page.findChild<QMessageBox*>();
        QVERIFY(question); // it asks first
        QCOMPARE(shown.lines().size(), 1);
        for (QAbstractButton* answer : question->buttons()) {
            if (answer->text() == u"Remove"_s)
                answer->click();
        }
        QTRY_COMPARE(shown.lines().size(), 0);
        QVERIFY(!dialog || !dialog->isVisible()); // there is nothing left to change
    }

    void aDeviceIsRenamedInItsDialog()
    {
        myna::test::ManagedServer home;
        home.start();
        home.bind();
        Shown shown(m_theme);
        shown.run();
        shown.console.localStarted(home.folder.path());
        QTRY_COMPARE(shown.lines().size(), 1);
        expectDialog();
        QTest::keyClick(shown.lines().at(0), Qt::Key_Space);
        QPointer<DeviceDialog> dialog(shown.page.findChild<DeviceDialog*>()); // it goes by itself when it is done
        QVERIFY(dialog);
        const auto fields = dialog->findChildren<QLineEdit*>();
        const auto name = std::find_if(fields.begin(), fields.end(), [](auto* field) { return field->accessibleName() == u"Name"_s; });
        QVERIFY(name != fields.end());
        (*name)->setText(u"Kitchen"_s);
        button(*dialog, u"Save"_s)->click();
        QTRY_COMPARE(shown.lines().at(0)->accessibleName(), u"Kitchen"_s);
        QTRY_VERIFY(!dialog || !dialog->isVisible());
    }

    void everyTabShowsWhatTheServerSays()
    {
        myna::test::ManagedServer home;
        home.start();
        Shown shown(m_theme);
        shown.run();
        shown.console.localStarted(home.folder.path());
        QTRY_VERIFY(shown.console.isConnected());
        auto* tabs = shown.page.findChild<ServerTabs*>();
        tabs->setCurrent(ServerTabs::Configuration);
        auto* editor = shown.page.findChild<CodeEditor*>();
        QTRY_VERIFY(shown.console.config().isLoaded());
        QVERIFY(!button(shown.page, u"Apply"_s)->isEnabled());
        editor->setPlainText(u"prompt: \"You are a bird.\"\n"_s);
        QTRY_VERIFY(button(shown.page, u"Apply"_s)->isEnabled());
        button(shown.page, u"Apply"_s)->click();
        QTRY_VERIFY(!shown.console.config().isChanged());
        QCOMPARE(editor->toPlainText(), u"prompt: \"You are a bird.\"\n"_s);
        for (const auto tab : { ServerTabs::Turns, ServerTabs::Engines, ServerTabs::Logs, ServerTabs::Metrics, ServerTabs::Devices }) {
            tabs->setCurrent(tab);
            QVERIFY(shown.page.findChild<QStackedWidget*>());
        }
        QTest::keyClick(tabs->bar(), Qt::Key_Right);
        QCOMPARE(tabs->bar()->currentIndex(), int(ServerTabs::Turns));
    }

    void aFindingLeadsToItsLine()
    {
        Shown shown(m_theme);
        shown.run();
        shown.page.findChild<ServerTabs*>()->setCurrent(ServerTabs::Configuration);
        auto& config = shown.console.config();
        config.setConfiguration({ u"/x/.config.yaml"_s, u"# one\nserver:\n  prot: 1\n"_s, 2, {} });
        using Severity = myna::admin::Finding::Severity;
        config.setCheck({ { { Severity::Warning, 1, u"prompt"_s, u"It is empty."_s }, // what stops it stands first
                              { Severity::Error, 3, u"server.prot"_s, u"Did you mean port?"_s } },
            {} });
        auto* editor = shown.page.findChild<CodeEditor*>();
        QCOMPARE(editor->toPlainText(), config.text());
        QListWidget* findings = nullptr;
        for (QListWidget* list : shown.page.findChildren<QListWidget*>()) {
            if (list->isVisible() && list->count() == 2)
                findings = list;
        }
        QVERIFY(findings);
        QVERIFY(findings->item(0)->text().contains(u"Did you mean port?"_s));
        emit findings->itemActivated(findings->item(0));
        QCOMPARE(editor->textCursor().blockNumber(), 2);
        QTest::keyClick(editor, Qt::Key_Tab); // a tab character would be an error
        QVERIFY(!editor->toPlainText().contains(u'\t'));
        QVERIFY(config.isChanged());
        button(shown.page, u"Discard"_s)->click();
        QCOMPARE(editor->toPlainText(), u"# one\nserver:\n  prot: 1\n"_s);
    }

    void linesOfTheLogAppearAndAreSearched()
    {
        Shown shown(m_theme);
        shown.run();
        shown.page.findChild<ServerTabs*>()->setCurrent(ServerTabs::Logs);
        using Level = myna::admin::LogLine::Level;
        const QDateTime now = QDateTime::currentDateTime();
        shown.console.logs().setLines({ { now, Level::Info, u"error"_s, u"Started."_s, {} } });
        QPlainTextEdit* text = nullptr;
        for (QPlainTextEdit* candidate : shown.page.findChildren<QPlainTextEdit*>()) {
            if (candidate->isReadOnly())
                text = candidate;
        }
        QVERIFY(text && text->isVisible());
        shown.console.logs().addLine({ now, Level::Error, u"error"_s, u"The disk is full."_s, {} });
        QCOMPARE(text->document()->blockCount(), 2);
        shown.console.logs().setWords(u"disk"_s);
        QCOMPARE(text->document()->blockCount(), 1);
        QVERIFY(text->toPlainText().endsWith(u"The disk is full."_s));
        shown.console.logs().setWords(u"nowhere"_s);
        QVERIFY(!text->isVisible()); // says that nothing passes
    }

    void sixtyDevicesAndLongNames()
    {
        Shown shown(m_theme);
        shown.run();
        QVector<Device> many;
        for (int i = 0; i < 60; ++i)
            many.append(device(QString::number(i) + QString(80, u'x'), i % 2 ? DeviceState::Idle : DeviceState::Offline));
        shown.console.devices().setDevices(many);
        QCOMPARE(shown.lines().size(), 60);
        for (const DeviceLine* line : shown.lines())
            QVERIFY(line->width() <= shown.page.width());
    }

    void turnsAppearWithTheirDetails()
    {
        Shown shown(m_theme);
        shown.run();
        shown.console.devices().setDevices({ device(u"a"_s, DeviceState::Idle) });
        auto* tabs = shown.page.findChild<ServerTabs*>();
        tabs->setCurrent(ServerTabs::Turns);
        myna::admin::Turn turn {
            .id = 1, .device = u"a"_s, .time = QDateTime::currentDateTime(), .heard = u"Rain?"_s, .said = u"After four."_s
        };
        turn.timeline = { .recognised = 320, .firstToken = 400, .firstSentence = 420, .firstAudio = 700, .firstPacket = 740, .stop = 2100 };
        turn.engines.insert(u"ASR"_s, u"Sphinx"_s);
        turn.tools.append({ u"weather"_s, 40, false });
        shown.console.turns().addTurn(turn);
        auto* list = shown.page.findChild<QListView*>();
        QVERIFY(list->isVisible());
        QCOMPARE(list->model()->rowCount(), 1);
        list->setCurrentIndex(list->model()->index(0, 0));
        QStringList words;
        for (const QLabel* label : shown.page.findChild<TurnDetail*>()->findChildren<QLabel*>())
            words << label->text();
        for (const QString& expected : { u"After four."_s, u"740 ms"_s, u"Sphinx"_s, u"weather"_s, u"failed after 40 ms"_s })
            QVERIFY2(words.contains(expected), qPrintable(words.join(u" | "_s)));
    }

    void aServerElsewhere()
    {
        const QString token = u"the owner's long secret of this test"_s;
        myna::test::ManagedServer far;
        far.start(std::make_unique<myna::test::MuteEngines>(), token);
        far.bind();
        Shown shown(m_theme);
        expectDialog();
        button(*shown.page.titleWidget(), {})->click();
        const QPointer<AttachDialog> dialog = shown.page.findChild<AttachDialog*>();
        QVERIFY(dialog);
        const auto fields = dialog->findChildren<QLineEdit*>();
        fields.at(0)->setText(far.addresses.admin.authority());
        fields.at(1)->setText(u"wrong"_s);
        button(*dialog, u"Attach"_s)->click();
        QTRY_COMPARE(shown.console.state(), myna::admin::AdminLink::State::Refused);
        QVERIFY(dialog->isVisible());
        QVERIFY(fields.at(0)->geometry().bottom() < fields.at(1)->geometry().top()); // the sentence has room of its own
        fields.at(1)->setText(token);
        button(*dialog, u"Attach"_s)->click();
        QTRY_VERIFY(!dialog || !dialog->isVisible()); // it is deleted as soon as it is closed
        QTRY_COMPARE(shown.lines().size(), 1); // though this computer's server is off
        QVERIFY(qobject_cast<PillLabel*>(shown.page.pill())->text().startsWith(shown.console.placeName()));
        button(shown.page, u"Back to this computer"_s)->click();
        QTRY_VERIFY(button(shown.page, u"Start the server"_s));
    }

    void aTakenPortHasARepair()
    {
        Shown shown(m_theme);
        shown.model.start();
        shown.model.onFailed({ Error::Code::Unavailable, u"Port 8000 is used by another program."_s });
        auto* panel = shown.page.findChild<ErrorPanel*>();
        QVERIFY(panel->isVisible());
        QCOMPARE(panel->why(), u"Port 8000 is used by another program."_s);
        QSignalSpy freePorts(&shown.model, &ServerViewModel::startOnFreePortsWanted);
        panel->repairButton()->click();
        QCOMPARE(freePorts.count(), 1);
        shown.model.onFailed({ Error::Code::Refused, u"The data folder cannot be written."_s });
        QSignalSpy start(&shown.model, &ServerViewModel::startWanted);
        QCOMPARE(panel->repairButton()->text(), u"Try again"_s);
        panel->repairButton()->click();
        QCOMPARE(start.count(), 1);
    }

    void aNoticeStaysUntilItIsDismissed()
    {
        Shown shown(m_theme);
        shown.run();
        QVERIFY(!button(shown.page, u"Dismiss"_s));
        shown.model.onWishFailed({ Error::Code::NotFound, u"Nobody has this code any more."_s });
        QVERIFY(button(shown.page, u"Dismiss"_s));
        button(shown.page, u"Dismiss"_s)->click();
        QVERIFY(!button(shown.page, u"Dismiss"_s));
    }
};

QTEST_MAIN(TstServerPage)
#include "tst_serverpage.moc"
