// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxyfinder.h"
#include "support/testcase.h"

#include <QSemaphore>
#include <QThread>

#include <atomic>
#include <memory>

using namespace myna;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using net::ProxyFinder;
using protocol::ProxyKind;

namespace {

const QUrl remote(u"https://server.example/xiaozhi/ota/"_s);

}

class TstProxyFinder : public test::TestCase
{
    Q_OBJECT

private slots:
    void thisComputerIsNeverReachedOverAProxy_data()
    {
        QTest::addColumn<QUrl>("url");
        for (const char* url : { "http://localhost:8003/", "ws://127.0.0.1:8000/", "http://127.1.2.3/", "http://[::1]:8003/" })
            QTest::newRow(url) << QUrl(QString::fromLatin1(url));
    }

    void thisComputerIsNeverReachedOverAProxy()
    {
        QFETCH(QUrl, url);
        bool asked = false;
        ProxyFinder finder(1s, [&](const QUrl&) {
            asked = true;
            return QNetworkProxy(QNetworkProxy::HttpProxy, u"proxy"_s, 1);
        });
        for (const ProxyKind kind : { ProxyKind::System, ProxyKind::Http, ProxyKind::Socks5, ProxyKind::None }) {
            std::optional<ProxyFinder::Found> got;
            finder.find(url, { kind, u"proxy.example"_s, 3128, {}, {} }, [&](const ProxyFinder::Found& found) { got = found; });
            QVERIFY(got);
            QCOMPARE(got->proxy.type(), QNetworkProxy::NoProxy);
        }
        QVERIFY(!asked);
    }

    void anExplicitProxyIsTakenAtOnce()
    {
        ProxyFinder finder;
        std::optional<ProxyFinder::Found> got;
        finder.find(remote, { ProxyKind::Socks5, u"proxy.example"_s, 1080, u"ann"_s, u"pw"_s }, [&](const auto& found) { got = found; });
        QVERIFY(got);
        QCOMPARE(got->proxy, QNetworkProxy(QNetworkProxy::Socks5Proxy, u"proxy.example"_s, 1080, u"ann"_s, u"pw"_s));
        finder.find(remote, { ProxyKind::None, {}, 0, {}, {} }, [&](const auto& found) { got = found; });
        QCOMPARE(got->proxy.type(), QNetworkProxy::NoProxy);
    }

    void theSystemIsAskedOnAnotherThread()
    {
        std::atomic<QThread*> asker { nullptr };
        ProxyFinder finder(20s, [&](const QUrl& url) {
            asker = QThread::currentThread();
            return QNetworkProxy(QNetworkProxy::HttpProxy, url.host(), 8);
        });
        std::optional<ProxyFinder::Found> got;
        finder.find(remote, {}, [&](const auto& found) { got = found; });
        QVERIFY(!got);
        QTRY_VERIFY(got);
        QCOMPARE(got->proxy.hostName(), u"server.example"_s);
        QVERIFY(!got->late);
        QVERIFY(asker.load() && asker.load() != QThread::currentThread());
    }

    void aSystemThatHangsCountsAsOneWithoutAProxy()
    {
        const auto gate = std::make_shared<QSemaphore>();
        const auto left = std::make_shared<QSemaphore>();
        ProxyFinder finder(10ms, [gate, left](const QUrl&) {
            gate->acquire();
            left->release();
            return QNetworkProxy(QNetworkProxy::HttpProxy, u"late"_s, 8);
        });
        int answers = 0;
        ProxyFinder::Found got;
        const auto ask = [&] {
            finder.find(remote, {}, [&](const auto& found) {
                ++answers;
                got = found;
            });
        };
        // However often it is asked, only so many threads can hang in it.
        for (int i = 1; i <= 6; ++i) {
            ask();
            QTRY_COMPARE(answers, i);
            QVERIFY(got.late);
            QCOMPARE(got.proxy.type(), QNetworkProxy::NoProxy);
        }
        gate->release(4);
        QVERIFY(left->tryAcquire(4, 20000));
        QVERIFY(!left->tryAcquire(1, 0));
        QCOMPARE(answers, 6); // what comes late is dropped
    }

    void aNewQuestionSilencesTheOldOne()
    {
        ProxyFinder finder(20s, [](const QUrl& url) { return QNetworkProxy(QNetworkProxy::HttpProxy, url.host(), 8); });
        QStringList hosts;
        const auto note = [&](const ProxyFinder::Found& found) { hosts.append(found.proxy.hostName()); };
        finder.find(QUrl(u"http://one.example/"_s), {}, note);
        finder.find(QUrl(u"http://two.example/"_s), {}, note);
        QTRY_COMPARE(hosts, QStringList { u"two.example"_s });
        finder.find(QUrl(u"http://three.example/"_s), {}, note);
        finder.cancel();
        finder.find(QUrl(u"http://four.example/"_s), {}, note);
        QTRY_COMPARE(hosts, (QStringList { u"two.example"_s, u"four.example"_s }));
    }
};

QTEST_GUILESS_MAIN(TstProxyFinder)
#include "tst_proxyfinder.moc"
