// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/tokens.h"
#include "serveredge/edgefixture.h"
#include "support/testcase.h"

#include <QFile>
#include <QTemporaryDir>

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

class TstTokens : public test::TestCase
{
    Q_OBJECT

private slots:
    void signsLikeTheReferenceServer();
    void acceptsWhatItIssued();
    void refuses_data();
    void refuses();
    void expires();
    void keepsItsKey();
    void replacesAnUnreadableKey();
    void saysWhereTheKeyCannotBeKept();
};

// Vector computed with the reference server's core/auth.py.
void TstTokens::signsLikeTheReferenceServer()
{
    test::FakeTime time;
    const Tokens tokens("s3cr3t-demo", time.clock());
    QCOMPARE(tokens.issue(test::deviceId, test::clientId), u"rL-W8IM_eQ_2n_NUKrG438hKJtEbhwsJJ7EtbyAEey4.1760000000"_s);
}

void TstTokens::acceptsWhatItIssued()
{
    test::FakeTime time;
    const Tokens tokens("key", time.clock());
    QVERIFY(tokens.isValid(tokens.issue(test::deviceId, test::clientId), test::deviceId, test::clientId));
}

void TstTokens::refuses_data()
{
    QTest::addColumn<QString>("token");
    QTest::newRow("empty") << QString();
    QTest::newRow("test token") << u"test-token"_s;
    QTest::newRow("no signature") << u".1760000000"_s;
    QTest::newRow("no time") << u"rL-W8IM_eQ_2n_NUKrG438hKJtEbhwsJJ7EtbyAEey4"_s;
    QTest::newRow("time moved") << u"rL-W8IM_eQ_2n_NUKrG438hKJtEbhwsJJ7EtbyAEey4.1760000001"_s;
    QTest::newRow("time in words") << u"rL-W8IM_eQ_2n_NUKrG438hKJtEbhwsJJ7EtbyAEey4.now"_s;
    QTest::newRow("one letter") << u"sL-W8IM_eQ_2n_NUKrG438hKJtEbhwsJJ7EtbyAEey4.1760000000"_s;
    QTest::newRow("long") << QString(10000, u'a') + u".1760000000"_s;
    QTest::newRow("not ascii") << u"\u4f60\u597d.1760000000"_s;
}

void TstTokens::refuses()
{
    QFETCH(QString, token);
    test::FakeTime time;
    const Tokens tokens("s3cr3t-demo", time.clock());
    QVERIFY(!tokens.isValid(token, test::deviceId, test::clientId));
    const QString good = tokens.issue(test::deviceId, test::clientId);
    QVERIFY(!tokens.isValid(good, test::deviceId, test::otherClientId));
    QVERIFY(!tokens.isValid(good, u"a4:cf:12:0b:9e:32"_s, test::clientId));
    QVERIFY(!Tokens("other", time.clock()).isValid(good, test::deviceId, test::clientId));
}

void TstTokens::expires()
{
    test::FakeTime time;
    const Tokens tokens("key", time.clock());
    const QString token = tokens.issue(test::deviceId, test::clientId);
    time.now = time.now.addDays(30);
    QVERIFY(tokens.isValid(token, test::deviceId, test::clientId));
    time.now = time.now.addSecs(1);
    QVERIFY(!tokens.isValid(token, test::deviceId, test::clientId));
    time.now = time.now.addDays(-33);
    QVERIFY(!tokens.isValid(token, test::deviceId, test::clientId)); // from the future
}

void TstTokens::keepsItsKey()
{
    QTemporaryDir folder;
    const auto key = loadServerKey(folder.path());
    QVERIFY(key.has_value());
    QCOMPARE(key->size(), 32);
    QCOMPARE(loadServerKey(folder.path()).value(), key.value());
    const auto permissions = QFile::permissions(folder.filePath(u"server.key"_s));
    QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
    QTemporaryDir other;
    QVERIFY(loadServerKey(other.path()).value() != key.value());
}

void TstTokens::replacesAnUnreadableKey()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"server.key"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("not a key");
    file.close();
    const auto key = loadServerKey(folder.path());
    QVERIFY(key.has_value());
    QCOMPARE(loadServerKey(folder.path()).value(), key.value());
}

void TstTokens::saysWhereTheKeyCannotBeKept()
{
    QTemporaryDir folder;
    QVERIFY(QFile(folder.filePath(u"file"_s)).open(QIODevice::WriteOnly));
    const auto key = loadServerKey(folder.filePath(u"file"_s));
    QVERIFY(!key.has_value());
    QVERIFY(key.error().text.contains(u"server.key"_s));
}

QTEST_GUILESS_MAIN(TstTokens)
#include "tst_tokens.moc"
