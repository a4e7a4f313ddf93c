// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/complaint.h"
#include "daemon/events.h"
#include "daemon/plugincheck.h"
#include "daemon/verbline.h"
#include "daemon/verbs.h"
#include "server/config/configloader.h"
#include "server/toolbox/pluginsandbox.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

int printHash(const QString& file, const Events& events)
{
    const auto digest = server::programDigest(file);
    if (!digest) {
        complain(u"plugins"_s, digest.error().text);
        return Failed;
    }
    events.emitEvent(u"hash"_s, { { u"file"_s, file }, { u"sha256"_s, *digest } }, u"sha256: "_s + *digest);
    return Done;
}

void printRow(const server::ProviderRow& row, const Events& events)
{
    const QString state = server::stateName(row.state);
    const QString kind = server::kindName(row.kind);
    QString line = u"%1  %2  %3"_s.arg(row.name, kind, state);
    if (!row.tools.isEmpty())
        line += u"  "_s + row.tools.join(u", "_s);
    if (!row.trouble.isEmpty())
        line += u"\n    "_s + row.trouble;
    events.emitEvent(u"plugin"_s,
        { { u"name"_s, row.name }, { u"kind"_s, kind }, { u"state"_s, state }, { u"tools"_s, QJsonArray::fromStringList(row.tools) },
            { u"trouble"_s, row.trouble } },
        line);
}

int list(server::ServerOptions options, const Events& events)
{
    std::unique_ptr<PluginLook> look;
    const auto onLoaded = [&](const Result<server::LoadedConfig>& loaded) {
        if (!loaded) {
            complain(u"plugins"_s, loaded.error().text);
            QCoreApplication::exit(Usage);
            return;
        }
        look = std::make_unique<PluginLook>(loaded->options.config);
        QObject::connect(look.get(), &PluginLook::finished, qApp, [&events](const QVector<server::ProviderRow>& rows) {
            bool ready = true;
            for (const server::ProviderRow& row : rows) {
                printRow(row, events);
                ready = ready && row.state == server::ToolProvider::State::Ready;
            }
            if (rows.isEmpty())
                complain(u"plugins"_s,
                    u"there are no plugins or tool servers in this configuration (tools.plugins, mcpServers, mcp_endpoint)."_s);
            QCoreApplication::exit(ready ? Done : Failed);
        });
        look->start();
    };
    QMetaObject::invokeMethod(
        qApp, [&] { server::loadConfig(options, qApp, onLoaded); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

}

int plugins(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Begins the configured plugins and tool servers once and tells what they offer, or writes the SHA-256 of a program for the configuration."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"action"_s, u"list | hash FILE"_s);
    parser.addOptions({
        { u"config"_s, u"The server's configuration file."_s, u"FILE"_s },
        { u"data"_s, u"The server's folder."_s, u"DIR"_s },
        { u"json"_s, u"One JSON object per line on standard output."_s },
    });
    const auto fits
        = [](const QStringList& words) { return words == QStringList { u"list"_s } || (words.size() == 2 && words.first() == u"hash"_s); };
    if (const auto status = endedBy(parser, u"plugins"_s, arguments, fits, u"say list or hash FILE."_s))
        return *status;
    const QStringList words = parser.positionalArguments();
    const Events events(parser.isSet(u"json"_s));
    if (words.constFirst() == u"hash"_s)
        return printHash(words.last(), events);
    return list(serverOptions(parser), events);
}

}
