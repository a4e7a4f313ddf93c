// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/gate.h"

#include "mcp/calltext.h"

#include <QJsonDocument>
#include <QPointer>
#include <QTimer>

#include <utility>
#include <vector>

namespace myna::mcp {

using std::chrono::milliseconds;

namespace {

milliseconds now()
{
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

// What the user does, or has set up, is wished by doing so.
bool isTheUser(const Caller& caller)
{
    return caller.asker == Asker::Hand || caller.asker == Asker::Scene;
}

QString ownReason(const Caller& caller)
{
    return caller.asker == Asker::Hand ? Gate::tr("You did it yourself.") : Gate::tr("You have set it up so.");
}

QString nameOf(const Caller& caller)
{
    return QString::number(int(caller.asker)) + QLatin1Char(' ') + caller.profile;
}

}

struct Gate::Call
{
    quint64 id = 0;
    Tool tool;
    CallReport report;
    ToolAnswer done;
    milliseconds begun = now();
    std::unique_ptr<QObject> context;
    std::unique_ptr<QTimer> limit;
};

Gate::Gate(QObject* parent)
    : Gate(GateLimits {}, parent)
{
}

Gate::Gate(const GateLimits& limits, QObject* parent)
    : QObject(parent)
    , m_limits(limits)
    , m_questions(limits.question)
{
    connect(&m_questions, &AskLine::answered, this, &Gate::answered);
}

Gate::~Gate()
{
    const auto calls = std::exchange(m_calls, {}); // what they run hears of it while the gate is whole
}

quint64 Gate::pass(const Tool& tool, const QJsonObject& arguments, const Caller& caller, ToolAnswer done)
{
    const quint64 id = ++m_last;
    auto made = std::make_unique<Call>();
    Call& call = *made;
    call.id = id;
    call.tool = tool;
    call.done = std::move(done);
    call.report = { .name = tool.spec.name,
        .arguments = arguments,
        .title = tool.spec.title,
        .caller = caller,
        .begun = QDateTime::currentDateTimeUtc(),
        .isPrivate = tool.spec.isPrivate };
    const bool full = m_calls.size() >= size_t(m_limits.underWay);
    m_calls.emplace(id, std::move(made));
    if (full) {
        call.report.reason = tr("Too many tools are at work. Try again a little later.");
        finish(id, Outcome::Refused, Error { Error::Code::Unavailable, call.report.reason });
    } else if (const QString reason = refusal(tool, arguments, caller); !reason.isEmpty()) {
        refuse(id, reason);
    } else {
        call.limit = std::make_unique<QTimer>();
        call.limit->setSingleShot(true);
        connect(call.limit.get(), &QTimer::timeout, this, [this, id, title = tool.spec.title.isEmpty() ? tool.spec.name : tool.spec.title] {
            finish(id, Outcome::TooLate, Error { Error::Code::Timeout, tr("“%1” did not finish in time.").arg(title) });
        });
        call.limit->start(tool.limit);
        decideOn(call);
    }
    return m_calls.contains(id) ? id : 0;
}

// Whatever was decided.
QString Gate::refusal(const Tool& tool, const QJsonObject& arguments, const Caller& caller)
{
    const QString title = tool.spec.title.isEmpty() ? tool.spec.name : tool.spec.title;
    if (m_stopped)
        return tr("The user has stopped all tools. Nothing is done until the user lets them act again.");
    if (QJsonDocument(arguments).toJson(QJsonDocument::Compact).size() > m_limits.argumentBytes)
        return tr("“%1” was not used: what it was given is too long.").arg(title);
    if (const auto words = m_danger.find(arguments))
        return tr("“%1” was not used: what it was given has dangerous words in it (%2).").arg(title, *words);
    if (!isTheUser(caller) && !m_rate.admit(nameOf(caller), m_limits.callsPerMinute, now()))
        return tr("Too many tools were used within a minute. Try again a little later.");
    return {};
}

void Gate::decideOn(Call& call)
{
    const Caller& caller = call.report.caller;
    const QString& name = call.tool.spec.name;
    const bool here = m_decisions.written(name, caller.profile).has_value();
    const bool written = here || m_decisions.written(name, QString()).has_value();
    switch (judge(call.tool, call.report.arguments, caller.profile)) {
    case Decision::Allow:
        if (isTheUser(caller))
            call.report.reason = ownReason(caller);
        else if (!written)
            call.report.reason = tr("Such tools may always be used.");
        else
            call.report.reason = here && !caller.profile.isEmpty() ? tr("You allowed it for this server.") : tr("You allowed it.");
        start(call);
        return;
    case Decision::Ask:
        if (!isTheUser(caller))
            return ask(call);
        call.report.reason = ownReason(caller);
        start(call);
        return;
    case Decision::Deny:
        refuse(call.id, written ? tr("The user has decided that this tool is never used.") : tr("The user has not allowed this tool."));
        return;
    }
}

void Gate::ask(Call& call)
{
    call.report.asked = m_questions.isAnswered();
    if (!call.report.asked)
        return refuse(call.id, tr("The user has to be asked about it, and nobody can be asked now."));
    m_questions.ask({ .call = call.id, .tool = call.tool.spec, .arguments = call.report.arguments, .caller = call.report.caller });
}

void Gate::answered(quint64 id, Answer answer, bool byTime)
{
    const auto found = m_calls.find(id);
    if (found == m_calls.end())
        return;
    Call& call = *found->second;
    switch (answer) {
    case Answer::No:
        if (byTime)
            return refuse(
                id, tr("The user was asked and did not answer within %n seconds.", nullptr, int(m_limits.question.count() / 1000)));
        return refuse(id, tr("The user was asked and said no."));
    case Answer::Once:
        call.report.reason = tr("The user was asked and said yes.");
        break;
    case Answer::Always:
        call.report.reason = tr("The user was asked and always allows it from now on.");
        break;
    }
    call.report.ruling = Ruling::Agreed;
    const QString name = call.tool.spec.name;
    const QString profile = call.report.caller.profile;
    start(call); // before others of its kind, which the decision lets pass
    if (answer == Answer::Always)
        decide(name, profile, Decision::Allow);
}

void Gate::start(Call& call)
{
    const quint64 id = call.id;
    call.context = std::make_unique<QObject>();
    const ToolRun run = call.tool.run; // the call may be over before it returns
    const QJsonObject arguments = call.report.arguments;
    QObject* const context = call.context.get();
    run(
        arguments,
        [self = QPointer<Gate>(this), id](const Result<QString>& result) {
            if (self)
                self->finish(id, result ? Outcome::Done : Outcome::Failed, result);
        },
        context);
}

void Gate::finish(quint64 id, Outcome outcome, const Result<QString>& result)
{
    const auto found = m_calls.find(id);
    if (found == m_calls.end())
        return; // too late, or the second answer
    const std::unique_ptr<Call> call = std::move(found->second);
    m_calls.erase(found);
    if (call->limit) {
        call->limit->stop();
        call->limit.release()->deleteLater(); // it may be emitting now
    }
    if (call->context && (outcome == Outcome::Done || outcome == Outcome::Failed))
        call->context.release()->deleteLater(); // it answers from there
    call->context.reset();
    CallReport& report = call->report;
    report.outcome = outcome;
    report.failed = outcome != Outcome::Done;
    report.ruling = outcome == Outcome::Refused ? Ruling::Refused : report.ruling;
    report.result = trimmedResult(result ? result.value() : result.error().text, m_limits.resultBytes);
    report.took = now() - call->begun;
    const ToolAnswer done = std::move(call->done);
    const Result<QString> told = result ? Result<QString>(report.result) : Result<QString>(Error { result.error().code, report.result });
    const CallReport last = report;
    m_questions.withdraw(id);
    tell(last, outcome == Outcome::Refused && !last.asked);
    if (done)
        done(told);
}

void Gate::refuse(quint64 id, const QString& reason)
{
    if (const auto found = m_calls.find(id); found != m_calls.end())
        found->second->report.reason = reason;
    finish(id, Outcome::Refused, Error { Error::Code::Refused, reason });
}

void Gate::cancel(quint64 id, const QString& reason)
{
    const auto found = m_calls.find(id);
    if (found == m_calls.end())
        return;
    found->second->done = {};
    finish(id, Outcome::Cancelled, Error { Error::Code::Cancelled, reason });
}

void Gate::cancelAll(const QString& reason)
{
    while (!m_calls.empty())
        cancel(m_calls.begin()->first, reason);
}

void Gate::note(CallReport report, Outcome outcome)
{
    report.outcome = outcome;
    report.failed = outcome != Outcome::Done;
    report.begun = QDateTime::currentDateTimeUtc();
    if (QJsonDocument(report.arguments).toJson(QJsonDocument::Compact).size() > m_limits.argumentBytes)
        report.arguments = {};
    tell(report, true);
}

// What was refused without asking anybody has no end; the list of calls has one.
void Gate::tell(const CallReport& report, bool wasRefused)
{
    if (!wasRefused || isTheUser(report.caller) || m_refusals.admit(nameOf(report.caller), m_limits.refusalsPerMinute, now()))
        emit called(report);
}

// Questions that need no answer any more.
void Gate::decideAgain()
{
    std::vector<quint64> asked;
    for (const auto& [id, call] : m_calls) {
        if (!call->context && judge(call->tool, call->report.arguments, call->report.caller.profile) != Decision::Ask)
            asked.push_back(id);
    }
    for (const quint64 id : asked) {
        m_questions.withdraw(id);
        if (const auto found = m_calls.find(id); found != m_calls.end())
            decideOn(*found->second);
    }
}

void Gate::stop()
{
    if (std::exchange(m_stopped, true))
        return;
    emit stoppedChanged(true);
    while (!m_calls.empty()) {
        Call& call = *m_calls.begin()->second;
        const QString reason = tr("The user has stopped all tools.");
        if (call.report.reason.isEmpty())
            call.report.reason = reason;
        finish(call.id, Outcome::Cancelled, Error { Error::Code::Refused, reason });
    }
}

void Gate::release()
{
    if (std::exchange(m_stopped, false))
        emit stoppedChanged(false);
}

}

#include "moc_gate.cpp"
