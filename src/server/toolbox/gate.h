// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/callrate.h"
#include "server/store/store.h"
#include "server/toolbox/toolbox.h"
#include "server/toolbox/toolpolicy.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace myna::server {

struct GateLimits
{
    std::chrono::milliseconds call = EngineLimits().toolCall;
    int callsPerMinute = ToolConfig().callsPerMinute; // 0: as many as it likes
    qsizetype resultBytes = 8192; // of UTF-8: what a model should read, not what a tool can write
    qsizetype argumentBytes = 65536;
};

// What every tool call of one conversation passes: whether it may be made, how often, how long it takes, how much comes back; and a record
// of each for the owner. Lives on the conversation's thread.
class Gate final : public QObject
{
    Q_OBJECT

public:
    using Witness = std::function<void(const AuditRecord&)>;
    // Asks the person whether a tool may be used, and whoever says yes calls it again as `person`. False: nobody can be asked now.
    using AskPerson = std::function<bool(const QString& tool, const QJsonObject& arguments)>;
    using Way = std::function<void(ToolResult)>; // does it

    Gate(QString deviceId, ToolPolicy policy, const GateLimits& limits, QObject* parent = nullptr);
    ~Gate() override; // calls without an answer are recorded as failed, and not answered

    // Both outlive it or are empty; before the first call.
    void setSurroundings(mcp::CallRate* rate, Witness witness);
    void setAskPerson(AskPerson ask) { m_askPerson = std::move(ask); }
    // `makersName`: by which the tool's maker knows it; empty: the same.
    [[nodiscard]] bool offers(const QString& tool, const QString& makersName = {}) const { return m_policy.mayOffer(tool, makersName); }
    // `done` is called exactly once, now or later, unless the gate is destroyed first. Errors: Refused, Timeout, and those of `way`.
    // `actor`: who wants it, for the record; the owner and the person themselves are not asked.
    void pass(const QString& tool, const QJsonObject& arguments, const Way& way, ToolResult done,
        const QString& actor = QStringLiteral("assistant"), const QString& makersName = {});
    // Nobody has it. Errors: NotFound.
    void miss(
        const QString& tool, const QJsonObject& arguments, const ToolResult& done, const QString& actor = QStringLiteral("assistant"));

private:
    struct Pending;
    void finish(quint64 id, const Result<QString>& result);
    struct Wish
    {
        QString tool;
        QJsonObject arguments;
        QString actor;
    };
    [[nodiscard]] std::optional<Error> consentNeeded(const Wish& wish, const QString& makersName) const;
    void note(const Wish& wish, const QString& outcome, const QString& reason) const;

    QString m_deviceId;
    ToolPolicy m_policy;
    GateLimits m_limits;
    mcp::CallRate* m_rate = nullptr;
    Witness m_witness;
    AskPerson m_askPerson; // empty: there is nobody
    std::map<quint64, std::unique_ptr<Pending>> m_pending;
    quint64 m_lastId = 0;
};

}
