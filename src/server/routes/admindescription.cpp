// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/admindescription.h"

#include <QFile>
#include <QJsonArray>

static void initDescription()
{
    Q_INIT_RESOURCE(adminapi); // of a static library; it must be said outside every namespace
}

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

void addDescriptionRoutes(AdminDesk& desk)
{
    initDescription();
    const QString place = u"/admin/openapi.json"_s;
    desk.routeLater("GET", place, [](const http::Request&, const QJsonObject&, const AdminReply& reply) {
        QFile file(u":/openapi/admin.json"_s);
        reply.document(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    });
    desk.route("GET", u"/admin"_s, [&desk, place](const http::Request&, const QJsonObject&) -> Result<QJsonValue> {
        return QJsonValue(QJsonObject { { u"routes"_s, QJsonArray::fromStringList(desk.operations()) }, { u"description"_s, place } });
    });
}

}
