// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/codetiles.h"
#include "pairing/pairingpage.h"
#include "support/testcase.h"
#include "viewmodels/pairingviewmodel.h"
#include "viewmodels/serverchoices.h"
#include "widgets/errorpanel.h"
#include "widgets/progressring.h"
#include "widgets/qrview.h"
#include "widgets/steplist.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using myna::Error;
using myna::pairing::Repair;
using myna::ui::CodeTiles;
using myna::ui::ErrorPanel;
using myna::ui::PairingPage;
using myna::ui::QrView;
using myna::ui::Theme;
using myna::viewmodels::PairingViewModel;
using myna::viewmodels::ServerChoices;
using PairingStep = myna::pairing::Step;

namespace {

QPushButton* button(QWidget& page, const QString& text)
{
    for (QPushButton* candidate : page.findChildren<QPushButton*>()) {
        if (candidate->text() == text && candidate->isVisible())
            return candidate;
    }
    return nullptr;
}

}

class TstPairingPage : public myna::test::TestCase
{
    Q_OBJECT

    Theme m_theme;

    struct Shown
    {
        PairingViewModel model { { 1h, 1h, 1h, 1h } };
        QWidget window;
        PairingPage& page;
        explicit Shown(const Theme& theme)
            : page(*new PairingPage(model, theme, &window))
        {
            window.resize(1120, 740);
            page.resize(window.size());
            window.show();
        }
        void offerCode(const myna::pairing::ServerChoice& server, const QUrl& console)
        {
            model.begin(server);
            model.onIdentityReady({ u"02:4f:11:22:33:9e"_s, {}, {} }, u"in your keychain"_s);
            model.onVersionChecked({}, 84);
            model.onCodeOffered({ u"482913"_s, {}, {}, 24h }, console);
            model.onWaiting(18, 60, 5000ms);
        }
        void fail(Repair repair)
        {
            model.begin(ServerChoices::official());
            model.onFailed({ PairingStep::VersionCheck, { Error::Code::Timeout, u"The server did not answer within 10 s."_s }, repair });
        }
    };

private slots:
    void initTestCase()
    {
        m_theme.setReducedMotion(true);
        m_theme.apply();
    }

    void digitsAreReadOneByOne()
    {
        Shown shown(m_theme);
        shown.offerCode(ServerChoices::official(), QUrl(u"https://xiaozhi.me/"_s));
        auto* tiles = shown.page.findChild<CodeTiles*>();
        QVERIFY(tiles && tiles->isVisible());
        QAccessibleInterface* reader = QAccessible::queryAccessibleInterface(tiles);
        QVERIFY(reader);
        QCOMPARE(reader->text(QAccessible::Name), u"4 8 2 9 1 3"_s);
        QCOMPARE(reader->role(), QAccessible::StaticText);
    }

    void copyPutsTheCodeOnTheClipboard()
    {
        Shown shown(m_theme);
        shown.offerCode(ServerChoices::official(), QUrl(u"https://xiaozhi.me/"_s));
        QGuiApplication::clipboard()->clear();
        QVERIFY(button(shown.page, u"Copy"_s));
        button(shown.page, u"Copy"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"482913"_s);
        QVERIFY(button(shown.page, u"Copied"_s));
        QGuiApplication::clipboard()->clear();
        QTest::keyClick(shown.page.findChild<CodeTiles*>(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"482913"_s);
    }

    void theButtonsAreWishes()
    {
        Shown shown(m_theme);
        const QUrl console(u"https://xiaozhi.me/"_s);
        shown.offerCode(ServerChoices::official(), console);
        QSignalSpy open(&shown.model, &PairingViewModel::openConsoleWanted);
        QSignalSpy speak(&shown.model, &PairingViewModel::speakDigitsWanted);
        QSignalSpy fresh(&shown.model, &PairingViewModel::newCodeWanted);
        button(shown.page, u"Open console"_s)->click();
        button(shown.page, u"Hear it"_s)->click();
        button(shown.page, u"New code"_s)->click();
        QCOMPARE(open.value(0), QVariantList { console });
        QCOMPARE(speak.value(0), QVariantList { u"482913"_s });
        QCOMPARE(fresh.count(), 1);
        QVERIFY(!shown.page.findChild<CodeTiles*>()->isVisible());
    }

    void theQrCodeIsThatOfTheServersConsole()
    {
        Shown shown(m_theme);
        shown.offerCode(ServerChoices::official(), QUrl(u"https://console.example.org/agents"_s));
        auto* qr = shown.page.findChild<QrView*>();
        QVERIFY(qr->isVisible());
        QCOMPARE(qr->text(), u"https://console.example.org/agents"_s);
        QVERIFY(qr->modules() > 0);
        shown.offerCode(ServerChoices::own(QUrl(u"http://desk.local:8003/xiaozhi/ota/"_s)), QUrl());
        QVERIFY(!qr->isVisible());
        QVERIFY(!button(shown.page, u"Open console"_s));
        QVERIFY(button(shown.page, u"Copy"_s));
    }

    void onThisComputerOneButtonApproves()
    {
        Shown shown(m_theme);
        shown.offerCode(ServerChoices::thisComputer(), QUrl(u"http://127.0.0.1:8003/"_s));
        QSignalSpy approve(&shown.model, &PairingViewModel::approveHereWanted);
        QVERIFY(!button(shown.page, u"Open console"_s));
        QVERIFY(!shown.page.findChild<QrView*>()->isVisible());
        QPushButton* main = button(shown.page, u"Approve on this computer"_s);
        QVERIFY(main);
        main->click();
        QCOMPARE(approve.value(0), QVariantList { u"482913"_s });
        QVERIFY(!main->isEnabled());
        shown.model.onWishFailed({ Error::Code::NotFound, u"Nobody has this code any more."_s });
        QVERIFY(main->isEnabled());
    }

    void theRingShowsWhatIsLeft()
    {
        Shown shown(m_theme);
        shown.offerCode(ServerChoices::official(), QUrl(u"https://xiaozhi.me/"_s));
        auto* ring = shown.page.findChild<myna::ui::ProgressRing*>();
        QVERIFY(ring->isVisible());
        QCOMPARE(ring->text(), shown.model.countdownText());
        shown.model.onWaiting(60, 60, 0ms);
        QCOMPARE(ring->text(), u"0:00"_s);
    }

    void everyFailureHasOneRepair_data()
    {
        QTest::addColumn<int>("repair");
        QTest::addColumn<QString>("text");
        QTest::newRow("again") << int(Repair::TryAgain) << u"Try again"_s;
        QTest::newRow("address") << int(Repair::ChangeAddress) << u"Change address"_s;
        QTest::newRow("code") << int(Repair::NewCode) << u"New code"_s;
        QTest::newRow("identity") << int(Repair::NewIdentity) << u"Use a new identity"_s;
        QTest::newRow("keyring") << int(Repair::UnlockKeyring) << u"Unlock the keychain"_s;
        QTest::newRow("file") << int(Repair::KeepInFile) << u"Keep it in a file only you can read"_s;
        QTest::newRow("server") << int(Repair::StartServer) << u"Start the server"_s;
    }

    void everyFailureHasOneRepair()
    {
        QFETCH(int, repair);
        QFETCH(QString, text);
        Shown shown(m_theme);
        shown.fail(Repair(repair));
        auto* panel = shown.page.findChild<ErrorPanel*>();
        QVERIFY(panel->isVisible());
        QCOMPARE(panel->what(), u"The server could not be asked"_s);
        QCOMPARE(panel->why(), u"The server did not answer within 10 s."_s);
        QCOMPARE(panel->repairButton()->text(), text);
        QVERIFY(panel->repairButton()->width() >= panel->repairButton()->sizeHint().width()); // nothing cut
        QVERIFY(button(shown.page, u"Cancel"_s));
    }

    void clickingTheRepairIsTheWish()
    {
        Shown shown(m_theme);
        shown.fail(Repair::KeepInFile);
        QSignalSpy file(&shown.model, &PairingViewModel::keepInFileAgreed);
        shown.page.findChild<ErrorPanel*>()->repairButton()->click();
        QCOMPARE(file.count(), 1);
        shown.fail(Repair::TryAgain);
        QSignalSpy begin(&shown.model, &PairingViewModel::beginWanted);
        QSignalSpy address(&shown.model, &PairingViewModel::changeAddressWanted);
        shown.page.findChild<ErrorPanel*>()->alternativeButton()->click();
        QCOMPARE(address.count(), 1);
        shown.page.findChild<ErrorPanel*>()->repairButton()->click();
        QCOMPARE(begin.count(), 1);
    }

    void cancelByButtonAndByKey()
    {
        Shown shown(m_theme);
        QSignalSpy cancel(&shown.model, &PairingViewModel::cancelWanted);
        shown.offerCode(ServerChoices::official(), QUrl(u"https://xiaozhi.me/"_s));
        button(shown.page, u"Cancel"_s)->click();
        QCOMPARE(cancel.count(), 1);
        shown.offerCode(ServerChoices::official(), QUrl(u"https://xiaozhi.me/"_s));
        QTest::keyClick(&shown.page, Qt::Key_Escape);
        QCOMPARE(cancel.count(), 2);
    }

    void successOffersToGoOn()
    {
        Shown shown(m_theme);
        shown.offerCode(ServerChoices::official(), QUrl(u"https://xiaozhi.me/"_s));
        shown.model.onPaired({});
        QSignalSpy finished(&shown.model, &PairingViewModel::finished);
        QVERIFY(!button(shown.page, u"Cancel"_s));
        button(shown.page, u"Continue"_s)->click();
        QCOMPARE(finished.count(), 1);
    }

    void nothingIsCutInASmallWindow()
    {
        Shown shown(m_theme);
        shown.page.resize(760, 560);
        shown.offerCode(ServerChoices::official(), QUrl(u"https://xiaozhi.me/"_s));
        QCoreApplication::sendPostedEvents();
        for (QPushButton* candidate : shown.page.findChildren<QPushButton*>()) {
            if (!candidate->isVisible())
                continue;
            QVERIFY2(candidate->width() >= candidate->sizeHint().width(), qPrintable(candidate->text()));
            const QRect place(candidate->mapTo(&shown.page, QPoint()), candidate->size());
            QVERIFY2(shown.page.rect().contains(place), qPrintable(candidate->text()));
        }
    }
};

QTEST_MAIN(TstPairingPage)
#include "tst_pairingpage.moc"
