// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/edgeoptions.h"

#include "server/config/configloader.h"
#include "server/edgeguard.h"

#include <QCoreApplication>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::seconds hardCloseAfterFarewell { 60 };

}

void applyLiveOptions(Edge& edge, EdgeParts& parts)
{
    const ServerOptions& options = parts.options;
    applyAccess(edge, parts);
    DialogueTiming timing;
    timing.farewellAfter = options.farewellAfter;
    timing.closeAfter = options.farewellAfter + hardCloseAfterFarewell;
    parts.sessions.setTiming(timing);
}

void reloadOptions(Edge& edge, EdgeParts& parts)
{
    if (parts.options.configFile.isEmpty())
        return;
    const auto loaded = loadConfig(parts.options.configFile, parts.options);
    if (!loaded) {
        emit edge.configurationRejected(loaded.error());
        return;
    }
    for (const QString& warning : loaded->warnings)
        emit edge.warned(warning);
    const QStringList changed = changedKeys(parts.options, loaded->options);
    const QStringList later = keysForNextStart(changed);
    if (!later.isEmpty())
        emit edge.warned(QCoreApplication::translate("myna", "These settings take effect when the server is started again: %1.")
                             .arg(later.join(u", "_s)));
    ServerOptions next = loaded->options;
    next.bind = parts.options.bind; // what listens stays as it is
    next.port = parts.options.port;
    next.httpPort = parts.options.httpPort;
    parts.options = next;
    applyLiveOptions(edge, parts);
    emit edge.configurationApplied(changed);
}

}
