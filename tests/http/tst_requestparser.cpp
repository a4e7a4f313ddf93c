// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/requestparser.h"
#include "support/testcase.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

using namespace myna::http;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype limit = 16 * 1024;

// As the firmware announces itself, headers in its own spelling.
const QByteArray upgradeRequest = "GET /xiaozhi/v1/?device-id=AA-BB&authorization=Bearer%20abc.1 HTTP/1.1\r\nHost: 192.168.4.10:8000\r\n"
                                  "Upgrade: websocket\r\nConnection: %1\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                  "Sec-WebSocket-Version: 13\r\nDEVICE-ID: a4:cf:12:0b:9e:31\r\n\r\n";

QByteArray upgradeWith(const QByteArray& connection)
{
    QByteArray request = upgradeRequest;
    return request.replace("%1", connection);
}

}

class TstRequestParser : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void readsAHead();
    void waitsForTheWholeHead();
    void judgesHeads_data();
    void judgesHeads();
    void knowsUpgrades_data();
    void knowsUpgrades();
    void readsTargets_data();
    void readsTargets();
    void readsBodiesInAnyPieces_data();
    void readsBodiesInAnyPieces();
    void seesTheLastChunkTwice();
    void boundsBodies();
    void refusesSmuggling();
    void leavesTheNextRequest();
    void survivesNoise();
    void writesAnswers();
};

void TstRequestParser::readsAHead()
{
    const Head head = judgeHead(upgradeWith("Upgrade"), limit);
    QCOMPARE(head.state, HeadState::Complete);
    QCOMPARE(head.request.method, "GET");
    QCOMPARE(head.request.path, u"/xiaozhi/v1/"_s);
    QCOMPARE(head.request.header("device-id"_L1), "a4:cf:12:0b:9e:31");
    QCOMPARE(head.request.headerOrQuery("Device-Id"_L1, "device-id"_L1), u"a4:cf:12:0b:9e:31"_s);
    QCOMPARE(head.request.headerOrQuery("Authorization"_L1, "authorization"_L1), u"Bearer abc.1"_s);
    QCOMPARE(head.request.header("Nothing"_L1), "");
}

void TstRequestParser::waitsForTheWholeHead()
{
    const QByteArray whole = upgradeWith("Upgrade");
    for (qsizetype size = 0; size < whole.size(); ++size)
        QCOMPARE(judgeHead(whole.left(size), limit).state, HeadState::Incomplete);
}

void TstRequestParser::judgesHeads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<HeadState>("state");
    QTest::newRow("plain") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\n\r\n") << HeadState::Complete;
    QTest::newRow("http 1.0") << QByteArray("GET / HTTP/1.0\r\n\r\n") << HeadState::Complete;
    QTest::newRow("tls greeting") << QByteArray("\x16\x03\x01\x02\x00\x01", 6) << HeadState::Bad;
    QTest::newRow("no method") << QByteArray(" / HTTP/1.1\r\n\r\n") << HeadState::Bad;
    QTest::newRow("endless method") << QByteArray(64, 'A') << HeadState::Bad;
    QTest::newRow("version") << QByteArray("GET / HTTP/3.0\r\n\r\n") << HeadState::Bad;
    QTest::newRow("no version") << QByteArray("GET /\r\n\r\n") << HeadState::Bad;
    QTest::newRow("bad header") << QByteArray("GET / HTTP/1.1\r\nno colon\r\n\r\n") << HeadState::Bad;
    QTest::newRow("bad length") << QByteArray("POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n") << HeadState::Bad;
    QTest::newRow("two lengths") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n") << HeadState::Bad;
    QTest::newRow("large") << "GET / HTTP/1.1\r\nX: " + QByteArray(limit, 'x') << HeadState::TooLarge;
    QTest::newRow("large and complete") << "GET / HTTP/1.1\r\nX: " + QByteArray(limit, 'x') + "\r\n\r\n" << HeadState::TooLarge;
}

void TstRequestParser::judgesHeads()
{
    QFETCH(QByteArray, bytes);
    QFETCH(HeadState, state);
    QCOMPARE(judgeHead(bytes, limit).state, state);
}

void TstRequestParser::knowsUpgrades_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("wants");
    QTest::addColumn<bool>("well");
    QTest::newRow("alone") << upgradeWith("Upgrade") << true << true;
    QTest::newRow("with keep-alive") << upgradeWith("keep-alive, Upgrade") << true << true;
    QTest::newRow("lower case") << upgradeWith("keep-alive,upgrade") << true << true;
    QTest::newRow("not asked") << upgradeWith("keep-alive") << false << false;
    QTest::newRow("no key") << upgradeWith("Upgrade").replace("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "") << true << false;
    QTest::newRow("short key") << upgradeWith("Upgrade").replace("dGhlIHNhbXBsZSBub25jZQ==", "dGhl") << true << false;
    QTest::newRow("old version") << upgradeWith("Upgrade").replace("Version: 13", "Version: 8") << true << false;
    QTest::newRow("post") << upgradeWith("Upgrade").replace("GET", "POST") << true << false;
    QTest::newRow("plain") << QByteArray("GET / HTTP/1.1\r\n\r\n") << false << false;
}

void TstRequestParser::knowsUpgrades()
{
    QFETCH(QByteArray, bytes);
    const Head head = judgeHead(bytes, limit);
    QCOMPARE(head.state, HeadState::Complete);
    QTEST(head.wantsUpgrade, "wants");
    QTEST(head.upgrade, "well");
}

void TstRequestParser::readsTargets_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<bool>("good");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("a");
    QTest::newRow("origin") << QByteArray("/x/y?a=1&b=2") << true << u"/x/y"_s << u"1"_s;
    QTest::newRow("escaped") << QByteArray("/%C3%A4%20?a=%26%3D") << true << u"/\u00e4 "_s << u"&="_s;
    QTest::newRow("two slashes") << QByteArray("//host/x?a=1") << true << u"//host/x"_s << u"1"_s;
    QTest::newRow("absolute") << QByteArray("http://host:1/x?a=1") << true << u"/x"_s << u"1"_s;
    QTest::newRow("star") << QByteArray("*") << true << u"*"_s << QString();
    QTest::newRow("nonsense") << QByteArray("x/y") << false << QString() << QString();
}

void TstRequestParser::readsTargets()
{
    QFETCH(QByteArray, target);
    QFETCH(bool, good);
    const Head head = judgeHead("GET " + target + " HTTP/1.1\r\n\r\n", limit);
    QCOMPARE(head.state, good ? HeadState::Complete : HeadState::Bad);
    if (!good)
        return;
    QTEST(head.request.path, "path");
    QTEST(head.request.query.queryItemValue(u"a"_s, QUrl::FullyDecoded), "a");
}

void TstRequestParser::readsBodiesInAnyPieces_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("piece");
    const QByteArray counted = "POST /x HTTP/1.1\r\nContent-Length: 11\r\n\r\nhello world";
    const QByteArray chunked
        = "POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;ext=1\r\n world\r\n0\r\nTrailer: 1\r\n\r\n";
    for (const int piece : { 1, 2, 3, 7, 64, 4096 }) {
        QTest::addRow("counted %d", piece) << counted << piece;
        QTest::addRow("chunked %d", piece) << chunked << piece;
    }
}

void TstRequestParser::readsBodiesInAnyPieces()
{
    QFETCH(QByteArray, request);
    QFETCH(int, piece);
    RequestParser parser(limit, 1024);
    QByteArray held;
    auto state = RequestParser::State::More;
    while (!request.isEmpty() && state == RequestParser::State::More) {
        held += request.left(piece);
        request.remove(0, piece);
        qsizetype used = 0;
        state = parser.feed(held, used);
        held.remove(0, used);
    }
    QCOMPARE(state, RequestParser::State::Done);
    QVERIFY(held.isEmpty());
    QCOMPARE(parser.takeBody(), "hello world");
}

// Aborted in Boost with assertions on: the last chunk is there, its end is not.
void TstRequestParser::seesTheLastChunkTwice()
{
    const QByteArray head = "POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    RequestParser parser(limit, 1024);
    qsizetype used = 0;
    QCOMPARE(parser.feed(head + "0\r\n", used), RequestParser::State::More);
    const QByteArray held = (head + "0\r\n").mid(used);
    QCOMPARE(parser.feed(held, used), RequestParser::State::More);
    QCOMPARE(parser.feed(held.mid(used) + "\r", used), RequestParser::State::More);
    QCOMPARE(parser.feed(held + "\r\n", used), RequestParser::State::Done);
    QCOMPARE(parser.takeBody(), "");
}

void TstRequestParser::boundsBodies()
{
    qsizetype used = 0;
    RequestParser counted(limit, 10);
    QCOMPARE(counted.feed("POST /x HTTP/1.1\r\nContent-Length: 11\r\n\r\nhello world", used), RequestParser::State::TooLarge);
    RequestParser chunked(limit, 10);
    QCOMPARE(chunked.feed("POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", used),
        RequestParser::State::TooLarge);
    RequestParser huge(limit, 10);
    QVERIFY(huge.feed("POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n", used) != RequestParser::State::More);
}

void TstRequestParser::refusesSmuggling()
{
    const QByteArray both = "POST /x HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    QCOMPARE(judgeHead(both, limit).state, HeadState::Bad);
}

void TstRequestParser::leavesTheNextRequest()
{
    const QByteArray first = "POST /x HTTP/1.1\r\nContent-Length: 2\r\n\r\nok";
    RequestParser parser(limit, 1024);
    qsizetype used = 0;
    QCOMPARE(parser.feed(first + "GET /y HTTP/1.1\r\n\r\n", used), RequestParser::State::Done);
    QCOMPARE(used, first.size());
    QCOMPARE(parser.takeBody(), "ok");
}

void TstRequestParser::survivesNoise()
{
    QRandomGenerator random(1);
    const QByteArray seed = upgradeWith("Upgrade") + "POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    for (int i = 0; i < 3000; ++i) {
        QByteArray bytes = seed.left(random.bounded(int(seed.size())) + 1);
        for (int j = 0; j < 4; ++j)
            bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
        (void)judgeHead(bytes, 512);
        RequestParser parser(512, 64);
        qsizetype used = 0;
        (void)parser.feed(bytes, used);
        QVERIFY(used >= 0 && used <= bytes.size());
    }
}

void TstRequestParser::writesAnswers()
{
    Response response = jsonResponse({ { u"a"_s, 1 } }, 202);
    response.headers.append(Header { "X-More", "yes" });
    const QByteArray whole = serialise(response, 11, true, true);
    QVERIFY(whole.startsWith("HTTP/1.1 202 Accepted\r\n"));
    QVERIFY(whole.contains("Content-Length: 7\r\n"));
    QVERIFY(whole.contains("Content-Type: application/json\r\n"));
    QVERIFY(whole.contains("X-More: yes\r\n"));
    QVERIFY(whole.endsWith("\r\n\r\n{\"a\":1}"));
    const QByteArray head = serialise(response, 11, false, false);
    QVERIFY(head.contains("Content-Length: 7\r\n"));
    QVERIFY(head.contains("Connection: close\r\n"));
    QVERIFY(head.endsWith("\r\n\r\n"));
    QVERIFY(serialise(textResponse({}), 10, true, true).contains("keep-alive"));
    const QJsonObject error = QJsonDocument::fromJson(errorResponse(404, "not_found"_L1, u"No."_s).body).object();
    QCOMPARE(error, QJsonObject({ { u"success"_s, false }, { u"error"_s, u"No."_s }, { u"error_code"_s, u"not_found"_s } }));
}

QTEST_GUILESS_MAIN(TstRequestParser)
#include "tst_requestparser.moc"
