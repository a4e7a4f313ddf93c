// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/activationcard.h"
#include "pages/deviceline.h"
#include "pages/serverpage.h"
#include "support/testcase.h"
#include "viewmodels/serverviewmodel.h"
#include "widgets/emptystate.h"
#include "widgets/errorpanel.h"
#include "widgets/pilllabel.h"
#include "widgets/toggleswitch.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;
using myna::Error;
using myna::server::ActivationRequest;
using myna::server::DeviceRow;
using myna::server::DeviceState;
using myna::server::ServerAddresses;
using myna::ui::ActivationCard;
using myna::ui::DeviceLine;
using myna::ui::ErrorPanel;
using myna::ui::PillLabel;
using myna::ui::ServerPage;
using myna::ui::Theme;
using myna::ui::ToggleSwitch;
using myna::ui::Tone;
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
        if (candidate->text() == text && candidate->isVisible())
            return candidate;
    }
    return nullptr;
}

DeviceRow device(const QString& id, DeviceState state)
{
    DeviceRow row;
    row.deviceId = id;
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
        QWidget window;
        ServerPage& page;
        explicit Shown(const Theme& theme)
            : page(*new ServerPage(model, theme, &window))
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

private slots:
    void initTestCase()
    {
        m_theme.setReducedMotion(true);
        m_theme.apply();
    }

    void theSwitchIsAWish()
    {
        Shown shown(m_theme);
        auto* control = qobject_cast<ToggleSwitch*>(shown.page.titleWidget());
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
        shown.model.onDevicesChanged({ device(u"a"_s, DeviceState::Speaking), device(u"b"_s, DeviceState::Offline) });
        QVERIFY(!hint());
        QCOMPARE(shown.lines().size(), 2);
        QCOMPARE(shown.lines().at(0)->accessibleName(), u"Device a"_s);
        QVERIFY(shown.lines().at(0)->accessibleDescription().contains(u"speaking"_s));
        QVERIFY(shown.lines().at(0)->accessibleDescription().contains(u"It will rain after four."_s));
        QVERIFY(shown.lines().at(1)->accessibleDescription().contains(u"offline"_s));
        shown.model.onDevicesChanged({});
        QCOMPARE(shown.lines().size(), 0);
        QVERIFY(hint());
    }

    void aDeviceCanBeDisconnectedAndRemoved()
    {
        Shown shown(m_theme);
        shown.run();
        shown.model.onDevicesChanged({ device(u"a"_s, DeviceState::Idle) });
        QSignalSpy disconnected(&shown.model, &ServerViewModel::disconnectWanted);
        QSignalSpy revoked(&shown.model, &ServerViewModel::revokeWanted);
        const auto actions = shown.lines().at(0)->findChild<QMenu*>()->actions();
        QCOMPARE(actions.size(), 2);
        actions.at(0)->trigger();
        QCOMPARE(disconnected.value(0), QVariantList { u"a"_s });
        if (QGuiApplication::platformName() == u"offscreen"_s)
            QTest::ignoreMessage(QtWarningMsg, "This plugin does not support propagateSizeHints()"); // of every window
        actions.at(1)->trigger();
        QCOMPARE(revoked.count(), 0); // it asks first
        auto* question = shown.page.findChild<QMessageBox*>();
        QVERIFY(question);
        for (QAbstractButton* answer : question->buttons()) {
            if (answer->text() == u"Remove"_s)
                answer->click();
        }
        QCOMPARE(revoked.value(0), QVariantList { u"a"_s });
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
