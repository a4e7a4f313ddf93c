// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/adminturns.h"

#include "server/turnreportjson.h"

#include <QJsonArray>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {
constexpr int maxTurns = 500; // of one answer
}

void addTurnRoute(AdminDesk& admin, const std::function<void(const RecordQuery& query, const TurnRecords& then)>& ask)
{
    admin.routeLater("GET", u"/admin/turns"_s, [ask](const http::Request& request, const QJsonObject&, const AdminReply& reply) {
        RecordQuery query;
        query.deviceId = request.query.queryItemValue(u"device"_s, QUrl::FullyDecoded);
        query.before = request.query.queryItemValue(u"before"_s).toLongLong();
        if (request.query.hasQueryItem(u"limit"_s))
            query.limit = std::clamp(request.query.queryItemValue(u"limit"_s).toInt(), 1, maxTurns);
        ask(query, [reply](const Result<QVector<TurnRecord>>& found) {
            if (!found) {
                reply.fail(found.error());
                return;
            }
            QJsonArray turns;
            for (const TurnRecord& record : *found)
                turns.append(toJson(record));
            reply.done(turns);
        });
    });
}

}
