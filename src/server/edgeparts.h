// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "http/acceptor.h"
#include "http/frontdoor.h"
#include "server/config/configdesk.h"
#include "server/devices/admission.h"
#include "server/devices/auditlog.h"
#include "server/devices/firmwareshelf.h"
#include "server/devices/gatekeeper.h"
#include "server/devices/offences.h"
#include "server/devices/peergate.h"
#include "server/devices/seldom.h"
#include "server/devices/sessionthreads.h"
#include "server/devices/webhook.h"
#include "server/dialogue/replycache.h"
#include "server/dialogue/storedkeepers.h"
#include "server/edgecounters.h"
#include "server/metrics/turnmetrics.h"
#include "server/routes/admindesk.h"
#include "server/routes/livefeed.h"
#include "server/routes/mcpdesk.h"
#include "server/routes/ownertools.h"
#include "server/routes/visionroutes.h"
#include "server/store/folderclaim.h"
#include "server/store/storedesk.h"
#include "server/tls/tlsdesk.h"
#include "server/toolbox/toolhouse.h"

#include <QDir>
#include <QElapsedTimer>
#include <QHostInfo>
#include <QNetworkInterface>
#include <QTimer>

#include <memory>
#include <optional>

namespace myna::server {

// Everything the edge has between start() and finished(), in order of making; destroyed in the opposite order. The edge owns it; routes,
// ports, admission and links each put their own lines between these parts.
struct EdgeParts
{
    EdgeParts(EngineRegistry& enginesToUse, Clock clockToUse, ServerOptions wanted)
        : engines(enginesToUse)
        , clock(std::move(clockToUse))
        , options(std::move(wanted))
        , offences(clock)
        , firmware(QDir(options.dataDir).filePath(QStringLiteral("firmware")), clock)
        , admission(clock)
        , tls({ options.dataDir, clock, [] { return QNetworkInterface::allAddresses(); }, QHostInfo::localHostName() })
        , budget(maxConnections)
        , adminDesk(webRouter, { .token = adminToken, .host = options.bind.toString() })
        , webDoor(webRouter, budget)
        , sessions(enginesToUse, budget, sessionRouter, options.config.networkThreads)
    {
        uptime.start();
    }

    EngineRegistry& engines;
    Clock clock;
    ServerOptions options;
    EdgeCounters counters;
    TurnMetrics turnMetrics;
    QElapsedTimer uptime;
    std::unique_ptr<FolderClaim> claim; // goes after the store
    std::optional<StoreDesk> store;
    std::optional<StoredMemories> memories;
    std::optional<StoredBudget> budgets;
    ReplyCache replies;
    std::optional<ToolHouse> tools;
    std::optional<DeviceRegistry> registry;
    std::optional<Activation> activation;
    std::optional<Tokens> tokens;
    std::optional<Gatekeeper> gatekeeper;
    std::optional<VisionDesk> vision;
    std::optional<OwnerTools> ownerTools;
    std::optional<McpDesk> mcp;
    QByteArray adminToken = makeToken();
    bool adminFileWritten = false;
    std::optional<ConfigDesk> configuration;
    AuditLog audit;
    PeerGate peerGate;
    Offences offences;
    Seldom seldom;
    FirmwareShelf firmware;
    Webhook webhook;
    Admission admission;
    TlsDesk tls;
    http::Budget budget;
    http::Router webRouter;
    http::Router sessionRouter;
    AdminDesk adminDesk;
    LiveFeed live;
    http::FrontDoor webDoor;
    SessionThreads sessions;
    http::Acceptor webPort;
    http::Acceptor sessionPort;
    QObject engineTests; // parent of those under way
    QTimer metricsTimer; // while somebody listens
    QTimer rowsTimer;
    QTimer expiryTimer;
    QTimer drainTimer;
    QTimer memoryTimer; // while there is a limit
    bool openNetwork = false; // the owner was told that strangers may come and nothing is encrypted
    bool opening = false; // the store is waited for
    bool stopWanted = false; // while it was
    bool stopping = false;
    bool finishing = false; // only the store is waited for
    bool emergencyStop = false; // nobody speaks, no tool is used, until the owner ends it
};

// The owner's list: every bound device and what it does now.
QVector<DeviceRow> deviceRows(const EdgeParts& parts);

}
