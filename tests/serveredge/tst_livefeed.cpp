// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/acceptor.h"
#include "http/frontdoor.h"
#include "server/routes/livefeed.h"
#include "support/testcase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QWebSocket>

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Rig
{
    explicit Rig(const LiveLimits& limits = {})
        : feed(limits)
        , door(router, budget)
    {
        door.setUpgradeHandler([this](const http::Request&, const auto& take) { return feed.adopt(take); });
        QObject::connect(&port, &http::Acceptor::accepted, &door, &http::FrontDoor::adopt);
        [&] { QVERIFY(port.open(QHostAddress::LocalHost, 0)); }();
    }
    [[nodiscard]] QUrl url() const { return { u"ws://127.0.0.1:%1/admin/live"_s.arg(port.serverPort()) }; }

    http::Router router;
    http::Budget budget { 10 };
    LiveFeed feed;
    http::FrontDoor door;
    http::Acceptor port;
};

struct Listener
{
    explicit Listener(const QUrl& url)
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [this](const QString& text) { heard.append(text); });
        socket.open(url);
    }
    QWebSocket socket;
    QStringList heard;
};

}

class TstLiveFeed : public test::TestCase
{
    Q_OBJECT

private slots:
    void tellsWhatThereIsAndThenWhatHappens()
    {
        Rig rig;
        rig.feed.setSnapshot([] { return QVector<LiveFeed::Event> { { u"devices"_s, QJsonArray() } }; });
        QSignalSpy changed(&rig.feed, &LiveFeed::listenersChanged);
        rig.feed.publish(u"lost"_s, 1); // to nobody
        Listener listener(rig.url());
        QTRY_COMPARE(listener.heard, QStringList(u"{\"data\":[],\"event\":\"devices\"}"_s));
        rig.feed.publish(u"turn"_s, QJsonObject { { u"said"_s, u"好"_s } });
        QTRY_COMPARE(listener.heard.size(), 2);
        QCOMPARE(QJsonDocument::fromJson(listener.heard.last().toUtf8()).object().value(u"data"_s)[u"said"], u"好"_s);
        QCOMPARE(rig.budget.used(), 1);
        listener.socket.close();
        QTRY_COMPARE(rig.feed.listeners(), 0);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(rig.budget.used(), 0);
    }

    void oneWhoDoesNotReadIsLetGoAndTheOthersHearEverything()
    {
        Rig rig({ .queuedBytes = 256 * 1024, .closing = std::chrono::milliseconds(100) });
        QTcpSocket deaf;
        deaf.setReadBufferSize(1024);
        deaf.connectToHost(QHostAddress::LocalHost, rig.port.serverPort());
        deaf.write("GET /admin/live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        QTRY_COMPARE(rig.feed.listeners(), 1);
        Listener good(rig.url());
        QTRY_COMPARE(rig.feed.listeners(), 2);
        const QString large(60000, u'x');
        int sent = 0;
        while (rig.feed.dropped() == 0 && sent < 1000) {
            rig.feed.publish(u"log"_s, large);
            ++sent;
            QTRY_COMPARE(good.heard.size(), sent); // it keeps up
        }
        QCOMPARE(rig.feed.dropped(), 1u);
        QTRY_COMPARE(rig.feed.listeners(), 1);
        rig.feed.publish(u"log"_s, u"still here"_s);
        QTRY_VERIFY(good.heard.last().contains(u"still here"_s));
        QTRY_COMPARE(rig.budget.used(), 1);
    }

    void oneWhoLeftWithoutAWordIsNoticed()
    {
        Rig rig({ .pingEvery = std::chrono::milliseconds(50), .unanswered = 3 });
        QTcpSocket dead; // reads, but nobody answers
        dead.connectToHost(QHostAddress::LocalHost, rig.port.serverPort());
        dead.write("GET /admin/live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        QTRY_COMPARE(rig.feed.listeners(), 1);
        Listener alive(rig.url());
        QTRY_COMPARE(rig.feed.listeners(), 2);
        QTRY_COMPARE(rig.feed.listeners(), 1);
        QCOMPARE(rig.feed.dropped(), 1u);
        QCOMPARE(dead.readAll().count("\x89"), 3); // the pings
        rig.feed.publish(u"log"_s, u"still here"_s);
        QTRY_COMPARE(alive.heard.size(), 1);
        QTRY_COMPARE(rig.budget.used(), 1);
    }

    void thereIsAnEndToListeners()
    {
        Rig rig({ .listeners = 2 });
        Listener first(rig.url());
        Listener second(rig.url());
        QTRY_COMPARE(rig.feed.listeners(), 2);
        Listener third(rig.url());
        QTRY_COMPARE(third.socket.state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(rig.feed.listeners(), 2);
        first.socket.abort();
        QTRY_COMPARE(rig.feed.listeners(), 1);
        Listener fourth(rig.url());
        QTRY_COMPARE(rig.feed.listeners(), 2);
    }

    void whatListenersSayIsBounded()
    {
        Rig rig;
        Listener listener(rig.url());
        QTRY_COMPARE(rig.feed.listeners(), 1);
        listener.socket.sendTextMessage(u"ignored"_s);
        listener.socket.sendTextMessage(QString(5000, u'x'));
        QTRY_COMPARE(rig.feed.listeners(), 0);
    }
};

QTEST_GUILESS_MAIN(TstLiveFeed)
#include "tst_livefeed.moc"
