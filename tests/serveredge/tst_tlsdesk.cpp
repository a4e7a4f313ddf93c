// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tls/certificatenames.h"
#include "server/tls/owncertificate.h"
#include "server/tls/tlsdesk.h"
#include "serveredge/edgefixture.h"
#include "support/testcase.h"

#include <QFile>
#include <QTemporaryDir>

using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

namespace {

QString given(const QString& name)
{
    return u"%1/tests/data/tls/%2"_s.arg(QStringLiteral(MYNA_SOURCE_DIR), name);
}

// As an editor or a certificate program replaces it.
void replace(const QString& from, const QString& to)
{
    QFile::remove(to);
    QVERIFY(QFile::copy(from, to));
}

struct House
{
    House()
        : desk({ folder.path(), time.clock(), [this] { return addresses; }, u"desk"_s })
        , changed(&desk, &TlsDesk::changed)
        , warned(&desk, &TlsDesk::warned)
    {
        config.enabled = true;
    }
    void useFiles(const QString& name)
    {
        config.certificate = folder.filePath(u"my.crt"_s);
        config.key = u"my.key"_s; // below the data folder
        replace(given(name + u".crt"_s), config.certificate);
        replace(given(name + u".key"_s), folder.filePath(config.key));
    }
    [[nodiscard]] QByteArray shown() const { return desk.port().current()->localCertificate().toDer(); }

    QTemporaryDir folder;
    myna::test::FakeTime time { QDateTime::currentDateTimeUtc() };
    QList<QHostAddress> addresses { QHostAddress(u"192.168.1.5"_s) };
    TlsConfig config;
    TlsDesk desk;
    QSignalSpy changed;
    QSignalSpy warned;
};

}

class TstTlsDesk : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void offUntilWanted()
    {
        House house;
        house.config.enabled = false;
        QVERIFY(house.desk.start(house.config));
        QVERIFY(!house.desk.isOn());
        QVERIFY(house.desk.pin().isEmpty());
        house.desk.look();
        QVERIFY(!QFile::exists(house.folder.filePath(u"tls"_s)));
    }

    void makesItsOwn()
    {
        House house;
        house.config.names = QStringList { u"voice.example.com"_s };
        QVERIFY(house.desk.start(house.config));
        QVERIFY(house.desk.isOn());
        const QStringList names = namesOf(house.desk.chain().constFirst());
        for (const char* name : { "desk", "desk.local", "voice.example.com", "192.168.1.5", "127.0.0.1" })
            QVERIFY2(names.contains(QString::fromLatin1(name)), name);
        QCOMPARE(house.desk.pin(), OwnCertificate(house.folder.path()).root().toDer());
        QVERIFY(house.desk.announcedHost().isEmpty());
        QVERIFY(house.warned.isEmpty());
        QCOMPARE(house.desk.port().current()->protocol(), QSsl::TlsV1_2OrLater);
    }

    void renewsItByTheClock()
    {
        House house;
        QVERIFY(house.desk.start(house.config));
        const QByteArray first = house.shown();
        const QByteArray root = house.desk.pin();
        house.desk.look();
        QCOMPARE(house.shown(), first);
        house.time.now = house.time.now.addDays(370);
        house.desk.look();
        QVERIFY(house.shown() != first);
        QCOMPARE(house.changed.size(), 1);
        QCOMPARE(house.desk.pin(), root);
        QVERIFY(house.desk.chain().constFirst().expiryDate() > house.time.now.addDays(300));
    }

    void renewsItForANewAddress()
    {
        House house;
        QVERIFY(house.desk.start(house.config));
        house.addresses.append(QHostAddress(u"10.1.2.3"_s));
        house.desk.look();
        QCOMPARE(house.changed.size(), 1);
        QVERIFY(namesOf(house.desk.chain().constFirst()).contains(u"10.1.2.3"_s));
        house.addresses.removeFirst();
        house.desk.look();
        QCOMPARE(house.changed.size(), 1);
    }

    void saysOnceWhenItCannotRenew()
    {
        House house;
        QVERIFY(house.desk.start(house.config));
        const QByteArray first = house.shown();
        QVERIFY(QFile::remove(house.folder.filePath(u"tls/root.key"_s)));
        house.time.now = house.time.now.addDays(370);
        house.desk.look();
        house.desk.look();
        QCOMPARE(house.warned.size(), 1);
        QCOMPARE(house.shown(), first);
    }

    void takesReplacedFiles()
    {
        House house;
        house.useFiles(u"selfsigned"_s);
        QVERIFY(house.desk.start(house.config));
        QCOMPARE(house.shown(), QSslCertificate::fromPath(given(u"selfsigned.crt"_s)).constFirst().toDer());
        QCOMPARE(house.desk.pin(), house.shown());
        QCOMPARE(house.desk.announcedHost(), u"localhost"_s);
        house.useFiles(u"another"_s);
        QTRY_COMPARE(house.changed.size(), 1);
        QCOMPARE(house.shown(), QSslCertificate::fromPath(given(u"another.crt"_s)).constFirst().toDer());
    }

    void keepsWhatItHasWhileFilesDoNotFit()
    {
        House house;
        house.useFiles(u"selfsigned"_s);
        QVERIFY(house.desk.start(house.config));
        const QByteArray first = house.shown();
        replace(given(u"another.crt"_s), house.config.certificate);
        QTRY_COMPARE(house.warned.size(), 1);
        QVERIFY(house.warned[0][0].toString().contains(u"my.key"_s));
        QCOMPARE(house.shown(), first);
        replace(given(u"another.key"_s), house.folder.filePath(u"my.key"_s));
        QTRY_COMPARE(house.changed.size(), 1);
        QVERIFY(house.shown() != first);
    }

    void warnsBeforeAGivenOneExpires()
    {
        House house;
        house.useFiles(u"selfsigned"_s);
        QVERIFY(house.desk.start(house.config));
        QVERIFY(house.warned.isEmpty());
        house.time.now = house.desk.chain().constFirst().expiryDate().addDays(-10);
        house.desk.look();
        house.desk.look();
        QCOMPARE(house.warned.size(), 1);
        house.time.now = house.time.now.addDays(11);
        house.desk.look();
        QCOMPARE(house.warned.size(), 2);
        QVERIFY(house.warned[1][0].toString().contains(u"expired"_s));
    }

    void doesNotStartWithWhatCannotBeUsed_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("said");
        const QString crt = given(u"selfsigned.crt"_s);
        const QString key = given(u"selfsigned.key"_s);
        QTest::newRow("no key") << crt << QString() << u"belong together"_s;
        QTest::newRow("no certificate") << QString() << key << u"belong together"_s;
        QTest::newRow("missing") << u"/nonexistent/a.crt"_s << key << u"a.crt"_s;
        QTest::newRow("no PEM") << given(u"../../../LICENSE"_s) << key << u"no certificate"_s;
        QTest::newRow("swapped") << crt << crt << u"no key"_s;
        QTest::newRow("another key") << crt << given(u"another.key"_s) << u"not the key"_s;
    }
    void doesNotStartWithWhatCannotBeUsed()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, key);
        QFETCH(QString, said);
        House house;
        house.config.certificate = certificate;
        house.config.key = key;
        const auto started = house.desk.start(house.config);
        QVERIFY(!started);
        QVERIFY2(started.error().text.contains(said), qPrintable(started.error().text));
        QVERIFY(!house.desk.isOn());
    }
};

QTEST_GUILESS_MAIN(TstTlsDesk)
#include "tst_tlsdesk.moc"
