// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/verbline.h"

#include "client/datadirectory.h"
#include "client/storedsecrets.h"
#include "daemon/complaint.h"
#include "daemon/events.h"

#include <QCommandLineParser>
#include <QFileInfo>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

std::optional<ExitStatus> endedBy(QCommandLineParser& parser, const QString& verb, const QStringList& arguments,
    const std::function<bool(const QStringList& words)>& fits, const QString& usage)
{
    const bool parsed = parser.parse(arguments);
    if (parsed && parser.isSet(u"help"_s)) {
        std::fputs(qPrintable(helpOf(parser, verb)), stdout);
        return Done;
    }
    if (parsed && fits(parser.positionalArguments()))
        return std::nullopt;
    complain(verb, parsed ? usage : parser.errorText());
    return Usage;
}

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
