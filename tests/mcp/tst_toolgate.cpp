// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/gate.h"
#include "mcp/mcpserver.h"
#include "support/testcase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace myna::mcp {

namespace {

// Tools that count what is done with them, and answer when told to.
struct Bench
{
    explicit Bench(const GateLimits& limits = {})
        : gate(limits)
    {
        QObject::connect(&gate, &Gate::called, &gate, [this](const CallReport& report) { reports.append(report); });
        QObject::connect(&gate.questions(), &AskLine::changed, &gate, [this] { ++questionChanges; });
    }

    Tool tool(const QString& name, Decision standard = Decision::Allow, std::chrono::milliseconds limit = 25s)
    {
        return { .spec = { .name = name, .title = u"Title of "_s + name },
            .run =
                [this, name](const QJsonObject&, ToolAnswer answer, QObject* call) {
                    ran.append(name);
                    QObject::connect(call, &QObject::destroyed, &gate, [this, name] { ended.append(name); });
                    if (words.isEmpty())
                        answers.append(std::move(answer));
                    else
                        answer(words);
                },
            .standard = standard,
            .limit = limit };
    }
    quint64 call(const Tool& which, const QJsonObject& arguments = {}, const Caller& caller = { .profile = u"home"_s, .name = u"Home"_s })
    {
        return gate.pass(which, arguments, caller, [this](const Result<QString>& result) { results.append(result); });
    }
    [[nodiscard]] QString text() const { return results.last() ? *results.last() : results.last().error().text; }

    QString words = u"done"_s; // empty: later
    QStringList ran;
    QStringList ended;
    QVector<ToolAnswer> answers;
    QVector<Result<QString>> results;
    QVector<CallReport> reports;
    int questionChanges = 0;
    Gate gate; // goes first: calls that end then are counted
};

}

class TstToolGate final : public test::TestCase
{
    Q_OBJECT

private slots:
    void whatIsAllowedRunsAndIsTold();
    void whatIsDeniedNeverRuns();
    void aQuestionIsAnsweredByTheUser();
    void aQuestionWithoutAnAnswerIsANo();
    void questionsQueue();
    void alwaysLetsTheOthersOfItsKindPass();
    void aDecisionAnswersAQuestion();
    void aQuestionDiesWithItsCall();
    void nobodyIsThereToAsk();
    void aProgramAnswersInsteadOfAPerson();
    void theUsersOwnHandIsNotAsked();
    void decisionsOfAServerCountThere();
    void decisionsAreKept();
    void dangerousWordsAreRefusedWhateverWasDecided();
    void callsAreBounded();
    void aToolHasItsTime();
    void whatIsCancelledIsNotAnswered();
    void theEmergencyStopEndsAndRefusesEverything();
    void whatACallDoesCountsToo();
    void refusalsDoNotPushOutWhatWasDone();
    void noRandomCallRunsWhatIsNotAllowed();
};

void TstToolGate::whatIsAllowedRunsAndIsTold()
{
    Bench bench;
    QCOMPARE(bench.call(bench.tool(u"a"_s), { { u"x"_s, 1 } }), quint64(0)); // over already
    QCOMPARE(bench.text(), u"done"_s);
    QCOMPARE(bench.reports.size(), 1);
    const CallReport& report = bench.reports.first();
    QCOMPARE(report.title, u"Title of a"_s);
    QCOMPARE(report.arguments, QJsonObject({ { u"x"_s, 1 } }));
    QCOMPARE(report.caller.name, u"Home"_s);
    QCOMPARE(report.outcome, Outcome::Done);
    QCOMPARE(report.ruling, Ruling::Allowed);
    QVERIFY(!report.failed && !report.asked && !report.reason.isEmpty() && report.begun.isValid());
    bench.gate.decide(u"a"_s, {}, Decision::Allow);
    bench.call(bench.tool(u"a"_s));
    bench.gate.decide(u"a"_s, u"home"_s, Decision::Allow);
    bench.call(bench.tool(u"a"_s));
    QVERIFY(bench.reports[1].reason != bench.reports[0].reason && bench.reports[2].reason != bench.reports[1].reason);
}

void TstToolGate::whatIsDeniedNeverRuns()
{
    Bench bench;
    bench.call(bench.tool(u"a"_s, Decision::Deny));
    bench.gate.decide(u"b"_s, {}, Decision::Deny);
    bench.call(bench.tool(u"b"_s));
    QVERIFY(bench.ran.isEmpty());
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(bench.results[i].error().code, Error::Code::Refused);
        QCOMPARE(bench.reports[i].outcome, Outcome::Refused);
        QCOMPARE(bench.reports[i].ruling, Ruling::Refused);
    }
    QVERIFY(bench.reports[0].reason != bench.reports[1].reason);
    QVERIFY(!bench.gate.offers(bench.tool(u"b"_s), u"home"_s));
    QVERIFY(bench.gate.offers(bench.tool(u"c"_s, Decision::Ask), u"home"_s));
}

void TstToolGate::aQuestionIsAnsweredByTheUser()
{
    Bench bench;
    bench.gate.questions().setShown(true);
    const Tool tool = bench.tool(u"a"_s, Decision::Ask);
    const quint64 first = bench.call(tool, { { u"x"_s, 1 } });
    QVERIFY(first != 0 && bench.ran.isEmpty() && bench.results.isEmpty());
    const Question* question = bench.gate.questions().current();
    QVERIFY(question);
    QCOMPARE(question->call, first);
    QCOMPARE(question->caller.name, u"Home"_s);
    QCOMPARE(question->arguments, QJsonObject({ { u"x"_s, 1 } }));
    QVERIFY(bench.gate.questions().remaining() > 0ms);
    bench.gate.questions().answer(first + 1, Answer::Once); // another call's
    QVERIFY(bench.ran.isEmpty());
    bench.gate.questions().answer(first, Answer::Once);
    QCOMPARE(bench.ran, QStringList { u"a"_s });
    QVERIFY(!bench.gate.questions().current());
    QCOMPARE(bench.reports.last().ruling, Ruling::Agreed);
    QVERIFY(bench.reports.last().asked);
    bench.gate.questions().answer(bench.call(tool), Answer::No);
    QCOMPARE(bench.ran.size(), 1);
    QCOMPARE(bench.results.last().error().code, Error::Code::Refused);
    QCOMPARE(bench.reports.last().ruling, Ruling::Refused);
}

void TstToolGate::aQuestionWithoutAnAnswerIsANo()
{
    Bench bench({ .question = 1ms });
    bench.gate.questions().setShown(true);
    bench.call(bench.tool(u"a"_s, Decision::Ask));
    QTRY_COMPARE(bench.results.size(), 1);
    QCOMPARE(bench.results.last().error().code, Error::Code::Refused);
    QVERIFY(bench.ran.isEmpty() && !bench.gate.questions().current());
}

void TstToolGate::questionsQueue()
{
    Bench bench;
    AskLine& line = bench.gate.questions();
    line.setShown(true);
    const quint64 first = bench.call(bench.tool(u"a"_s, Decision::Ask));
    const quint64 second = bench.call(bench.tool(u"b"_s, Decision::Ask));
    QCOMPARE(line.current()->call, first);
    QCOMPARE(line.waiting(), 1);
    line.answer(second, Answer::Once); // it is not its turn: nobody saw it
    QVERIFY(bench.ran.isEmpty());
    line.answer(first, Answer::No);
    QCOMPARE(line.current()->call, second);
    line.answer(second, Answer::Once);
    QCOMPARE(bench.ran, QStringList { u"b"_s });
    QVERIFY(bench.questionChanges >= 4);
}

void TstToolGate::alwaysLetsTheOthersOfItsKindPass()
{
    Bench bench;
    AskLine& line = bench.gate.questions();
    line.setShown(true);
    const Tool tool = bench.tool(u"a"_s, Decision::Ask);
    const quint64 first = bench.call(tool);
    bench.call(tool);
    bench.call(tool, {}, { .profile = u"other"_s });
    line.answer(first, Answer::Always);
    QCOMPARE(bench.ran.size(), 2);
    QCOMPARE(line.current()->caller.profile, u"other"_s); // another server has to ask for itself
    bench.call(tool);
    QCOMPARE(bench.ran.size(), 3);
    QCOMPARE(bench.gate.decisions().written(u"a"_s, u"home"_s), Decision::Allow);
    QVERIFY(!bench.gate.decisions().written(u"a"_s, {}));
}

void TstToolGate::aDecisionAnswersAQuestion()
{
    Bench bench;
    bench.gate.questions().setShown(true);
    bench.call(bench.tool(u"a"_s, Decision::Ask));
    bench.call(bench.tool(u"b"_s, Decision::Ask));
    bench.gate.decide(u"b"_s, {}, Decision::Deny);
    bench.gate.decide(u"a"_s, {}, Decision::Allow);
    QCOMPARE(bench.ran, QStringList { u"a"_s });
    QCOMPARE(bench.results.size(), 2);
    QVERIFY(!bench.gate.questions().current());
}

void TstToolGate::aQuestionDiesWithItsCall()
{
    Bench bench;
    bench.gate.questions().setShown(true);
    bench.call(bench.tool(u"late"_s, Decision::Ask, 1ms));
    QTRY_COMPARE(bench.reports.size(), 1);
    QCOMPARE(bench.reports.last().outcome, Outcome::TooLate);
    QVERIFY(!bench.gate.questions().current());
    const quint64 cancelled = bench.call(bench.tool(u"a"_s, Decision::Ask));
    bench.gate.cancel(cancelled, u"not wanted"_s);
    QVERIFY(!bench.gate.questions().current());
    bench.gate.questions().answer(cancelled, Answer::Once);
    QVERIFY(bench.ran.isEmpty());
    QCOMPARE(bench.results.size(), 1); // of the late one
}

void TstToolGate::nobodyIsThereToAsk()
{
    Bench bench;
    bench.call(bench.tool(u"a"_s, Decision::Ask));
    QVERIFY(bench.ran.isEmpty());
    QCOMPARE(bench.results.last().error().code, Error::Code::Refused);
    QVERIFY(!bench.reports.last().asked);
}

void TstToolGate::aProgramAnswersInsteadOfAPerson()
{
    Bench bench;
    bench.gate.questions().setResponder([](const Question& question) { return question.tool.name == u"a"_s ? Answer::Once : Answer::No; });
    bench.call(bench.tool(u"a"_s, Decision::Ask));
    bench.call(bench.tool(u"b"_s, Decision::Ask));
    QCOMPARE(bench.ran, QStringList { u"a"_s });
    QCOMPARE(bench.reports[0].ruling, Ruling::Agreed);
    QCOMPARE(bench.reports[1].ruling, Ruling::Refused);
}

void TstToolGate::theUsersOwnHandIsNotAsked()
{
    Bench bench;
    bench.gate.questions().setShown(true);
    bench.call(bench.tool(u"a"_s, Decision::Ask), {}, { .asker = Asker::Hand });
    bench.call(bench.tool(u"b"_s, Decision::Ask), {}, { .asker = Asker::Scene });
    QCOMPARE(bench.ran, QStringList({ u"a"_s, u"b"_s }));
    bench.call(bench.tool(u"c"_s, Decision::Deny), {}, { .asker = Asker::Hand });
    QCOMPARE(bench.ran.size(), 2);
    bench.call(bench.tool(u"d"_s, Decision::Ask), {}, { .asker = Asker::Server });
    QVERIFY(bench.gate.questions().current());
}

void TstToolGate::decisionsOfAServerCountThere()
{
    ToolDecisions decisions;
    decisions.write(u"a"_s, {}, Decision::Deny);
    decisions.write(u"a"_s, u"home"_s, Decision::Allow);
    QCOMPARE(decisions.judge(u"a"_s, Decision::Ask, u"home"_s), Decision::Allow);
    QCOMPARE(decisions.judge(u"a"_s, Decision::Ask, u"other"_s), Decision::Deny);
    QCOMPARE(decisions.judge(u"b"_s, Decision::Ask, u"home"_s), Decision::Ask);
    decisions.forget(u"home"_s);
    QCOMPARE(decisions.judge(u"a"_s, Decision::Ask, u"home"_s), Decision::Deny);
    decisions.write(u"a"_s, {}, std::nullopt);
    QCOMPARE(decisions, ToolDecisions());
}

void TstToolGate::decisionsAreKept()
{
    ToolDecisions decisions;
    decisions.write(u"self.a"_s, {}, Decision::Ask);
    decisions.write(u"b"_s, u"home"_s, Decision::Allow);
    decisions.write(u"c"_s, u"home"_s, Decision::Deny);
    QCOMPARE(ToolDecisions::fromJson(decisions.toJson()), decisions);
    QCOMPARE(ToolDecisions::fromJson("nonsense"), ToolDecisions());
    // A word of a later version is no decision, and never one to allow.
    const auto strange = ToolDecisions::fromJson(R"({"":{"a":"perhaps","b":1,"c":"deny"},"x":[]})");
    QVERIFY(!strange.written(u"a"_s, {}) && !strange.written(u"b"_s, {}));
    QCOMPARE(strange.written(u"c"_s, {}), Decision::Deny);
}

void TstToolGate::dangerousWordsAreRefusedWhateverWasDecided()
{
    Bench bench;
    bench.gate.decide(u"a"_s, {}, Decision::Allow);
    for (const auto& words : { u"rm  -RF /"_s, u"SU\u200bDO"_s, u"\uff53\uff55\uff44\uff4f ls"_s, u"the Admin page"_s }) {
        bench.call(bench.tool(u"a"_s), { { u"x"_s, QJsonArray { words } } });
        bench.call(bench.tool(u"a"_s), { { u"x"_s, words } }, { .asker = Asker::Hand });
    }
    QVERIFY(bench.ran.isEmpty());
    QCOMPARE(bench.reports.size(), 8);
    QVERIFY(bench.reports.first().reason.contains(u"rm -rf"_s));
}

void TstToolGate::callsAreBounded()
{
    Bench bench({ .callsPerMinute = 3, .underWay = 2, .argumentBytes = 100, .resultBytes = 64 });
    bench.words = QString(1000, u'x');
    bench.call(bench.tool(u"a"_s), { { u"x"_s, QString(200, u'x') } });
    QVERIFY(bench.ran.isEmpty());
    bench.call(bench.tool(u"a"_s));
    QVERIFY(bench.text().toUtf8().size() <= 64);
    bench.words.clear();
    bench.call(bench.tool(u"a"_s));
    bench.call(bench.tool(u"a"_s));
    bench.call(bench.tool(u"a"_s), {}, { .asker = Asker::Hand });
    QCOMPARE(bench.ran.size(), 3);
    QCOMPARE(bench.results.last().error().code, Error::Code::Unavailable); // two are at work
    bench.answers[0](u"ok"_s);
    bench.answers[0](u"again"_s); // nobody waits for it
    QCOMPARE(bench.results.size(), 4);
    bench.call(bench.tool(u"a"_s));
    QCOMPARE(bench.results.last().error().code, Error::Code::Refused); // three within a minute
    bench.call(bench.tool(u"a"_s), {}, { .asker = Asker::Hand });
    QCOMPARE(bench.ran.size(), 4);
}

void TstToolGate::aToolHasItsTime()
{
    Bench bench;
    bench.words.clear();
    bench.call(bench.tool(u"a"_s, Decision::Allow, 1ms));
    QTRY_COMPARE(bench.results.size(), 1);
    QCOMPARE(bench.results.last().error().code, Error::Code::Timeout);
    QCOMPARE(bench.ended, QStringList { u"a"_s }); // and the tool knows
    bench.answers[0](u"late"_s);
    QCOMPARE(bench.results.size(), 1);
    QCOMPARE(bench.reports.size(), 1);
}

void TstToolGate::whatIsCancelledIsNotAnswered()
{
    Bench bench;
    bench.words.clear();
    const quint64 call = bench.call(bench.tool(u"a"_s));
    bench.gate.cancel(call, u"not wanted"_s);
    QCOMPARE(bench.ended, QStringList { u"a"_s });
    QVERIFY(bench.results.isEmpty() && !bench.gate.isUnderWay(call));
    QCOMPARE(bench.reports.last().outcome, Outcome::Cancelled);
    bench.answers[0](u"late"_s);
    QVERIFY(bench.results.isEmpty());
}

void TstToolGate::theEmergencyStopEndsAndRefusesEverything()
{
    Bench bench;
    bench.gate.questions().setShown(true);
    QSignalSpy stops(&bench.gate, &Gate::stoppedChanged);
    bench.words.clear();
    bench.call(bench.tool(u"a"_s));
    bench.call(bench.tool(u"b"_s, Decision::Ask));
    bench.gate.stop();
    bench.gate.stop();
    QCOMPARE(stops.size(), 1);
    QCOMPARE(bench.ended, QStringList { u"a"_s });
    QCOMPARE(bench.results.size(), 2);
    QVERIFY(!bench.gate.questions().current());
    bench.gate.decide(u"c"_s, {}, Decision::Allow);
    bench.call(bench.tool(u"c"_s));
    bench.call(bench.tool(u"c"_s), {}, { .asker = Asker::Hand });
    QCOMPARE(bench.ran, QStringList { u"a"_s });
    bench.gate.release();
    QVERIFY(!bench.gate.isStopped());
    bench.words = u"done"_s;
    bench.call(bench.tool(u"c"_s));
    QCOMPARE(bench.text(), u"done"_s);
}

// Whatever a server sends: what is not declared, was refused or not agreed to does not run, and what runs is declared.
void TstToolGate::whatACallDoesCountsToo()
{
    Bench bench;
    bench.gate.addDeeds([](const QString& tool, const QJsonObject& arguments) {
        if (tool == u"lamp")
            return QVector<Deed> { { u"light"_s, Decision::Allow } };
        return tool == u"scene" ? QVector<Deed> { { arguments["what"_L1].toString(), Decision::Allow }, { u"gate"_s, Decision::Ask } }
                                : QVector<Deed>();
    });
    const Tool scene = bench.tool(u"scene"_s);
    const QJsonObject lamp { { u"what"_s, u"lamp"_s } };
    const Caller hand { .asker = Asker::Hand };
    bench.call(scene, lamp); // nobody is there to be asked about the gate
    QCOMPARE(bench.results.last().error().code, Error::Code::Refused);
    bench.call(scene, lamp, hand);
    QCOMPARE(bench.ran.size(), 1);
    bench.gate.decide(u"scene"_s, u"home"_s, Decision::Allow);
    bench.call(scene, lamp);
    QCOMPARE(bench.ran.size(), 2);
    bench.gate.decide(u"light"_s, {}, Decision::Deny); // which is what the lamp is
    bench.call(scene, lamp);
    bench.call(scene, lamp, hand);
    bench.call(bench.tool(u"lamp"_s));
    QCOMPARE(bench.ran.size(), 2);
    bench.call(scene, { { u"what"_s, u"fan"_s } });
    QCOMPARE(bench.ran.size(), 3);
}

void TstToolGate::refusalsDoNotPushOutWhatWasDone()
{
    Bench bench({ .refusalsPerMinute = 2 });
    for (int i = 0; i < 4; ++i)
        bench.call(bench.tool(u"a"_s, Decision::Deny));
    QCOMPARE(bench.results.size(), 4);
    QCOMPARE(bench.reports.size(), 2);
    bench.call(bench.tool(u"b"_s));
    bench.call(bench.tool(u"a"_s, Decision::Deny), {}, { .asker = Asker::Hand });
    QCOMPARE(bench.reports.size(), 4);
    bench.gate.note({ .name = u"unknown"_s, .caller = { .profile = u"home"_s } }, Outcome::Failed);
    QCOMPARE(bench.reports.size(), 4);
    bench.gate.note({ .arguments = { { u"x"_s, QString(70000, u'x') } }, .caller = { .profile = u"other"_s } }, Outcome::Failed);
    QCOMPARE(bench.reports.size(), 5);
    QVERIFY(bench.reports.last().arguments.isEmpty());
}

void TstToolGate::noRandomCallRunsWhatIsNotAllowed()
{
    McpServer desk({ .callsPerMinute = 0 });
    QStringList ran;
    const auto add = [&](const QString& name, Decision standard) {
        desk.addTool({ .spec = { .name = name, .arguments = { { .name = u"text"_s, .required = false } } },
            .run =
                [&ran, name](const QJsonObject& arguments, const ToolAnswer& answer, QObject*) {
                    ran.append(name);
                    QVERIFY(DangerWords(DangerWords::standard()).find(arguments) == std::nullopt);
                    answer(u"ok"_s);
                },
            .standard = standard });
    };
    add(u"self.lamp.set_power"_s, Decision::Allow);
    add(u"self.lamp.reset"_s, Decision::Deny);
    add(u"self.application.launch"_s, Decision::Ask);
    add(u"take_screenshot"_s, Decision::Allow);
    desk.gate().decide(u"take_screenshot"_s, {}, Decision::Deny);
    desk.gate().questions().setResponder([](const Question&) { return Answer::No; });
    const QStringList allowed { u"self.lamp.set_power"_s };

    QRandomGenerator random(20261121);
    const auto any = [&random](const QStringList& of) { return of[random.bounded(int(of.size()))]; };
    const QStringList parts { u"self"_s, u"."_s, u"lamp"_s, u"set_power"_s, u"reset"_s, u"application"_s, u"launch"_s, u"_"_s, u"*"_s,
        u"self.lamp.set_power"_s, u"self.lamp.reset"_s, u"take_screenshot"_s, u" "_s, u"\u200b"_s, u"\0"_s, u"SELF.LAMP.SET_POWER"_s };
    const QStringList words { u"rm -rf /"_s, u"r m -rf"_s, u"RM\t-rF"_s, u"s\u00adudo"_s, u"ＡＤＭＩＮ"_s, u"hello"_s, u"ad\u200dmin"_s,
        u"lamp"_s };
    int good = 0;
    for (int round = 0; round < 20000; ++round) {
        QString name = random.bounded(4) ? any(parts) : QString();
        for (int more = random.bounded(3); more > 0; --more)
            name += any(parts);
        QJsonValue arguments = QJsonObject { { u"text"_s, any(words) }, { any(words), any(words) } };
        if (random.bounded(10) == 0)
            arguments = QJsonArray { any(words) };
        else if (random.bounded(10) == 0)
            arguments = QJsonObject { { u"text"_s, random.bounded(1000) } };
        const qsizetype before = ran.size();
        const QJsonObject params { { random.bounded(20) ? u"name"_s : u"Name"_s, name }, { u"arguments"_s, arguments } };
        desk.receive({ { u"jsonrpc"_s, u"2.0"_s }, { u"id"_s, round }, { u"method"_s, u"tools/call"_s }, { u"params"_s, params } });
        QVERIFY(ran.size() <= before + 1);
        if (ran.size() > before) {
            QVERIFY2(allowed.contains(ran.last()) && name == ran.last(), qPrintable(name));
            ++good;
        }
    }
    QVERIFY(good > 50); // what may run does
}

}

QTEST_GUILESS_MAIN(myna::mcp::TstToolGate)
#include "tst_toolgate.moc"
