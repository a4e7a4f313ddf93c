// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/edgeadmission.h"

#include "server/addresses.h"
#include "server/devices/deviceprofile.h"
#include "server/edgeguard.h"
#include "server/routes/otaroutes.h"

#include <QCoreApplication>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

protocol::Framing framingOf(const http::Request& head)
{
    if (head.query.queryItemValue(u"from"_s) == "mqtt_gateway"_L1)
        return protocol::Framing::Gateway;
    return protocol::framingFromNumber(head.headerOrQuery("Protocol-Version"_L1, "protocol-version"_L1).toInt())
        .value_or(protocol::Framing::V1);
}

// What the owner decided for this device and for all.
void addWishes(DeviceFacts& facts, const EdgeParts& parts, const http::Request& head)
{
    const DeviceRecord* const device = parts.registry->find(facts.deviceId);
    facts.persona = personaOf(device && facts.activationCode.isEmpty() ? device->profile : QJsonObject(), standardPersona(parts.options));
    facts.tools = parts.options.config.tools;
    facts.toolCall = parts.options.config.engineLimits.toolCall;
    facts.rules = parts.options.config.dialogue;
    facts.pushBinding = parts.options.pushBinding;
    const Wire wire = parts.tls.isOn() ? Wire::Tls : Wire::Plain;
    if (facts.activationCode.isEmpty() && !facts.persona.engines.value(EngineKind::Vision).isEmpty()) {
        facts.visionUrl = webAddress(webScheme(wire), hostOf(head), parts.webPort.serverPort(), visionPath).toString();
        facts.visionToken = parts.tokens->issue(facts.deviceId, facts.clientId);
    }
    facts.websocketUrl = webAddress(socketScheme(wire), hostOf(head), parts.sessionPort.serverPort(), websocketPath).toString();
}

}

QString admissionKey(const DeviceFacts& facts)
{
    return facts.activationCode.isEmpty() ? facts.deviceId : facts.deviceId + u'|' + facts.clientId;
}

SessionVerdict judgeSession(Edge& edge, EdgeParts& parts, const http::Request& head)
{
    if (parts.stopping)
        return { {}, {}, http::errorResponse(503, "stopping"_L1, QCoreApplication::translate("myna", "The server is being stopped.")) };
    if (parts.admission.noteConnect(head.peer)) {
        emit edge.warned(QCoreApplication::translate(
            "myna", "The address %1 connected more than %2 times within a minute. A device may be misconfigured.")
                             .arg(head.peer.toString())
                             .arg(parts.options.config.limits.connectsPerMinute));
    }
    const Contact contact = contactOf(head);
    if (!contact.fromThisComputer && parts.admission.isSuspicious(head.peer))
        noteOffence(
            edge, parts, contact, parts.gatekeeper->isTrusted(contact), QCoreApplication::translate("myna", "It connects too often."), 1);
    auto admitted = parts.gatekeeper->admit(contact);
    if (!admitted.facts) {
        ++parts.counters.sessionsRefused;
        emit edge.deviceRefused(contact.deviceId, admitted.reason);
        return { {}, {}, admitted.refusal };
    }
    addWishes(*admitted.facts, parts, head);
    const bool tooMany = !parts.admission.enter(admissionKey(*admitted.facts));
    return { std::move(admitted.facts), framingOf(head), {}, tooMany };
}

}
