// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/edgeguard.h"

#include "base/processusage.h"
#include "protocol/provisioning.h"
#include "server/routes/devicejson.h"
#include "server/turnreportjson.h"

#include <QCoreApplication>
#include <QThread>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int policyViolation = 1008;
// Notices to the owner: whoever invents clients for the devices of a household does not bury it in them.
constexpr int forgedPerHour = 20;
constexpr std::chrono::seconds memoryEvery { 2 }; // a turn holds far less than what comes together in that time
// For so long an address is not listened to, and a client that is no device of ours is not.
constexpr std::chrono::minutes shutOutFor { 10 };

void audit(EdgeParts& parts, const QString& deviceId, const QString& action, const QString& subject, const QString& outcome)
{
    parts.audit.note(
        { .time = parts.clock(), .deviceId = deviceId, .actor = u"server"_s, .action = action, .subject = subject, .outcome = outcome });
}

void onQuarantined(Edge& edge, EdgeParts& parts, const QString& deviceId, const QString& reason)
{
    const QString text
        = QCoreApplication::translate("myna", "The device %1 is in quarantine: %2 Release it on the server's page when it behaves again.")
              .arg(deviceId, reason);
    parts.sessions.closeDevice(deviceId, policyViolation, u"This device is in quarantine."_s);
    audit(parts, deviceId, u"quarantine"_s, {}, u"done"_s);
    alarm(edge, parts, u"quarantine"_s, deviceId, text);
}

void onClientForged(Edge& edge, EdgeParts& parts, const Contact& contact)
{
    const QString who = contact.deviceId + u'|' + contact.clientId;
    noteOffence(edge, parts, contact, false, QCoreApplication::translate("myna", "It says it is another client than the bound one."), 1);
    if (!parts.seldom.mayTell(who, parts.clock(), u"forged-client"_s, forgedPerHour))
        return;
    audit(parts, contact.deviceId, u"forged-client"_s, contact.clientId, u"denied"_s);
    alarm(edge, parts, u"forged-client"_s, contact.deviceId,
        QCoreApplication::translate("myna",
            "Somebody at %1 says it is the device %2, but is not the one you approved. If you reset that device, approve its new code; if "
            "not, refuse it.")
            .arg(contact.peer.toString(), contact.deviceId));
}

void publishFacts(Edge& edge, EdgeParts& parts)
{
    LiveFeed* const live = &parts.live;
    EdgeParts* const p = &parts;
    live->setSnapshot([p] {
        QVector<LiveFeed::Event> events { { u"devices"_s, toJson(deviceRows(*p)) } };
        for (const ActivationRecord& record : p->activation->pending())
            events.append({ u"activation"_s, toJson(ActivationRequest { record.deviceId, record.code, record.board }) });
        return events;
    });
    QObject::connect(&edge, &Edge::devicesChanged, live, [live](const QVector<DeviceRow>& rows) {
        if (live->listeners() > 0)
            live->publish(u"devices"_s, toJson(rows));
    });
    QObject::connect(&edge, &Edge::activationChanged, live,
        [live](const ActivationRequest& request) { live->publish(u"activation"_s, toJson(request)); });
    QObject::connect(&edge, &Edge::warned, live, [live](const QString& text) {
        live->publish(u"warning"_s, QJsonObject { { u"text"_s, text } });
    });
    QObject::connect(&edge, &Edge::turnFinished, live, [live](const TurnReport& report) {
        if (live->listeners() > 0)
            live->publish(u"turn"_s, toJson(report));
    });
}

}

void connectGuard(Edge& edge, EdgeParts& parts)
{
    EdgeParts* const p = &parts;
    QObject::connect(&p->memoryTimer, &QTimer::timeout, &edge, [p] { p->sessions.load().noteMemory(processUsage().residentBytes); });
    Gatekeeper* const gatekeeper = &*p->gatekeeper;
    QObject::connect(gatekeeper, &Gatekeeper::quarantined, &p->live,
        [&edge, p](const QString& deviceId, const QString& reason) { onQuarantined(edge, *p, deviceId, reason); });
    QObject::connect(
        gatekeeper, &Gatekeeper::clientForged, &p->live, [&edge, p](const Contact& contact) { onClientForged(edge, *p, contact); });
    QObject::connect(&p->sessions, &SessionThreads::offended, &p->live,
        [&edge, p](const DeviceFacts& facts, const QString& address, const QString& what, int weight) {
            Contact contact;
            contact.deviceId = facts.deviceId;
            contact.clientId = facts.clientId;
            contact.peer = QHostAddress(address);
            noteOffence(edge, *p, contact, facts.activationCode.isEmpty(), what, weight);
        });
    QObject::connect(&p->webhook, &Webhook::gaveUp, &p->live,
        [](const QString& reason) { qWarning("A notice to the owner's webhook was not taken: %s", qUtf8Printable(reason)); });
    const auto isWelcome = [gate = &p->peerGate, clock = p->clock](
                               const QHostAddress& peer, const QHostAddress& local) { return gate->allows(peer, local, clock()); };
    p->webDoor.setPeerGate(isWelcome);
    p->sessions.onEveryDoor([isWelcome](http::FrontDoor& door) { door.setPeerGate(isWelcome); });
    const auto countRefused = [p] { ++p->counters.peersRefused; };
    QObject::connect(&p->webDoor, &http::FrontDoor::peerRefused, &p->live, countRefused);
    QObject::connect(&p->sessions, &SessionThreads::peerRefused, &p->live, countRefused);
    p->adminDesk.setWitness([p](const AdminDesk::Deed& deed) {
        // Once in a while: nobody can fill the database with tries.
        const bool denied = deed.status == 401 || deed.status == 403;
        if (denied && p->seldom.mayTell(u"admin|"_s + deed.from, p->clock()))
            p->audit.note({ .time = p->clock(), .actor = deed.from, .action = u"admin"_s, .subject = deed.action, .outcome = u"denied"_s });
    });
    publishFacts(edge, parts);
}

void applyAccess(Edge& edge, EdgeParts& parts)
{
    const AccessConfig& access = parts.options.config.access;
    const Limits& limits = parts.options.config.limits;
    AccessRules rules;
    rules.policy = parts.options.activation;
    rules.alwaysAskToken = access.alwaysAskToken;
    rules.tokens = access.tokens;
    for (const QString& device : access.allowedDevices)
        rules.allowedDevices.append(protocol::normalisedDeviceId(device));
    rules.pinsClient = access.pinsClient;
    rules.limitsAddresses = access.limitsRate;
    parts.gatekeeper->setRules(rules);
    parts.tokens->setLifetime(access.tokenLife);
    // Whoever came with the former one comes again, with the new one.
    if (parts.adminDesk.setRemoteToken(access.adminToken.toUtf8()))
        parts.live.close(policyViolation, u"The owner's token has changed"_s);
    const auto networks
        = access.allowedNetworks.isEmpty() ? Result<NetworkRules>(NetworkRules::standard()) : NetworkRules::parse(access.allowedNetworks);
    if (networks)
        parts.peerGate.setNetworks(networks.value());
    else
        emit edge.warned(networks.error().text);
    parts.admission.setRules(
        { limits.connections, access.limitsRate ? limits.connectionsPerDevice : 0, access.limitsRate ? limits.connectsPerMinute : 0 });
    parts.offences.setLimit(limits.quarantineAfter);
    parts.sessions.setLimits(limits);
    const int engineThreads = parts.options.config.engineThreads;
    parts.sessions.load().setTurnLimit(limits.busyTurnsPerThread * (engineThreads > 0 ? engineThreads : QThread::idealThreadCount()));
    constexpr qint64 megabyte = 1024 * 1024;
    parts.sessions.load().setMemoryLimit(limits.memoryMegabytes * megabyte);
    if (limits.memoryMegabytes > 0)
        parts.memoryTimer.start(memoryEvery);
    else
        parts.memoryTimer.stop();
    if (const auto set = parts.webhook.setAddress(parts.options.config.notify.webhook); !set)
        emit edge.warned(set.error().text);
}

void noteOffence(Edge& edge, EdgeParts& parts, const Contact& contact, bool proven, const QString& what, int weight)
{
    const QHostAddress& peer = contact.peer;
    ++parts.counters.offences;
    const bool bound = parts.gatekeeper->isBound(contact.deviceId, contact.clientId);
    // Nobody can shut a device out by using its id: what its forgers do counts for where they come from.
    if (bound && proven) {
        if (!parts.offences.note(contact.deviceId, weight))
            return;
        if (const auto shut = parts.gatekeeper->quarantine(contact.deviceId, what); !shut)
            emit edge.warned(shut.error().text);
    } else {
        if (!bound && parts.offences.note(contact.deviceId + u'|' + contact.clientId, weight))
            parts.sessions.closeClient(contact.deviceId, contact.clientId, policyViolation, u"Too much that is not understood"_s);
        // Without limits by address somebody else counts them: a balancer, whose address is everybody's here.
        if (parts.options.config.access.limitsRate && !peer.isNull() && parts.offences.note(peer.toString(), weight)) {
            parts.peerGate.shutOut(peer, parts.clock().addSecs(std::chrono::seconds(shutOutFor).count()));
            alarm(edge, parts, u"address"_s, contact.deviceId,
                QCoreApplication::translate("myna", "The address %1 is not listened to for ten minutes: %2").arg(peer.toString(), what));
        }
    }
}

void alarm(Edge& edge, EdgeParts& parts, const QString& kind, const QString& deviceId, const QString& text)
{
    emit edge.warned(text);
    parts.webhook.send({ { u"event"_s, kind }, { u"device"_s, deviceId }, { u"text"_s, text },
        { u"time"_s, parts.clock().toUTC().toString(Qt::ISODate) } });
}

void setEmergencyStop(Edge& edge, EdgeParts& parts, bool on)
{
    if (std::exchange(parts.emergencyStop, on) == on)
        return;
    parts.sessions.setStopped(on);
    if (parts.vision) // not before the server is complete
        parts.vision->setStopped(on);
    audit(parts, {}, u"emergency-stop"_s, on ? u"on"_s : u"off"_s, u"done"_s);
    alarm(edge, parts, u"emergency-stop"_s, {},
        on ? QCoreApplication::translate("myna", "Emergency stop: nothing is said, no tool is used, every question is turned down.")
           : QCoreApplication::translate("myna", "The emergency stop has ended."));
    emit edge.emergencyStopChanged(on);
}

}
