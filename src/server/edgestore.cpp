// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/edgestore.h"

#include "server/edgetools.h"
#include "server/turnreportjson.h"

#include <QDir>
#include <QSet>

namespace myna::server {

namespace {

Result<> makeGatekeeper(EdgeParts& p, const StorePicture& picture)
{
    auto key = picture.sharedKey.isEmpty() ? loadServerKey(p.options.dataDir) : Result<QByteArray>(picture.sharedKey);
    if (!key)
        return key.error();
    p.registry.emplace(p.store->book(), p.clock);
    p.activation.emplace(p.store->book(), p.clock);
    p.tokens.emplace(*key, p.clock);
    p.gatekeeper.emplace(*p.registry, *p.activation, *p.tokens, AccessRules {});
    if (auto loaded = p.registry->load(); !loaded)
        return loaded;
    return p.activation->load();
}

// The database was away: others may have changed it meanwhile, and what was done here has been written.
void takePicture(EdgeParts& p, const StorePicture& picture)
{
    QSet<QString> there;
    for (const DeviceRecord& device : picture.devices) {
        there.insert(device.deviceId);
        p.gatekeeper->takeDevice(device.deviceId, device);
    }
    for (const DeviceRecord& device : p.registry->all()) {
        if (!there.contains(device.deviceId))
            p.gatekeeper->takeDevice(device.deviceId, std::nullopt);
    }
    there.clear();
    for (const ActivationRecord& record : picture.activations) {
        there.insert(record.code);
        p.gatekeeper->takeCode(record.code, QStringLiteral("offered"), record);
    }
    for (const ActivationRecord& record : p.activation->pending()) {
        if (!there.contains(record.code))
            p.gatekeeper->takeCode(record.code, QStringLiteral("expired"), std::nullopt);
    }
}

// For conversations that begin from now on.
void shareServices(EdgeParts& p, ToolHouse* tools)
{
    const DialogueServices services { .replies = &p.replies,
        .budget = &*p.budgets,
        .tools = tools,
        .load = &p.sessions.load(),
        .audioBufferBytes = p.options.config.limits.audioBufferBytes };
    p.sessions.onEvery([services, memories = &*p.memories](SessionHost& host) { host.setServices(services, memories); });
}

}

void openStore(Edge& edge, EdgeParts& parts, std::function<void(const Result<>&)> then)
{
    EdgeParts* const p = &parts;
    p->store.emplace(StorePlace { p->options.dataDir, p->options.config.store }, p->clock);
    QObject::connect(&*p->store, &StoreDesk::warned, &edge, &Edge::warned);
    QDir().mkpath(p->options.dataDir); // whoever cannot have it hears so from the store
    auto claim = FolderClaim::take(p->options.dataDir);
    if (!claim) {
        then(claim.error());
        return;
    }
    p->claim = std::move(claim.value());
    p->store->open([p, &edge, then = std::move(then)](const Result<StorePicture>& picture) {
        if (p->stopping)
            return;
        if (!picture) {
            then(picture.error());
            return;
        }
        if (!picture->warning.isEmpty())
            emit edge.warned(picture->warning);
        then(makeGatekeeper(*p, *picture));
    });
}

void connectStore(Edge& edge, EdgeParts& parts)
{
    EdgeParts* const p = &parts;
    Gatekeeper* const gatekeeper = &*p->gatekeeper;
    QObject::connect(&*p->store, &StoreDesk::deviceChanged, gatekeeper, &Gatekeeper::takeDevice);
    QObject::connect(&*p->store, &StoreDesk::codeChanged, gatekeeper,
        [gatekeeper](const CodeNews& news) { gatekeeper->takeCode(news.code, news.state, news.record); });
    QObject::connect(&*p->store, &StoreDesk::pictureChanged, gatekeeper, [p](const StorePicture& picture) { takePicture(*p, picture); });
    QObject::connect(&edge, &Edge::turnFinished, gatekeeper, [p](const TurnReport& report) { p->store->addTurn(toRecord(report)); });
    p->memories.emplace(*p->store);
    p->budgets.emplace(*p->store);
    ToolHouse* const tools = &openTools(edge, *p);
    shareServices(*p, tools);
    QObject::connect(&edge, &Edge::configurationApplied, gatekeeper, [p, tools] {
        p->store->setRetention(p->options.config.store.keepTurnsDays, p->options.config.store.keepAuditDays);
        shareServices(*p, tools);
    });
    p->audit.setKeeper([p](const AuditRecord& record) { p->store->addAudit(record); });
}

}
