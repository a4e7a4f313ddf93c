// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tls/certificateauthority.h"
#include "server/tls/certificatenames.h"
#include "server/tls/owncertificate.h"
#include "support/testcase.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimeZone>

using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList names { u"desk"_s, u"desk.local"_s, u"localhost"_s, u"127.0.0.1"_s, u"192.168.1.5"_s };
const QDateTime now = QDateTime::fromSecsSinceEpoch(1760000000, QTimeZone::utc());

// What the real openssl says; its exit status in `status`.
QByteArray openssl(const QStringList& arguments, int* status = nullptr)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"openssl"_s, arguments);
    if (!process.waitForFinished())
        qFatal("openssl does not end");
    if (status)
        *status = process.exitCode();
    return process.readAll();
}

}

class TstOwnCertificate : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void namesAreThoseThisComputerIsReachedUnder();
    void whatIsNoNameIsRefused_data();
    void whatIsNoNameIsRefused();
    void opensslBelievesWhatIsMade();
    void theAuthorityVouchesForNobodyElse();
    void keysAreTheOwnersAlone();
    void nothingIsMadeTwice();
    void itIsRenewedBeforeItExpires();
    void anotherAddressAnotherCertificate();
    void aLostKeyIsSaid();
    void damagedFilesAreMadeAgain();
    void furtherNamesAreKept();
};

void TstOwnCertificate::namesAreThoseThisComputerIsReachedUnder()
{
    const QList<QHostAddress> local { QHostAddress(u"127.0.0.1"_s), QHostAddress(u"192.168.1.5"_s), QHostAddress(u"169.254.3.4"_s),
        QHostAddress(u"fe80::1%eth0"_s), QHostAddress(u"fd00::5"_s), QHostAddress(u"2001:db8::77"_s), QHostAddress(u"::1"_s) };
    const auto all = certificateNames(u"Desk"_s, local, { u"Voice.Example.com"_s, u"203.0.113.9"_s, u"münchen.lan"_s, u"*.home.arpa"_s });
    QVERIFY(all.has_value());
    QCOMPARE(*all,
        (QStringList { u"desk"_s, u"desk.local"_s, u"localhost"_s, u"voice.example.com"_s, u"203.0.113.9"_s, u"xn--mnchen-3ya.lan"_s,
            u"*.home.arpa"_s, u"127.0.0.1"_s, u"192.168.1.5"_s, u"::1"_s, u"fd00::5"_s }));
    QCOMPARE(certificateNames(u"desk.example.com"_s, {}, {})->mid(0, 2), (QStringList { u"desk.example.com"_s, u"desk.local"_s }));
    QCOMPARE(certificateNames(QString(), {}, {})->constFirst(), u"localhost"_s);
}

void TstOwnCertificate::whatIsNoNameIsRefused_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : { "", "a b", "a,DNS:bank.example", "https://x", "-a", "a..b", "x:8000", "192.168.1.0/24", "*.*.a" })
        QTest::newRow(*name ? name : "empty") << QString::fromLatin1(name);
}

void TstOwnCertificate::whatIsNoNameIsRefused()
{
    QFETCH(QString, name);
    QVERIFY(!certificateNames(u"desk"_s, {}, { name }).has_value());
}

void TstOwnCertificate::opensslBelievesWhatIsMade()
{
    const QTemporaryDir folder;
    const OwnCertificate own(folder.path());
    QCOMPARE(own.renew(names, now).value_or(false), true);
    int status = -1;
    const QByteArray verified
        = openssl({ u"verify"_s, u"-x509_strict"_s, u"-purpose"_s, u"sslserver"_s, u"-attime"_s, QString::number(now.toSecsSinceEpoch()),
                      u"-verify_hostname"_s, u"desk.local"_s, u"-CAfile"_s, own.rootFile(), own.certificateFile() },
            &status);
    QVERIFY2(status == 0, verified.constData());
    const QByteArray text = openssl({ u"x509"_s, u"-in"_s, own.certificateFile(), u"-noout"_s, u"-text"_s });
    for (const char* part : { "DNS:desk", "DNS:desk.local", "IP Address:192.168.1.5", "CA:FALSE", "TLS Web Server Authentication",
             "prime256v1", "ecdsa-with-SHA256" })
        QVERIFY2(text.contains(part), part);
    QVERIFY(own.certificate().effectiveDate().daysTo(own.certificate().expiryDate()) <= 397);
    QVERIFY(own.root().expiryDate() > now.addYears(9));
    QVERIFY(openssl({ u"x509"_s, u"-in"_s, own.rootFile(), u"-noout"_s, u"-text"_s }).contains("CA:TRUE, pathlen:0"));
    QVERIFY(openssl({ u"ec"_s, u"-in"_s, own.keyFile(), u"-noout"_s, u"-check"_s }).contains("valid"));
}

void TstOwnCertificate::theAuthorityVouchesForNobodyElse()
{
    const auto root = makeAuthority(u"test"_s, { u"desk"_s, u"voice.example.com"_s }, now);
    QVERIFY(root.has_value());
    for (const char* name : { "desk", "voice.example.com", "other.local", "nas.home.arpa" }) {
        const auto made = certify(*root, { QString::fromLatin1(name) }, now);
        QVERIFY2(made.has_value(), name);
        QVERIFY(vouchesFor(root->certificate, made->certificate, now));
        QVERIFY(!vouchesFor(root->certificate, made->certificate, now.addDays(400)));
        QVERIFY(belongTogether(made->certificate, made->key));
        QVERIFY(!belongTogether(made->certificate, root->key));
    }
    for (const char* name : { "bank.example", "example.com", "google.com" })
        QVERIFY2(!certify(*root, { QString::fromLatin1(name) }, now).has_value(), name);
    const auto other = makeAuthority(u"other"_s, {}, now);
    QVERIFY(!vouchesFor(other->certificate, certify(*root, { u"desk"_s }, now)->certificate, now));
}

void TstOwnCertificate::keysAreTheOwnersAlone()
{
    const QTemporaryDir folder;
    const OwnCertificate own(folder.path());
    QVERIFY(own.renew(names, now).has_value());
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther | QFile::ExeGroup;
    for (const QString& file : { own.keyFile(), folder.filePath(u"tls/root.key"_s), folder.filePath(u"tls"_s) }) {
        QVERIFY(QFileInfo::exists(file));
        QVERIFY2(!(QFile::permissions(file) & others), qPrintable(file));
    }
}

void TstOwnCertificate::nothingIsMadeTwice()
{
    const QTemporaryDir folder;
    const OwnCertificate own(folder.path());
    QVERIFY(own.renew(names, now).value_or(false));
    const QByteArray first = own.certificate().toDer();
    QCOMPARE(own.renew(names, now.addDays(300)).value_or(true), false);
    QCOMPARE(own.renew(names.mid(1), now).value_or(true), false); // one address less is no reason
    QCOMPARE(own.certificate().toDer(), first);
}

void TstOwnCertificate::itIsRenewedBeforeItExpires()
{
    const QTemporaryDir folder;
    const OwnCertificate own(folder.path());
    QVERIFY(own.renew(names, now).value_or(false));
    const QByteArray root = own.root().toDer();
    const QDateTime later = own.certificate().expiryDate().addDays(-29);
    QCOMPARE(own.renew(names, later).value_or(false), true);
    QVERIFY(own.certificate().expiryDate() > later.addDays(300));
    QCOMPARE(own.root().toDer(), root);
    QVERIFY(vouchesFor(root, own.certificate().toDer(), later));
    const QDateTime muchLater = own.root().expiryDate().addDays(-1);
    QCOMPARE(own.renew(names, muchLater).value_or(false), true);
    QVERIFY(own.root().toDer() != root);
    QVERIFY(vouchesFor(own.root().toDer(), own.certificate().toDer(), muchLater));
}

void TstOwnCertificate::anotherAddressAnotherCertificate()
{
    const QTemporaryDir folder;
    const OwnCertificate own(folder.path());
    QVERIFY(own.renew(names, now).value_or(false));
    const QByteArray root = own.root().toDer();
    QCOMPARE(own.renew(names + QStringList { u"10.0.0.7"_s, u"*.lan"_s }, now).value_or(false), true);
    QVERIFY(namesOf(own.certificate()).contains(u"10.0.0.7"_s));
    QCOMPARE(own.root().toDer(), root);
    QCOMPARE(own.renew(names + QStringList { u"*.lan"_s }, now).value_or(true), false);
    const auto refused = own.renew(names + QStringList { u"bank.example"_s }, now);
    QVERIFY(!refused.has_value());
    QVERIFY(refused.error().text.contains(u"bank.example"_s));
    QVERIFY(namesOf(own.certificate()).contains(u"10.0.0.7"_s)); // what was there stays
}

void TstOwnCertificate::aLostKeyIsSaid()
{
    const QTemporaryDir folder;
    const OwnCertificate own(folder.path());
    QVERIFY(own.renew(names, now).value_or(false));
    QVERIFY(QFile::remove(folder.filePath(u"tls/root.key"_s)));
    QCOMPARE(own.renew(names, now).value_or(true), false); // nothing has to be signed
    const auto refused = own.renew(names, now.addDays(390));
    QVERIFY(!refused.has_value());
    QVERIFY(refused.error().text.contains(u"root.key"_s));
}

void TstOwnCertificate::damagedFilesAreMadeAgain()
{
    const QTemporaryDir folder;
    const OwnCertificate own(folder.path());
    QVERIFY(own.renew(names, now).value_or(false));
    for (const QString& name : { own.keyFile(), own.certificateFile() }) {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("-----BEGIN nonsense");
        file.close();
        QCOMPARE(own.renew(names, now).value_or(false), true);
        QVERIFY(vouchesFor(own.root().toDer(), own.certificate().toDer(), now));
    }
}

void TstOwnCertificate::furtherNamesAreKept()
{
    const QTemporaryDir folder;
    const OwnCertificate own(folder.path());
    QVERIFY(own.furtherNames().isEmpty());
    QVERIFY(own.addNames({ u"a.lan"_s }));
    QVERIFY(own.addNames({ u"b.lan"_s, u"a.lan"_s }));
    QCOMPARE(own.furtherNames(), (QStringList { u"a.lan"_s, u"b.lan"_s }));
}

QTEST_GUILESS_MAIN(TstOwnCertificate)
#include "tst_owncertificate.moc"
