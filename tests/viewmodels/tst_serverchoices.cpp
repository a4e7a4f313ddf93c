// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "viewmodels/serverchoices.h"

using namespace Qt::Literals::StringLiterals;
using myna::viewmodels::ServerChoices;

class TstServerChoices : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void acceptsWhatPeopleType_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        QTest::newRow("whole") << u"http://192.168.1.5:8003/xiaozhi/ota/"_s << u"http://192.168.1.5:8003/xiaozhi/ota/"_s;
        QTest::newRow("https") << u"https://talk.example.org/xiaozhi/ota"_s << u"https://talk.example.org/xiaozhi/ota"_s;
        QTest::newRow("no path") << u"http://192.168.1.5:8003"_s << u"http://192.168.1.5:8003/xiaozhi/ota/"_s;
        QTest::newRow("only a slash") << u"https://example.org/"_s << u"https://example.org/xiaozhi/ota/"_s;
        QTest::newRow("no scheme") << u"example.org"_s << u"http://example.org/xiaozhi/ota/"_s;
        QTest::newRow("no scheme, port") << u"desk.local:8003"_s << u"http://desk.local:8003/xiaozhi/ota/"_s;
        QTest::newRow("no scheme, path") << u"desk.local:8003/ota/"_s << u"http://desk.local:8003/ota/"_s;
        QTest::newRow("address 6") << u"http://[fe80::1]:8003"_s << u"http://[fe80::1]:8003/xiaozhi/ota/"_s;
        QTest::newRow("address 6, bare") << u"[::1]:8003"_s << u"http://[::1]:8003/xiaozhi/ota/"_s;
        QTest::newRow("blanks around") << u"  http://a.example/x/ \n"_s << u"http://a.example/x/"_s;
        QTest::newRow("upper case") << u"HTTP://Desk.Local:8003"_s << u"http://desk.local:8003/xiaozhi/ota/"_s;
        QTest::newRow("query stays") << u"http://a.example/ota?x=1#top"_s << u"http://a.example/ota?x=1"_s;
    }

    void acceptsWhatPeopleType()
    {
        QFETCH(QString, typed);
        QFETCH(QString, url);
        const auto judged = ServerChoices::judge(typed);
        QVERIFY2(judged.has_value(), judged ? "" : qPrintable(judged.error().text));
        QCOMPARE(judged->toString(), url);
    }

    void refusesWithASentence_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QString() << u"Type the address"_s;
        QTest::newRow("blank") << u"   "_s << u"Type the address"_s;
        QTest::newRow("spaces inside") << u"http://my server/ota"_s << u"no spaces"_s;
        QTest::newRow("web socket") << u"ws://192.168.1.5:8000/xiaozhi/v1/"_s << u"address for conversations"_s;
        QTest::newRow("secure web socket") << u"wss://a.example/"_s << u"address for conversations"_s;
        QTest::newRow("ftp") << u"ftp://a.example/"_s << u"http:// or https://"_s;
        QTest::newRow("file") << u"file:///etc/passwd"_s << u"http:// or https://"_s;
        QTest::newRow("mail") << u"mailto:someone@example.org"_s << u"http:// or https://"_s;
        QTest::newRow("no host") << u"http:///xiaozhi/ota/"_s << u"no host name"_s;
        QTest::newRow("port too large") << u"http://a.example:99999/"_s << u"not a complete address"_s;
        QTest::newRow("port nought") << u"http://a.example:0/"_s << u"1 to 65535"_s;
        QTest::newRow("port of letters") << u"http://a.example:abc/"_s << u"not a complete address"_s;
        QTest::newRow("password") << u"http://me:secret@a.example/"_s << u"name or password"_s;
    }

    void refusesWithASentence()
    {
        QFETCH(QString, typed);
        QFETCH(QString, says);
        const auto judged = ServerChoices::judge(typed);
        QVERIFY2(!judged.has_value(), judged ? qPrintable(judged->toString()) : "");
        QCOMPARE(judged.error().code, myna::Error::Code::Invalid);
        QVERIFY2(judged.error().text.contains(says), qPrintable(judged.error().text));
        QVERIFY(judged.error().text.endsWith(u'.'));
    }

    void theThreeChoicesHaveTheirOwnIdentities()
    {
        QCOMPARE(ServerChoices::thisComputer().id, u"local"_s);
        QCOMPARE(ServerChoices::official().id, u"official"_s);
        QCOMPARE(ServerChoices::official().otaUrl, QUrl(u"https://api.tenclass.net/xiaozhi/ota/"_s));
        const QUrl mine(u"http://a.example/xiaozhi/ota/"_s);
        QCOMPARE(ServerChoices::own(mine), (myna::pairing::ServerChoice { u"own"_s, mine }));
    }
};

QTEST_GUILESS_MAIN(TstServerChoices)
#include "tst_serverchoices.moc"
