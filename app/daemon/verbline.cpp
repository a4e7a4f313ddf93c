// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/verbline.h"

#include "client/datadirectory.h"
#include "client/storedsecrets.h"

#include <QCommandLineParser>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

server::ServerOptions serverOptions(const QCommandLineParser& parser)
{
    server::ServerOptions options;
    options.dataDir = client::dataDirectory(parser.value(u"data"_s));
    options.secrets = client::storedSecrets(options.dataDir);
    if (parser.isSet(u"config"_s))
        options.configFile = QFileInfo(parser.value(u"config"_s)).absoluteFilePath();
    return options;
}

}
