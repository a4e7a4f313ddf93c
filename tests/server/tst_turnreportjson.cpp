// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/turnreportjson.h"
#include "support/testcase.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;

class TstTurnReportJson : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void saysEverything();
    void keepsWhatOthersReadAlready();
    void recordTellsTheSame();
};

namespace {

TurnReport report()
{
    TurnReport report { .deviceId = u"aa:bb"_s, .heard = u"hello"_s, .said = u"Hello!"_s, .timeline = { .recognised = 120, .stop = 900 } };
    report.time = QDateTime(QDate(2026, 11, 21), QTime(10, 0, 0, 5), Qt::UTC);
    report.engines = { { EngineKind::Recogniser, u"FunASR"_s }, { EngineKind::Chat, u"Ollama"_s } };
    report.tools = { { u"self.lamp"_s, 40, true }, { u"weather"_s, 5000, false } };
    report.failure = u"The voice failed."_s;
    report.framesSent = 12;
    report.framesLate = 1;
    report.ownUs = 2500;
    return report;
}

}

void TstTurnReportJson::saysEverything()
{
    const QJsonObject json = toJson(report());
    QCOMPARE(json["time"_L1].toString(), u"2026-11-21T10:00:00.005Z"_s);
    QCOMPARE(json["engines"_L1].toObject(), (QJsonObject { { u"ASR"_s, u"FunASR"_s }, { u"LLM"_s, u"Ollama"_s } }));
    const QJsonArray tools = json["tools"_L1].toArray();
    QCOMPARE(tools.size(), 2);
    QCOMPARE(tools[1].toObject(), (QJsonObject { { u"name"_s, u"weather"_s }, { u"ms"_s, 5000 }, { u"ok"_s, false } }));
    QCOMPARE(json["failure"_L1].toString(), u"The voice failed."_s);
    QCOMPARE(json["frames"_L1].toInt(), 12);
    QCOMPARE(json["frames_late"_L1].toInt(), 1);
    QCOMPARE(json["own_ms"_L1].toDouble(), 2.5);
    QCOMPARE(json["interrupted"_L1].toBool(true), false);
    TurnReport plain;
    QVERIFY(!toJson(plain).contains("own_ms"_L1));
}

void TstTurnReportJson::keepsWhatOthersReadAlready()
{
    const QJsonObject json = toJson(report());
    QCOMPARE(json["device"_L1].toString(), u"aa:bb"_s);
    QCOMPARE(json["heard"_L1].toString(), u"hello"_s);
    QCOMPARE(json["said"_L1].toString(), u"Hello!"_s);
    QCOMPARE(json["timeline"_L1].toObject(), (QJsonObject { { u"recognised"_s, 120 }, { u"stop"_s, 900 } }));
}

void TstTurnReportJson::recordTellsTheSame()
{
    const TurnRecord record = toRecord(report());
    QVERIFY(!record.details.contains("heard"_L1) && !record.details.contains("said"_L1));
    QJsonObject expected = toJson(report());
    expected.insert(u"id"_s, 0);
    QCOMPARE(toJson(record), expected);
}

QTEST_GUILESS_MAIN(TstTurnReportJson)
#include "tst_turnreportjson.moc"
