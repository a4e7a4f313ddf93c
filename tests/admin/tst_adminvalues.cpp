// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminplace.h"
#include "admin/adminvalues.h"
#include "support/testcase.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace myna;
using namespace myna::admin;
using namespace Qt::Literals::StringLiterals;

class TstAdminValues : public test::TestCase
{
    Q_OBJECT

    static QJsonObject object(const char* json) { return QJsonDocument::fromJson(json).object(); }

private slots:
    void readsADevice()
    {
        const auto device
            = deviceFrom(object("{\"device\":\"a4:cf:12:0b:9e:31\",\"name\":\"Kitchen\",\"state\":\"speaking\",\"last_words\":\"Rain.\", "
                                "\"last_turn\":{\"recognised\":320,\"first_packet\":740.4},\"last_seen\":\"2026-11-21T10:00:00Z\","
                                "\"quarantine\":\"too loud\",\"profile\":{\"voice\":\"x\"}}"));
        QVERIFY(device);
        QCOMPARE(device->state, DeviceState::Speaking);
        QCOMPARE(device->lastTurn.recognised, 320);
        QCOMPARE(device->lastTurn.firstPacket, 740);
        QVERIFY(!device->lastTurn.stop);
        QCOMPARE(device->lastSeen, QDateTime(QDate(2026, 11, 21), QTime(10, 0), Qt::UTC));
        QCOMPARE(device->quarantine, u"too loud"_s);
        QCOMPARE(device->profile[u"voice"].toString(), u"x"_s);
        QVERIFY(!deviceFrom({}));
    }

    void whatCannotBeReadIsMissing()
    {
        QVERIFY(devicesFrom(u"nonsense"_s).isEmpty());
        QCOMPARE(devicesFrom(QJsonArray { 1, QJsonObject {}, QJsonObject { { u"device"_s, u"x"_s }, { u"state"_s, 7 } } }).size(), 1);
        const Turn turn = turnFrom(object("{\"id\":\"x\",\"timeline\":{\"recognised\":-1,\"stop\":1e300},\"tools\":[3],\"engines\":[]}"));
        QCOMPARE(turn.id, 0);
        QCOMPARE(turn.timeline, protocol::Timeline());
        QVERIFY(turn.tools.isEmpty());
        QCOMPARE(turnFrom(object("{\"id\":1e300}")).id, qint64(9e15));
    }

    void listsAndTextsAreBounded()
    {
        QJsonArray many;
        for (int i = 0; i < 6000; ++i)
            many.append(QJsonObject { { u"device"_s, QString::number(i) }, { u"name"_s, QString(5000, u'x') } });
        const auto devices = devicesFrom(many);
        QCOMPARE(devices.size(), 5000);
        QCOMPARE(devices.first().name.size(), 300);
    }

    void readsEnginesFindingsLogsAndMetrics()
    {
        const auto engines
            = enginesFrom(QJsonDocument::fromJson("[{\"kind\":\"ASR\",\"name\":\"Sphinx\",\"selected\":1,\"state\":\"resting\", "
                                                  "\"first_result_ms\":{\"last\":12,\"p50\":null,\"p95\":90},\"calls\":7,\"failures\":2}]")
                              .array());
        QCOMPARE(engines.first().state, EngineState::Resting);
        QCOMPARE(engines.first().lastMs, 12);
        QVERIFY(!engines.first().p50Ms);
        const ConfigCheck check
            = configCheckFrom(object("{\"findings\":[{\"severity\":\"error\",\"line\":3,\"key\":\"server.port\",\"text\":\"no\"}],"
                                     "\"changes\":[{\"key\":\"prompt\",\"class\":\"next_session\"}]}"));
        QCOMPARE(check.findings.first().severity, Finding::Severity::Error);
        QCOMPARE(check.changes.first().when, Change::When::NextSession);
        const LogLine line = logLineFrom(object("{\"level\":\"WARNING\",\"text\":\"t\",\"fields\":{\"n\":3,\"w\":\"x\"}}"));
        QCOMPARE(line.level, LogLine::Level::Warning);
        QCOMPARE(line.fields, u"n=3 w=x"_s);
        const Metrics metrics = metricsFrom(object("{\"counters\":{\"a\":1,\"b\":\"no\"},\"timers\":{\"t\":{\"count\":2,\"p95\":8.5}}}"));
        QCOMPARE(metrics.counters.size(), 1);
        QCOMPARE(metrics.timers[u"t"_s].p95, 8.5);
    }

    void placesThatAreTyped()
    {
        QCOMPARE(typedPlace(u" desk.local "_s, u"t"_s)->url, QUrl(u"http://desk.local:8003"_s));
        QCOMPARE(typedPlace(u"192.168.1.5:9000"_s, u"t"_s)->name(), u"192.168.1.5:9000"_s);
        QCOMPARE(typedPlace(u"https://home.example.org/x"_s, u" t "_s)->url, QUrl(u"https://home.example.org"_s));
        QCOMPARE(typedPlace(u"https://home.example.org"_s, u" t "_s)->token, QByteArray("t"));
        QVERIFY(!typedPlace(u"http://home.example.org"_s, u"t"_s)); // the token could be read on the way
        QVERIFY(!typedPlace(u"8.8.8.8"_s, u"t"_s));
        QVERIFY(!typedPlace(u"desk.local"_s, u" "_s));
        QVERIFY(!typedPlace(u""_s, u"t"_s));
        QVERIFY(!typedPlace(u"ftp://desk.local"_s, u"t"_s));
    }

    void theFileOfTheFolder()
    {
        QTemporaryDir folder;
        QCOMPARE(readAdminFile(folder.path()).error().code, Error::Code::NotFound);
        QFile file(folder.filePath(u"admin.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"url\":\"http://127.0.0.1:8003\",\"token\":\"abc\"}");
        file.close();
        QCOMPARE(readAdminFile(folder.path())->token, QByteArray("abc"));
    }
};

QTEST_GUILESS_MAIN(TstAdminValues)
#include "tst_adminvalues.moc"
