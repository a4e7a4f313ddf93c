// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/localserver.h"

class QCommandLineParser;

namespace myna::daemon {

// The server that --data and --config speak of, with the secrets kept there.
[[nodiscard]] server::ServerOptions serverOptions(const QCommandLineParser& parser);

}
