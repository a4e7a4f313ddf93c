// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/addresses.h"
#include "server/config/configloader.h"
#include "support/testcase.h"

#include <QFile>
#include <QTemporaryDir>

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TstConfigLoader : public test::TestCase
{
    Q_OBJECT

private slots:
    void readsEveryKey();
    void emptyChangesNothing_data();
    void emptyChangesNothing();
    void warnsOfUnknownKeys();
    void namesFileLineAndKey_data();
    void namesFileLineAndKey();
    void leavesFixedKeys();
    void namesAMissingFile();
    void tellsWhatChanged();
    void namesReachableAddresses();

private:
    QString write(const QByteArray& content)
    {
        QFile file(m_folder.filePath(u"config.yaml"_s));
        (void)file.open(QIODevice::WriteOnly);
        file.write(content);
        return file.fileName();
    }
    QTemporaryDir m_folder;
};

void TstConfigLoader::readsEveryKey()
{
    const auto loaded
        = loadConfig(write("server:\n  ip: 127.0.0.1\n  port: 9000\n  http_port: 9003\n  activation: code\n  auth:\n    enabled: true\n"
                           "  push_binding: true\nlanguage: zh-CN\nclose_connection_no_voice_time: 60\n"),
            {});
    QVERIFY2(loaded.has_value(), qPrintable(loaded.has_value() ? QString() : loaded.error().text));
    const ServerOptions& options = loaded->options;
    QCOMPARE(options.bind, QHostAddress(u"127.0.0.1"_s));
    QCOMPARE(options.port, 9000);
    QCOMPARE(options.httpPort, 9003);
    QCOMPARE(options.activation, ActivationPolicy::Code);
    QCOMPARE(options.alwaysAskToken, true);
    QCOMPARE(options.pushBinding, true);
    QCOMPARE(options.language, u"zh"_s);
    QCOMPARE(options.farewellAfter, 60s);
    QVERIFY(loaded->warnings.isEmpty());
}

void TstConfigLoader::emptyChangesNothing_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("comment") << QByteArray("# nothing yet\n");
    QTest::newRow("empty section") << QByteArray("server:\n");
}

void TstConfigLoader::emptyChangesNothing()
{
    QFETCH(QByteArray, content);
    const auto loaded = loadConfig(write(content), {});
    QVERIFY(loaded.has_value());
    QCOMPARE(loaded->options, ServerOptions());
}

void TstConfigLoader::warnsOfUnknownKeys()
{
    const auto loaded = loadConfig(write("log:\n  level: INFO\nserver:\n  port: 9000\n  websocket: ws://x\n"), {});
    QCOMPARE(loaded->options.port, 9000);
    QCOMPARE(loaded->warnings.size(), 2);
    QVERIFY(loaded->warnings[0].contains(u"line 1"_s) && loaded->warnings[0].contains(u"key log"_s));
    QVERIFY(loaded->warnings[1].contains(u"line 5"_s) && loaded->warnings[1].contains(u"server.websocket"_s));
}

void TstConfigLoader::namesFileLineAndKey_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("key");
    QTest::newRow("port in words") << QByteArray("server:\n  ip: 0.0.0.0\n  port: many\n") << 3 << u"server.port"_s;
    QTest::newRow("port too large") << QByteArray("server:\n  http_port: 70000\n") << 2 << u"server.http_port"_s;
    QTest::newRow("port negative") << QByteArray("server:\n  port: -1\n") << 2 << u"server.port"_s;
    QTest::newRow("port a list") << QByteArray("server:\n  port: [1]\n") << 2 << u"server.port"_s;
    QTest::newRow("address") << QByteArray("server:\n  ip: home\n") << 2 << u"server.ip"_s;
    QTest::newRow("policy") << QByteArray("server:\n  activation: maybe\n") << 2 << u"server.activation"_s;
    QTest::newRow("push") << QByteArray("server:\n  push_binding: often\n") << 2 << u"server.push_binding"_s;
    QTest::newRow("flag") << QByteArray("server:\n  auth:\n    enabled: perhaps\n") << 3 << u"server.auth.enabled"_s;
    QTest::newRow("language") << QByteArray("\nlanguage: tlh\n") << 2 << u"language"_s;
    QTest::newRow("time") << QByteArray("close_connection_no_voice_time: soon\n") << 1 << u"close_connection_no_voice_time"_s;
    QTest::newRow("section") << QByteArray("server: 8000\n") << 1 << u"server"_s;
    QTest::newRow("a list") << QByteArray("- a\n- b\n") << 1 << QString();
    QTest::newRow("not yaml") << QByteArray("server:\n  port: [1\nlanguage: en\n") << 3 << QString();
    QTest::newRow("tabs") << QByteArray("server:\n\tport: 1\n") << 2 << QString();
}

void TstConfigLoader::namesFileLineAndKey()
{
    QFETCH(QByteArray, content);
    QFETCH(int, line);
    QFETCH(QString, key);
    const QString file = write(content);
    const auto loaded = loadConfig(file, {});
    QVERIFY(!loaded.has_value());
    QCOMPARE(loaded.error().code, Error::Code::Invalid);
    QVERIFY2(loaded.error().text.startsWith(u"%1, line %2: %3"_s.arg(file).arg(line).arg(key)), qPrintable(loaded.error().text));
}

void TstConfigLoader::leavesFixedKeys()
{
    ServerOptions base;
    base.port = 1234;
    base.fixedKeys = QStringList { u"server.port"_s };
    const auto loaded = loadConfig(write("server:\n  port: 9000\n  http_port: 9003\n"), base);
    QCOMPARE(loaded->options.port, 1234);
    QCOMPARE(loaded->options.httpPort, 9003);
    QVERIFY(!loadConfig(write("server:\n  port: x\n"), base).has_value()); // still judged
}

void TstConfigLoader::namesAMissingFile()
{
    const auto loaded = loadConfig(m_folder.filePath(u"none.yaml"_s), {});
    QCOMPARE(loaded.error().code, Error::Code::NotFound);
    QVERIFY(loaded.error().text.contains(u"none.yaml"_s));
}

void TstConfigLoader::tellsWhatChanged()
{
    ServerOptions after;
    after.port = 9000;
    after.language = u"zh"_s;
    QCOMPARE(changedKeys({}, {}), QStringList());
    QCOMPARE(changedKeys({}, after), QStringList({ u"server.port"_s, u"language"_s }));
    QCOMPARE(keysForNextStart(changedKeys({}, after)), QStringList({ u"server.port"_s }));
}

void TstConfigLoader::namesReachableAddresses()
{
    const QList<QHostAddress> local { QHostAddress(u"127.0.0.1"_s), QHostAddress(u"::1"_s), QHostAddress(u"fe80::1"_s),
        QHostAddress(u"169.254.1.1"_s), QHostAddress(u"192.168.4.10"_s), QHostAddress(u"10.0.0.5"_s) };
    auto addresses = addressesOf(QHostAddress::AnyIPv4, 8000, 8003, local);
    QCOMPARE(addresses.websocket, QUrl(u"ws://192.168.4.10:8000/xiaozhi/v1/"_s));
    QCOMPARE(addresses.ota, QUrl(u"http://192.168.4.10:8003/xiaozhi/ota/"_s));
    QCOMPARE(addresses.vision, QUrl(u"http://192.168.4.10:8003/mcp/vision/explain"_s));
    QCOMPARE(addresses.admin, QUrl(u"http://127.0.0.1:8003/admin/"_s));
    QCOMPARE(addresses.otaOnEveryNetwork,
        QVector<QUrl>({ QUrl(u"http://192.168.4.10:8003/xiaozhi/ota/"_s), QUrl(u"http://10.0.0.5:8003/xiaozhi/ota/"_s) }));
    addresses = addressesOf(QHostAddress::AnyIPv4, 8000, 8003, { QHostAddress(u"127.0.0.1"_s) });
    QCOMPARE(addresses.ota, QUrl(u"http://127.0.0.1:8003/xiaozhi/ota/"_s));
    addresses = addressesOf(QHostAddress(u"10.0.0.5"_s), 1, 2, local);
    QCOMPARE(addresses.ota, QUrl(u"http://10.0.0.5:2/xiaozhi/ota/"_s));
    QCOMPARE(addresses.admin, QUrl(u"http://10.0.0.5:2/admin/"_s));
    addresses = addressesOf(QHostAddress(u"::1"_s), 1, 2, local);
    QCOMPARE(addresses.ota, QUrl(u"http://[::1]:2/xiaozhi/ota/"_s));
}

QTEST_GUILESS_MAIN(TstConfigLoader)
#include "tst_configloader.moc"
