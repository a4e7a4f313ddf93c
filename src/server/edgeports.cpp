// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/edgeports.h"

#include "server/edgeadmission.h"

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
    QObject::connect(&p->sessionPort, &http::Acceptor::accepted, &p->sessionDoor, &http::FrontDoor::adopt);
    p->sessionDoor.setUpgradeHandler([&edge, p](const http::Request& head, const auto& take) -> std::optional<http::Response> {
        auto verdict = judgeSession(edge, *p, head);
        if (!verdict.facts)
            return verdict.refusal;
        p->sessions.adopt(take(), *verdict.facts, verdict.framing);
        return std::nullopt;
    });
    p->webDoor.setUpgradeHandler([p](const http::Request& head, const auto& take) -> std::optional<http::Response> {
        if (head.path != livePath)
            return http::errorResponse(404, "not_found"_L1, QCoreApplication::translate("myna", "There is nothing at this address."));
        if (auto refusal = p->adminDesk.judge(head))
            return refusal;
        return p->live.adopt(take);
    });
    for (http::FrontDoor* const door : { &p->webDoor, &p->sessionDoor }) {
        QObject::connect(door, &http::FrontDoor::answered, &edge, [p](int status) {
            ++p->counters.httpAnswers;
            p->counters.httpErrors += status >= 400 ? 1 : 0;
        });
        QObject::connect(door, &http::FrontDoor::turnedAway, &edge, [p] { ++p->counters.turnedAway; });
    }
}

Result<> openPorts(EdgeParts& parts)
{
    if (auto open = parts.sessionPort.open(parts.options.bind, parts.options.port); !open)
        return open;
    return parts.webPort.open(parts.options.bind, parts.options.httpPort);
}

}
