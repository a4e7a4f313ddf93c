// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/connectiongroup.h"
#include "settings/fingerprintdialog.h"
#include "settings/servercardview.h"
#include "settings/serverdialog.h"
#include "support/shownwords.h"
#include "support/testcase.h"
#include "support/tlsfiles.h"

#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>

using namespace myna;
using namespace myna::ui;
using namespace Qt::Literals::StringLiterals;
using test::shows;
using viewmodels::ServersViewModel;

namespace {

template<typename T>
T* named(QWidget& parent, const QString& name)
{
    for (T* widget : parent.findChildren<T*>()) {
        if (widget->accessibleName() == name || widget->property("text").toString() == name)
            return widget;
    }
    return nullptr;
}

}

class TstConnectionGroup : public test::TestCase
{
    Q_OBJECT

    Theme m_theme;

    struct Shown
    {
        QTemporaryDir dir;
        servers::ProfileStore store { dir.path(), { QUrl(u"http://desk.local:8003/xiaozhi/ota/"_s) } };
        ServersViewModel model { store, [](const QString&) { return u"02:4f:a1:7c:33:9e"_s; } };
        ConnectionGroup group;
        explicit Shown(const Theme& theme)
            : group(theme, model)
        {
            group.resize(760, 600);
            group.show();
        }
    };

private slots:
    void initTestCase() { m_theme.setReducedMotion(true); }

    void everyServerIsACardWithItsIdentity()
    {
        Shown s(m_theme);
        QCOMPARE(s.group.findChildren<ServerCardView*>().size(), 3);
        QVERIFY(shows(s.group, u"desk.local"_s) && shows(s.group, u"02:4f:a1:7c:33:9e"_s));
        [[maybe_unused]] const auto copy = s.store.duplicate(u"own"_s);
        QCOMPARE(s.group.findChildren<ServerCardView*>().size(), 4);
    }

    void useAndTestAreOneClick()
    {
        Shown s(m_theme);
        QSignalSpy use(&s.model, &ServersViewModel::useWanted);
        QSignalSpy tests(&s.model, &ServersViewModel::testWanted);
        QSignalSpy cancelled(&s.model, &ServersViewModel::testCancelled);
        QTest::mouseClick(named<QPushButton>(s.group, u"Use desk.local"_s), Qt::LeftButton);
        QCOMPARE(use.first().first().toString(), u"own"_s);
        QTest::mouseClick(named<QPushButton>(s.group, u"Test desk.local"_s), Qt::LeftButton);
        QCOMPARE(tests.first().first().toString(), u"own"_s);
        QTest::mouseClick(named<QPushButton>(s.group, u"Cancel the test of desk.local"_s), Qt::LeftButton);
        QCOMPARE(cancelled.size(), 1);
    }

    void aServerIsAddedWhenItsAddressIsOne()
    {
        Shown s(m_theme);
        QTest::mouseClick(named<QPushButton>(s.group, u"Add a server…"_s), Qt::LeftButton);
        auto* dialog = s.group.findChild<ServerDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        named<QLineEdit>(*dialog, u"Address"_s)->setText(u"ftp://x"_s);
        auto* add = named<QPushButton>(*dialog, u"Add and test"_s);
        QTest::mouseClick(add, Qt::LeftButton);
        QVERIFY(dialog->isVisible() && shows(*dialog, u"has to begin with"_s));
        QVERIFY(!named<QLineEdit>(*dialog, u"Token"_s)->isVisible());
        named<QLineEdit>(*dialog, u"Address"_s)->setText(u"ws://attic.local:8000/xiaozhi/v1/"_s);
        QVERIFY(named<QLineEdit>(*dialog, u"Token"_s)->isVisible());
        QCOMPARE(named<QLineEdit>(*dialog, u"Token"_s)->echoMode(), QLineEdit::Password);
        named<QLineEdit>(*dialog, u"Name"_s)->setText(u"Attic"_s);
        QTest::mouseClick(add, Qt::LeftButton);
        QVERIFY(s.store.findByName(u"Attic"_s));
    }

    void removingAndANewIdentityAreAskedFirst()
    {
        Shown s(m_theme);
        auto* card = s.group.findChildren<ServerCardView*>().last();
        QCOMPARE(card->card().id, u"own"_s);
        emit card->removeWanted();
        auto* question = s.group.findChild<QMessageBox*>();
        QVERIFY(question && question->isVisible());
        QVERIFY(s.store.find(u"own"_s)); // not yet
        QTest::mouseClick(named<QPushButton>(*question, u"Remove"_s), Qt::LeftButton);
        QVERIFY(!s.store.find(u"own"_s));
        QTRY_VERIFY(!s.group.findChild<QMessageBox*>());
        QSignalSpy renewed(&s.model, &ServersViewModel::newIdentityWanted);
        emit s.group.findChildren<ServerCardView*>().last()->newIdentityWanted();
        question = s.group.findChild<QMessageBox*>();
        QVERIFY(question);
        QTest::mouseClick(named<QPushButton>(*question, u"Keep"_s), Qt::LeftButton);
        QCOMPARE(renewed.size(), 0);
    }

    void aCertificateIsAcceptedOnlyByItsOwnButton()
    {
        Shown s(m_theme);
        const QByteArray certificate = test::certificateOf("selfsigned");
        s.model.compare(*s.store.find(u"own"_s), certificate);
        auto* dialog = s.group.findChild<FingerprintDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QTest::keyClick(dialog, Qt::Key_Return); // in haste
        QVERIFY(s.store.find(u"own"_s)->reach.pinnedCertificate.isEmpty());
        QTRY_VERIFY(!s.group.findChild<FingerprintDialog*>());
        s.model.compare(*s.store.find(u"own"_s), certificate);
        dialog = s.group.findChild<FingerprintDialog*>();
        QTest::mouseClick(named<QPushButton>(*dialog, u"They are the same"_s), Qt::LeftButton);
        QCOMPARE(s.store.find(u"own"_s)->reach.pinnedCertificate, certificate);
    }

    void aFingerprintIsReadInFourLines()
    {
        const QString all = QString(u"AB:"_s).repeated(32).chopped(1);
        QCOMPARE(FingerprintDialog::inLines(all).count(u'\n'), 3);
        QCOMPARE(FingerprintDialog::inLines(all).section(u'\n', 0, 0), u"AB AB AB AB AB AB AB AB"_s);
    }
};

QTEST_MAIN(TstConnectionGroup)
#include "tst_connectiongroup.moc"
