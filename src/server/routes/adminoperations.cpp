// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/adminoperations.h"

#include "base/logtail.h"
#include "server/metrics/serverlog.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int standardLimit = 200;
constexpr int largestLimit = 1000;

}

void addOperationRoutes(AdminDesk& desk, std::function<MetricsSnapshot()> metrics, std::function<QString()> logFolder)
{
    desk.route(QByteArrayLiteral("GET"), u"/admin/metrics"_s,
        [metrics = std::move(metrics)](
            const http::Request&, const QJsonObject&) -> Result<QJsonValue> { return QJsonValue(toJson(metrics())); });
    desk.route(QByteArrayLiteral("GET"), u"/admin/logs"_s,
        [logFolder = std::move(logFolder)](const http::Request& request, const QJsonObject&) -> Result<QJsonValue> {
            const QString channel = request.query.queryItemValue(u"channel"_s);
            if (channel != "error"_L1 && channel != "performance"_L1 && channel != "access"_L1)
                return Error { Error::Code::Invalid,
                    QCoreApplication::translate("myna", "There are the logs error, performance and access.") };
            const int wanted = request.query.hasQueryItem(u"limit"_s) ? request.query.queryItemValue(u"limit"_s).toInt() : standardLimit;
            if (wanted < 1 || wanted > largestLimit)
                return Error { Error::Code::Invalid,
                    QCoreApplication::translate("myna", "limit is a number from 1 to %1.").arg(largestLimit) };
            QJsonArray entries;
            for (const LogEntry& entry : logTail(logFolder(), channel, wanted))
                entries.append(toJson(entry));
            return QJsonValue(entries);
        });
}

}
