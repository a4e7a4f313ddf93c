// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/toolview.h"

#include "server/toolbox/gate.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

QJsonArray shownTools(const ToolSource& source, const QString& kind, const Gate& gate)
{
    QJsonArray shown;
    for (const mcp::ToolSpec& tool : source.tools()) {
        QJsonObject object = mcp::toJson(tool);
        object.insert(u"source"_s, kind);
        object.insert(u"allowed"_s, gate.offers(tool.name, source.makersName(tool.name)));
        shown.append(object);
    }
    return shown;
}

QJsonObject shownCall(const QString& tool, const Result<QString>& result, qint64 ms)
{
    return { { u"tool"_s, tool }, { u"ok"_s, result.has_value() }, { u"text"_s, result ? result.value() : result.error().text },
        { u"code"_s, result ? QString() : QString(codeName(result.error().code)) }, { u"ms"_s, ms } };
}

}
