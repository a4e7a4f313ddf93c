// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/redaction.h"

#include <QRegularExpression>

#include <vector>

namespace myna {

namespace {

struct Rule
{
    QRegularExpression pattern;
    QString replacement;
};

QRegularExpression pattern(const QString& text)
{
    QRegularExpression expression(text, QRegularExpression::CaseInsensitiveOption);
    expression.optimize();
    return expression;
}

// In this order: the named ones first, so that what a header is called stays readable. The shapes:
// a credential word with or without quotes · `Authorization: Scheme value` · `token=…`, `"token":"…"` · a JSON web token ·
// a session token of XiaoZhi servers (43 characters, dot, seconds) · a key or signature in hex.
const std::vector<Rule>& rules()
{
    static const QString hidden = QStringLiteral("[redacted]");
    static const std::vector<Rule> list {
        { pattern(QStringLiteral(R"(\b(bearer)(?:\s|%20|\+)+(?!\[redacted)[^\s"',;)&}\]]+)")), QStringLiteral("\\1 ") + hidden },
        { pattern(QStringLiteral(R"re((authorization["']?\s*[:=,]\s*["']?)(?!bearer \[)(?!\[redacted))re"
                                 R"re((?:(?:basic|digest|token)\s+)?[^\s"',;)&}\]]+)re")),
            QStringLiteral("\\1") + hidden },
        { pattern(QStringLiteral(R"re(((?:token|passw(?:or)?d|secret|api[_-]?key|auth[_-]?key|hmac|hmac[_-]key|signature[_-]key))re"
                                 R"re(\\?["']?\s*[:=]\s*\\?["']?)(?!\[redacted)[^\s"'\\,;)&}\]]+)re")),
            QStringLiteral("\\1") + hidden },
        { pattern(QStringLiteral(R"(\beyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]*)")), hidden },
        { pattern(QStringLiteral(R"((?<![\w-])[\w-]{43}\.\d{9,11}\b)")), hidden },
        { pattern(QStringLiteral(R"((?<![0-9a-f])[0-9a-f]{32,}(?![0-9a-f]))")), hidden },
    };
    return list;
}

}

QString redacted(const QString& text)
{
    QString clean = text;
    for (const Rule& rule : rules())
        clean.replace(rule.pattern, rule.replacement);
    return clean;
}

}
