// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/gate.h"

#include "base/redaction.h"
#include "mcp/calltext.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QPointer>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

std::chrono::milliseconds now()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

}

struct Gate::Pending
{
    Wish wish;
    ToolResult done;
    std::unique_ptr<QTimer> timer = std::make_unique<QTimer>();
};

Gate::Gate(QString deviceId, ToolPolicy policy, const GateLimits& limits, QObject* parent)
    : QObject(parent)
    , m_deviceId(std::move(deviceId))
    , m_policy(std::move(policy))
    , m_limits(limits)
{
}

Gate::~Gate()
{
    for (const auto& [id, pending] : m_pending)
        note(pending->wish, u"failed"_s, tr("The conversation ended before it answered."));
}

void Gate::setSurroundings(mcp::CallRate* rate, Witness witness)
{
    m_rate = rate;
    m_witness = std::move(witness);
}

void Gate::note(const Wish& wish, const QString& outcome, const QString& reason) const
{
    if (!m_witness)
        return;
    QString detail = reason.isEmpty() ? QString() : redacted(reason).left(2 * mcp::longestAuditedValue) + u' ';
    detail += mcp::auditedArguments(wish.arguments);
    m_witness({ .deviceId = m_deviceId,
        .actor = wish.actor,
        .action = u"tool"_s,
        .subject = redacted(wish.tool).left(mcp::longestAuditedValue),
        .outcome = outcome,
        .detail = detail });
}

void Gate::miss(const QString& tool, const QJsonObject& arguments, const ToolResult& done, const QString& actor)
{
    const QString reason = QCoreApplication::translate("myna", "Tool %1 not found.").arg(tool.left(mcp::longestAuditedValue));
    note({ tool, arguments, actor }, u"failed"_s, reason);
    done(Error { Error::Code::NotFound, reason });
}

std::optional<Error> Gate::consentNeeded(const Wish& wish, const QString& makersName) const
{
    if (wish.actor != "assistant"_L1 || !m_policy.wantsConsent(wish.tool, makersName))
        return std::nullopt;
    if (m_askPerson && m_askPerson(wish.tool, wish.arguments))
        return Error { Error::Code::Cancelled, tr("It was not done yet: the person is asked first, after your words.") };
    return Error { Error::Code::Refused,
        tr("The tool %1 needs the word of a person, and there is nobody who can be asked now.").arg(wish.tool) };
}

void Gate::pass(
    const QString& tool, const QJsonObject& arguments, const Way& way, ToolResult done, const QString& actor, const QString& makersName)
{
    QString reason;
    if (QJsonDocument(arguments).toJson(QJsonDocument::Compact).size() > m_limits.argumentBytes)
        reason = tr("The tool %1 was not used: its arguments are too long.").arg(tool);
    else if (const ToolDenial denial = m_policy.judge(tool, arguments, makersName); denial != ToolDenial::None)
        reason = denialText(denial, tool);
    else if (m_rate && !m_rate->admit(m_deviceId, m_limits.callsPerMinute, now()))
        reason = tr("This device used too many tools within a minute. Try again a little later.");
    if (!reason.isEmpty()) {
        note({ tool, arguments, actor }, u"denied"_s, reason);
        done(Error { Error::Code::Refused, reason });
        return;
    }
    if (const auto consent = consentNeeded({ tool, arguments, actor }, makersName)) {
        note({ tool, arguments, actor }, u"denied"_s, consent->text);
        done(*consent);
        return;
    }
    const quint64 id = ++m_lastId;
    auto pending = std::make_unique<Pending>();
    pending->wish = { tool, arguments, actor };
    pending->done = std::move(done);
    pending->timer->setSingleShot(true);
    connect(pending->timer.get(), &QTimer::timeout, this, [this, id, tool] {
        finish(id, Error { Error::Code::Timeout, tr("The tool %1 did not answer in time.").arg(tool) });
    });
    pending->timer->start(m_limits.call);
    m_pending.emplace(id, std::move(pending));
    way([self = QPointer<Gate>(this), id](const Result<QString>& result) {
        if (self)
            self->finish(id, result);
    });
}

void Gate::finish(quint64 id, const Result<QString>& result)
{
    const auto found = m_pending.find(id);
    if (found == m_pending.end())
        return; // too late
    const std::unique_ptr<Pending> pending = std::move(found->second);
    m_pending.erase(found);
    pending->timer->stop();
    pending->timer.release()->deleteLater(); // it may be emitting now
    if (result) {
        note(pending->wish, u"allowed"_s, {});
        pending->done(mcp::trimmedResult(*result, m_limits.resultBytes));
        return;
    }
    const Error error { result.error().code, mcp::trimmedResult(result.error().text, m_limits.resultBytes) };
    note(pending->wish, u"failed"_s, error.text);
    pending->done(error);
}

}

#include "moc_gate.cpp"
