// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/verbs.h"
#include "server/localserver.h"

#include <functional>
#include <optional>

class QCommandLineParser;

namespace myna::daemon {

// Reads what was typed. When that ends the verb, because its help was wished for or the line is not understood, it is told and the exit
// status comes back; otherwise nothing. `fits` judges the words that are no options, `usage` says what they should be.
[[nodiscard]] std::optional<ExitStatus> endedBy(QCommandLineParser& parser, const QString& verb, const QStringList& arguments,
    const std::function<bool(const QStringList& words)>& fits, const QString& usage);

// The server that --data and --config speak of, with the secrets kept there.
[[nodiscard]] server::ServerOptions serverOptions(const QCommandLineParser& parser);

}
