// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/calltext.h"

#include "base/redaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace myna::mcp {
namespace {

constexpr int deepest = 4;

QJsonValue audited(const QJsonValue& value, int depth)
{
    static const QRegularExpression secret(
        u"token|passw|secret|api.?key|auth|credential|\\bpin\\b"_s, QRegularExpression::CaseInsensitiveOption);
    if (value.isString()) {
        const QString text = redacted(value.toString());
        return text.size() <= longestAuditedValue ? text : text.left(longestAuditedValue) + u'…';
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
        members.insert(redacted(it.key()).left(longestAuditedValue),
            secret.match(it.key()).hasMatch() ? u"[redacted]"_s : audited(it.value(), depth + 1));
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

}
