// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/edgeports.h"

#include "server/edgeadmission.h"

#include <QTcpSocket>

namespace myna::server {

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
