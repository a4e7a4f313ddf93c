// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/admintoolservers.h"

#include <QJsonArray>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

QJsonObject toJson(const ProviderRow& row)
{
    return { { u"name"_s, row.name }, { u"kind"_s, QString(kindName(row.kind)) }, { u"state"_s, QString(stateName(row.state)) },
        { u"tools"_s, QJsonArray::fromStringList(row.tools) }, { u"trouble"_s, row.trouble } };
}

void addToolServerRoute(AdminDesk& admin, const std::function<QVector<ProviderRow>()>& rows)
{
    admin.route("GET", u"/admin/tool-servers"_s, [rows](const http::Request&, const QJsonObject&) -> Result<QJsonValue> {
        QJsonArray all;
        for (const ProviderRow& row : rows())
            all.append(toJson(row));
        return QJsonValue(all);
    });
}

}
