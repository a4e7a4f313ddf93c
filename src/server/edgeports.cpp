// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/edgeports.h"

#include "server/edgeadmission.h"
#include "server/metrics/serverlog.h"

#include <QCoreApplication>
#include <QTcpSocket>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString livePath = u"/admin/live"_s;

}

void connectDoors(Edge& edge, EdgeParts& parts)
{
    EdgeParts* const p = &parts;
    QObject::connect(&p->webPort, &http::Acceptor::accepted, &p->webDoor, &http::FrontDoor::adopt);
    QObject::connect(&p->sessionPort, &http::Acceptor::accepted, &p->sessions, &SessionThreads::adopt);
    p->sessions.setJudge([&edge, p](const http::Request& head) { return judgeSession(edge, *p, head); });
    p->webDoor.setUpgradeHandler([p](const http::Request& head, const auto& take) -> std::optional<http::Response> {
        if (head.path != livePath)
            return http::errorResponse(404, "not_found"_L1, QCoreApplication::translate("myna", "There is nothing at this address."));
        if (auto refusal = p->adminDesk.judge(head))
            return refusal;
        return p->live.adopt(take);
    });
    const auto countAnswer = [p](const http::Answered& answered) {
        ++p->counters.httpAnswers;
        p->counters.httpErrors += answered.status >= 400 ? 1 : 0;
        logAccess(answered);
    };
    QObject::connect(&p->webDoor, &http::FrontDoor::answered, &edge, countAnswer);
    QObject::connect(&p->sessions, &SessionThreads::answered, &edge, countAnswer);
    const auto countTurnedAway = [p] { ++p->counters.turnedAway; };
    QObject::connect(&p->webDoor, &http::FrontDoor::turnedAway, &edge, countTurnedAway);
    QObject::connect(&p->sessions, &SessionThreads::turnedAway, &edge, countTurnedAway);
}

Result<> openPorts(EdgeParts& parts)
{
    if (auto open = parts.sessionPort.open(parts.options.bind, parts.options.port); !open)
        return open;
    return parts.webPort.open(parts.options.bind, parts.options.httpPort);
}

}
