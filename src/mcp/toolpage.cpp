// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/toolpage.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace myna::mcp {
namespace {

// A page of tools/list: firmware keeps the result and 30 bytes of envelope below 8,000, and gateways are sized for it.
constexpr qsizetype pageBytes = 8000;
constexpr qsizetype envelopeBytes = 30;
// Room for `{"tools":[],"nextCursor":""}` around the tools themselves.
constexpr qsizetype resultBytes = 40;

qsizetype sizeOf(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).size();
}

// As in a page, where quotes in a name cost more than themselves.
qsizetype sizeOfName(const QString& name)
{
    return sizeOf({ { u"n"_s, name } });
}

}

std::optional<QJsonObject> toolPage(const std::vector<const Tool*>& tools, const QString& cursor)
{
    QJsonArray page;
    QString next;
    bool reached = cursor.isEmpty();
    qsizetype used = resultBytes + envelopeBytes;
    for (const Tool* tool : tools) {
        reached = reached || tool->spec.name == cursor;
        if (!reached)
            continue;
        const QJsonObject described = toJson(tool->spec);
        const qsizetype size = sizeOf(described) + 1; // and its comma
        const qsizetype cursorSize = sizeOfName(tool->spec.name);
        // A tool that fills a page alone is left out: an error here would cost the peer every other tool, too.
        if (resultBytes + envelopeBytes + size + cursorSize > pageBytes)
            continue;
        if (used + size + cursorSize > pageBytes) {
            next = tool->spec.name;
            break;
        }
        page.append(described);
        used += size;
    }
    if (!reached)
        return std::nullopt;
    QJsonObject result { { u"tools"_s, page } };
    if (!next.isEmpty())
        result.insert(u"nextCursor"_s, next);
    return result;
}

}
