// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/adminrecords.h"

#include "server/routes/devicejson.h"
#include "server/turnreportjson.h"

#include <QJsonArray>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr int mostRecords = 500; // of one answer

template<typename Record>
void addRecordRoute(AdminDesk& admin, const QString& path, const RecordSource<Record>& source)
{
    admin.routeLater("GET", path, [source](const http::Request& request, const QJsonObject&, const AdminReply& reply) {
        RecordQuery query;
        query.deviceId = request.query.queryItemValue(u"device"_s, QUrl::FullyDecoded);
        query.before = request.query.queryItemValue(u"before"_s).toLongLong();
        if (request.query.hasQueryItem(u"limit"_s))
            query.limit = std::clamp(request.query.queryItemValue(u"limit"_s).toInt(), 1, mostRecords);
        source(query, [reply](const Result<QVector<Record>>& found) {
            if (!found) {
                reply.fail(found.error());
                return;
            }
            QJsonArray records;
            for (const Record& record : found.value())
                records.append(toJson(record));
            reply.done(records);
        });
    });
}

}

void addTurnRoute(AdminDesk& admin, const RecordSource<TurnRecord>& source)
{
    addRecordRoute(admin, u"/admin/turns"_s, source);
}

void addAuditRoute(AdminDesk& admin, const RecordSource<AuditRecord>& source)
{
    addRecordRoute(admin, u"/admin/audit"_s, source);
}

}
