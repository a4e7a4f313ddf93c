// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/askline.h"
#include "mcp/callrate.h"
#include "mcp/dangerwords.h"
#include "mcp/tool.h"
#include "mcp/toolcall.h"
#include "mcp/tooldecisions.h"

#include <QObject>
#include <QVector>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace myna::mcp {

struct GateLimits
{
    std::chrono::milliseconds question { 20000 }; // from being shown to an answer; then it is no
    int callsPerMinute = 60; // of one asker that is not the user; 0: as many as it likes
    int underWay = 16; // calls that wait or run
    qsizetype argumentBytes = 65536;
    qsizetype resultBytes = 7000; // of UTF-8: with its envelope within the 8,000 bytes that gateways are sized for
    int refusalsPerMinute = 120; // of one asker that are told: whoever asks on and on does not push what was done out of the list
};

// What a call does that has a name of its own, such as what a scene sets. What the user decided of that counts for the call, too.
struct Deed
{
    QString tool;
    Decision standard = Decision::Allow; // of that; counts until the user decided of the call itself
};

// What every call of a tool of this computer passes, whoever wants it: emergency stop, dangerous words, the user's decisions and
// questions, rate, number, time and size; and what is told of each when it is over. Lives on the main thread.
class Gate final : public QObject
{
    Q_OBJECT

public:
    explicit Gate(QObject* parent = nullptr);
    explicit Gate(const GateLimits& limits, QObject* parent = nullptr);
    ~Gate() override; // cancels; nobody is answered any more

    // `arguments` are judged already. `done` is called exactly once, now or later, unless the call is cancelled. Errors: Refused, Timeout,
    // Unavailable (too many), and the tool's own. Answers the number of the call, 0 when it is over already.
    quint64 pass(const Tool& tool, const QJsonObject& arguments, const Caller& caller, ToolAnswer done);
    void cancel(quint64 call, const QString& reason); // nobody waits for it any more; its context is destroyed
    void cancelAll(const QString& reason);
    void note(CallReport report, Outcome outcome); // a call that never came this far: an unknown tool, wrong arguments

    // Decided, and not by asking: what a server need not even be told of.
    [[nodiscard]] bool offers(const Tool& tool, const QString& profile) const;
    [[nodiscard]] const ToolDecisions& decisions() const { return m_decisions; }
    void setDecisions(const ToolDecisions& decisions);
    void decide(const QString& tool, const QString& profile, std::optional<Decision> decision);

    // Who knows what calls do besides what their names say.
    using Deeds = std::function<QVector<Deed>(const QString& tool, const QJsonObject& arguments)>;
    void addDeeds(Deeds deeds) { m_deeds.push_back(std::move(deeds)); }

    // Where the user is asked.
    [[nodiscard]] AskLine& questions() { return m_questions; }

    // Emergency stop: cancels what waits or runs, and refuses everything until it is released.
    void stop();
    void release();
    [[nodiscard]] bool isStopped() const { return m_stopped; }
    [[nodiscard]] bool isUnderWay(quint64 call) const { return m_calls.contains(call); }

signals:
    void called(const myna::mcp::CallReport& report); // it is over
    void decisionsChanged();
    void stoppedChanged(bool stopped);

private:
    struct Call;
    [[nodiscard]] QString refusal(const Tool& tool, const QJsonObject& arguments, const Caller& caller);
    [[nodiscard]] std::optional<Decision> written(const QString& tool, const QString& profile) const;
    [[nodiscard]] QVector<Deed> deedsOf(const QString& tool, const QJsonObject& arguments, int depth) const;
    [[nodiscard]] Decision judge(const Tool& tool, const QJsonObject& arguments, const QString& profile) const;
    void tell(const CallReport& report, bool wasRefused);
    void decideOn(Call& call);
    void ask(Call& call);
    void answered(quint64 id, Answer answer, bool byTime);
    void decideAgain();
    void start(Call& call);
    void finish(quint64 id, Outcome outcome, const Result<QString>& result);
    void refuse(quint64 id, const QString& reason);

    GateLimits m_limits;
    DangerWords m_danger { DangerWords::standard() };
    CallRate m_rate;
    CallRate m_refusals;
    std::vector<Deeds> m_deeds;
    ToolDecisions m_decisions;
    AskLine m_questions;
    std::map<quint64, std::unique_ptr<Call>> m_calls;
    quint64 m_last = 0;
    bool m_stopped = false;
};

}
