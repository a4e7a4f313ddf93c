// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/callrate.h"
#include "mcp/calltext.h"
#include "server/toolbox/gate.h"
#include "server/toolbox/servertools.h"
#include "support/testcase.h"

#include <optional>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace std::chrono_literals;

namespace {

// Answers when told to.
class SlowSource final : public ToolSource
{
public:
    QVector<mcp::ToolSpec> tools() const override
    {
        return { { .name = u"say"_s }, { .name = u"light.reset"_s }, { .name = u"forbidden"_s } };
    }
    void call(const QString& name, const QJsonObject&, ToolResult done) override
    {
        calls.append(name);
        answer = std::move(done);
        if (!words.isEmpty())
            answer(words);
    }
    QString makersName(const QString& name) const override { return name == u"say" ? makers : name; }
    QStringList calls;
    QString words;
    QString makers = u"say"_s;
    ToolResult answer;
};

struct Room
{
    explicit Room(GateLimits limits = {}, const QString& device = u"aa:bb:cc:dd:ee:ff"_s)
    {
        ToolConfig config;
        config.decisions = { { u"forbidden"_s, ToolDecision::Deny } };
        gate.emplace(device, ToolPolicy(config, {}), limits);
        gate->setSurroundings(&rate, [this](const AuditRecord& record) { records.append(record); });
        box.setGate(*gate);
        box.add(source);
    }
    void call(const QString& tool, const QJsonObject& arguments = {})
    {
        box.call(tool, arguments, [this](const Result<QString>& result) { results.append(result); });
    }
    [[nodiscard]] QString text() const { return results.last() ? *results.last() : results.last().error().text; }

    mcp::CallRate rate;
    QVector<AuditRecord> records;
    QVector<Result<QString>> results;
    std::optional<Gate> gate;
    SlowSource source;
    Toolbox box;
};

}

class TstGate : public test::TestCase
{
    Q_OBJECT

private slots:
    void whatMayPassIsOfferedAndRecorded();
    void whatMayNotPassNeverReachesItsSource();
    void theMakersNameIsJudgedToo();
    void nobodyHasIt();
    void aSourceThatFailsIsRecordedAsThat();
    void aCallHasItsTime();
    void whatComesBackIsBounded();
    void aDeviceHasItsRate();
    void theRateIsForgottenAfterAMinute();
    void theAuditHoldsNoSecrets();
    void aConversationThatEndsIsRecorded();
    void theServerKnowsTheTime();
};

void TstGate::whatMayPassIsOfferedAndRecorded()
{
    Room room;
    room.source.words = u"fine"_s;
    QCOMPARE(room.box.tools().size(), 1); // neither what is forbidden nor what a light does not usually do
    QCOMPARE(room.box.tools().first().name, u"say"_s);
    room.call(u"say"_s, { { u"text"_s, u"hello"_s } });
    QCOMPARE(room.text(), u"fine"_s);
    QCOMPARE(room.records.size(), 1);
    const AuditRecord record = room.records.first();
    QCOMPARE(record.deviceId, u"aa:bb:cc:dd:ee:ff"_s);
    QCOMPARE(record.actor, u"assistant"_s);
    QCOMPARE(record.action, u"tool"_s);
    QCOMPARE(record.subject, u"say"_s);
    QCOMPARE(record.outcome, u"allowed"_s);
    QCOMPARE(record.detail, uR"({"text":"hello"})"_s);
}

void TstGate::whatMayNotPassNeverReachesItsSource()
{
    Room room;
    room.call(u"forbidden"_s);
    QVERIFY2(room.text().contains(u"does not allow"_s), qPrintable(room.text()));
    room.call(u"light.reset"_s);
    room.call(u"say"_s, { { u"text"_s, u"Rm  -RF /"_s } });
    QCOMPARE(room.results.last().error().code, Error::Code::Refused);
    room.call(u"say"_s, { { u"text"_s, QString(70000, u'x') } });
    QVERIFY2(room.text().contains(u"too long"_s), qPrintable(room.text()));
    QCOMPARE(room.source.calls, QStringList());
    QCOMPARE(room.results.size(), 4);
    QCOMPARE(room.records.size(), 4);
    for (const AuditRecord& record : room.records)
        QCOMPARE(record.outcome, u"denied"_s);
    QVERIFY(room.records.last().detail.size() < 1000);
}

void TstGate::theMakersNameIsJudgedToo()
{
    Room room;
    room.source.makers = u"forbidden"_s;
    QVERIFY(room.box.tools().isEmpty());
    room.call(u"say"_s);
    QVERIFY2(room.text().contains(u"does not allow"_s), qPrintable(room.text()));
    QVERIFY(room.source.calls.isEmpty());
}

void TstGate::nobodyHasIt()
{
    Room room;
    room.call(u"fly"_s);
    QCOMPARE(room.text(), u"Tool fly not found."_s);
    QCOMPARE(room.results.last().error().code, Error::Code::NotFound);
    QCOMPARE(room.records.first().outcome, u"failed"_s);
}

void TstGate::aSourceThatFailsIsRecordedAsThat()
{
    Room room;
    room.call(u"say"_s);
    QVERIFY(room.results.isEmpty());
    room.source.answer(Error { Error::Code::Refused, u"The bulb is broken."_s });
    QCOMPARE(room.text(), u"The bulb is broken."_s);
    QCOMPARE(room.records.first().outcome, u"failed"_s);
    QVERIFY(room.records.first().detail.startsWith(u"The bulb is broken."_s));
    room.source.answer(u"again"_s); // once is enough
    QCOMPARE(room.results.size(), 1);
}

void TstGate::aCallHasItsTime()
{
    GateLimits limits;
    limits.call = 20ms;
    Room room(limits);
    room.call(u"say"_s);
    QTRY_COMPARE(room.results.size(), 1);
    QCOMPARE(room.results.first().error().code, Error::Code::Timeout);
    room.source.answer(u"late"_s);
    QCOMPARE(room.results.size(), 1);
    QCOMPARE(room.records.size(), 1);
    QCOMPARE(room.records.first().outcome, u"failed"_s);
}

void TstGate::whatComesBackIsBounded()
{
    Room room;
    room.source.words = QString(5000, u'ä');
    room.call(u"say"_s);
    QVERIFY(room.text().toUtf8().size() <= 8192);
    QVERIFY(room.text().toUtf8().size() > 8000);
    QVERIFY(room.text().endsWith(u"ä\n[…]"_s));
    QCOMPARE(mcp::trimmedResult(u"short"_s, 8192), u"short"_s);
    for (qsizetype bytes = 20; bytes < 40; ++bytes) { // at every place within a character
        const QString cut = mcp::trimmedResult(QString(u"😀ä"_s).repeated(20), bytes);
        QVERIFY(cut.toUtf8().size() <= bytes && !cut.contains(QChar::ReplacementCharacter));
    }
}

void TstGate::aDeviceHasItsRate()
{
    GateLimits limits;
    limits.callsPerMinute = 3;
    Room room(limits);
    room.source.words = u"ok"_s;
    for (int i = 0; i < 5; ++i)
        room.call(u"say"_s);
    QCOMPARE(room.source.calls.size(), 3);
    QVERIFY2(room.text().contains(u"too many tools"_s), qPrintable(room.text()));
    QCOMPARE(room.records.last().outcome, u"denied"_s);
    // A new connection does not begin from nothing.
    Gate again(u"aa:bb:cc:dd:ee:ff"_s, ToolPolicy({}, {}), limits);
    again.setSurroundings(&room.rate, {});
    bool refused = false;
    again.pass(
        u"say"_s, {}, [](const ToolResult& done) { done(u"ok"_s); }, [&](const Result<QString>& result) { refused = !result; });
    QVERIFY(refused);
    Gate other(u"11:bb:cc:dd:ee:ff"_s, ToolPolicy({}, {}), limits);
    other.setSurroundings(&room.rate, {});
    other.pass(
        u"say"_s, {}, [](const ToolResult& done) { done(u"ok"_s); }, [&](const Result<QString>& result) { refused = !result; });
    QVERIFY(!refused);
}

void TstGate::theRateIsForgottenAfterAMinute()
{
    mcp::CallRate rate;
    QVERIFY(rate.admit(u"a"_s, 2, 1000ms));
    QVERIFY(rate.admit(u"a"_s, 2, 30000ms));
    QVERIFY(!rate.admit(u"a"_s, 2, 60999ms));
    QVERIFY(rate.admit(u"b"_s, 2, 60999ms));
    QVERIFY(rate.admit(u"a"_s, 2, 61000ms)); // the first is a minute old
    QVERIFY(!rate.admit(u"a"_s, 2, 61001ms));
    QVERIFY(rate.admit(u"a"_s, 0, 61002ms)); // without limit
    QVERIFY(rate.admit(u"a"_s, 2, 200000ms));
}

void TstGate::theAuditHoldsNoSecrets()
{
    const QJsonObject arguments { { u"password"_s, u"hunter2"_s }, { u"api_key"_s, 12345 },
        { u"text"_s, u"Authorization: Bearer abcdefghijkl"_s }, { u"nested"_s, QJsonObject { { u"accessToken"_s, u"xyzzy"_s } } },
        { u"long"_s, QString(500, u'y') }, { u"room"_s, u"kitchen"_s } };
    const QString detail = mcp::auditedArguments(arguments);
    for (const QString& secret : { u"hunter2"_s, u"12345"_s, u"abcdefghijkl"_s, u"xyzzy"_s, QString(100, u'y') })
        QVERIFY2(!detail.contains(secret), qPrintable(detail));
    QVERIFY(detail.contains(u"kitchen"_s));
}

void TstGate::aConversationThatEndsIsRecorded()
{
    Room room;
    room.call(u"say"_s);
    room.gate.reset();
    QCOMPARE(room.records.size(), 1);
    QCOMPARE(room.records.first().outcome, u"failed"_s);
    room.source.answer(u"too late"_s);
    QVERIFY(room.results.isEmpty());
}

void TstGate::theServerKnowsTheTime()
{
    ServerTools tools([] { return QDateTime(QDate(2026, 11, 21), QTime(9, 5), Qt::OffsetFromUTC, 3600); });
    const auto call = [&](const QString& name, const QJsonObject& arguments) {
        QString text;
        tools.call(name, arguments, [&](const Result<QString>& result) { text = result ? *result : result.error().text; });
        return text;
    };
    const QString now = call(u"get_time"_s, {});
    for (const QString& part : { u"2026-11-21"_s, u"09:05:00"_s, u"Saturday"_s, u"+01:00"_s })
        QVERIFY2(now.contains(part), qPrintable(now));
    const QString christmas = call(u"get_calendar"_s, { { u"date"_s, u"2026-12-24"_s } });
    QVERIFY2(christmas.contains(u"Thursday"_s) && christmas.contains(u"\"days_from_today\":33"_s), qPrintable(christmas));
    QVERIFY(call(u"get_calendar"_s, { { u"date"_s, u"2026-02-30"_s } }).contains(u"no such date"_s));
}

QTEST_GUILESS_MAIN(TstGate)
#include "tst_gate.moc"
