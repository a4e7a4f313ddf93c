// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/gate.h"

#include "base/redaction.h"
#include "server/toolbox/callrate.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>
#include <QRegularExpression>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr qsizetype longestValue = 80; // characters of one argument in the audit
constexpr int deepest = 4;

std::chrono::milliseconds now()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

QJsonValue audited(const QJsonValue& value, int depth)
{
    static const QRegularExpression secret(
        u"token|passw|secret|api.?key|auth|credential|\\bpin\\b"_s, QRegularExpression::CaseInsensitiveOption);
    if (value.isString()) {
        const QString text = redacted(value.toString());
        return text.size() <= longestValue ? text : text.left(longestValue) + u'…';
    }
    if ((value.isArray() || value.isObject()) && depth >= deepest)
        return u"…"_s;
    if (value.isArray()) {
        QJsonArray items;
        const QJsonArray array = value.toArray();
        for (const auto item : array)
            items.append(audited(item, depth + 1));
        return items;
    }
    if (!value.isObject())
        return value;
    QJsonObject members;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        members.insert(
            redacted(it.key()).left(longestValue), secret.match(it.key()).hasMatch() ? u"[redacted]"_s : audited(it.value(), depth + 1));
    return members;
}

}

QString auditedArguments(const QJsonObject& arguments)
{
    return QString::fromUtf8(QJsonDocument(audited(arguments, 0).toObject()).toJson(QJsonDocument::Compact));
}

QString trimmedResult(const QString& text, qsizetype bytes)
{
    if (text.size() * 3 <= bytes || text.toUtf8().size() <= bytes)
        return text;
    const QString cut = u"\n[…]"_s;
    QByteArray utf8 = text.toUtf8().left(bytes - cut.toUtf8().size());
    // Back to the first byte of the character that was cut, and it goes.
    while (!utf8.isEmpty() && (uchar(utf8.back()) & 0xC0U) == 0x80U)
        utf8.chop(1);
    if (!utf8.isEmpty() && uchar(utf8.back()) >= 0xC0U)
        utf8.chop(1);
    return QString::fromUtf8(utf8) + cut;
}

struct Gate::Pending
{
    QString tool;
    QJsonObject arguments;
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
        note(pending->tool, pending->arguments, u"failed"_s, tr("The conversation ended before it answered."));
}

void Gate::setSurroundings(CallRate* rate, Witness witness)
{
    m_rate = rate;
    m_witness = std::move(witness);
}

void Gate::note(const QString& tool, const QJsonObject& arguments, const QString& outcome, const QString& reason) const
{
    if (!m_witness)
        return;
    QString detail = reason.isEmpty() ? QString() : redacted(reason).left(2 * longestValue) + u' ';
    detail += auditedArguments(arguments);
    m_witness({ .deviceId = m_deviceId,
        .actor = u"assistant"_s,
        .action = u"tool"_s,
        .subject = redacted(tool),
        .outcome = outcome,
        .detail = detail });
}

void Gate::miss(const QString& tool, const QJsonObject& arguments, const ToolResult& done)
{
    const QString reason = QCoreApplication::translate("myna", "Tool %1 not found.").arg(tool.left(longestValue));
    note(tool, arguments, u"failed"_s, reason);
    done(Error { Error::Code::NotFound, reason });
}

void Gate::pass(const QString& tool, const QJsonObject& arguments, const Way& way, ToolResult done)
{
    QString reason;
    if (QJsonDocument(arguments).toJson(QJsonDocument::Compact).size() > m_limits.argumentBytes)
        reason = tr("The tool %1 was not used: its arguments are too long.").arg(tool);
    else if (const ToolDenial denial = m_policy.judge(tool, arguments); denial != ToolDenial::None)
        reason = denialText(denial, tool);
    else if (m_rate && !m_rate->admit(m_deviceId, m_limits.callsPerMinute, now()))
        reason = tr("This device used too many tools within a minute. Try again a little later.");
    if (!reason.isEmpty()) {
        note(tool, arguments, u"denied"_s, reason);
        done(Error { Error::Code::Refused, reason });
        return;
    }
    const quint64 id = ++m_lastId;
    auto pending = std::make_unique<Pending>();
    pending->tool = tool;
    pending->arguments = arguments;
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
        note(pending->tool, pending->arguments, u"allowed"_s, {});
        pending->done(trimmedResult(*result, m_limits.resultBytes));
        return;
    }
    const Error error { result.error().code, trimmedResult(result.error().text, m_limits.resultBytes) };
    note(pending->tool, pending->arguments, u"failed"_s, error.text);
    pending->done(error);
}

}

#include "moc_gate.cpp"
