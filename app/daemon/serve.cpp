// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"
#include "client/datadirectory.h"
#include "daemon/complaint.h"
#include "daemon/events.h"
#include "daemon/stopsignals.h"
#include "daemon/verbline.h"
#include "daemon/verbs.h"
#include "server/config/configloader.h"
#include "server/localserver.h"
#include "server/metrics/serverlog.h"
#include "server/turnreportjson.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>
#include <QScopeGuard>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

using server::LocalServer;
using server::ServerOptions;

Result<quint16> portFrom(const QString& text, const QString& option)
{
    bool ok = false;
    const uint number = text.toUInt(&ok);
    if (!ok || number > 65535)
        return Error { Error::Code::Invalid, u"%1 takes a number from 0 to 65535, not \"%2\"."_s.arg(option, text) };
    return quint16(number);
}

Result<server::ActivationPolicy> policyFrom(const QString& text)
{
    if (const auto policy = server::policyFromName(text))
        return *policy;
    return Error { Error::Code::Invalid, u"--activation takes open, approve or code, not \"%1\"."_s.arg(text) };
}

// What the command line says; the files are read over the rest.
Result<ServerOptions> optionsFrom(const QCommandLineParser& parser)
{
    ServerOptions options = serverOptions(parser);
    // What the command line says stays, whatever the file says later.
    static const QHash<QString, QString> keys { { u"bind"_s, u"server.ip"_s }, { u"port"_s, u"server.port"_s },
        { u"http-port"_s, u"server.http_port"_s }, { u"activation"_s, u"server.activation"_s } };
    for (auto it = keys.cbegin(); it != keys.cend(); ++it) {
        if (parser.isSet(it.key()))
            options.fixedKeys << it.value();
    }
    if (parser.isSet(u"bind"_s) && !options.bind.setAddress(parser.value(u"bind"_s)))
        return Error { Error::Code::Invalid, u"--bind takes an IP address, not \"%1\"."_s.arg(parser.value(u"bind"_s)) };
    for (const auto& [name, target] : { std::pair { u"port"_s, &options.port }, std::pair { u"http-port"_s, &options.httpPort } }) {
        if (!parser.isSet(name))
            continue;
        const auto port = portFrom(parser.value(name), u"--"_s + name);
        if (!port)
            return port.error();
        *target = port.value();
    }
    if (parser.isSet(u"activation"_s)) {
        const auto policy = policyFrom(parser.value(u"activation"_s));
        if (!policy)
            return policy.error();
        options.activation = policy.value();
    }
    return options;
}

QString stateWord(server::ActivationRequest::State state)
{
    switch (state) {
    case server::ActivationRequest::State::Offered:
        return u"offered"_s;
    case server::ActivationRequest::State::Bound:
        return u"bound"_s;
    case server::ActivationRequest::State::Expired:
        return u"expired"_s;
    }
    return {};
}

void announceDevices(LocalServer& server, const Events& events)
{
    const auto device = [&events](const QString& id, const QString& state, const QString& reason) {
        events.emitEvent(u"device"_s, { { u"device"_s, id }, { u"state"_s, state }, { u"reason"_s, reason } },
            u"%1 %2%3"_s.arg(id, state, reason.isEmpty() ? QString() : u": "_s + reason));
    };
    QObject::connect(&server, &LocalServer::deviceConnected, &server, [device](const QString& id) { device(id, u"connected"_s, {}); });
    QObject::connect(&server, &LocalServer::deviceClosed, &server,
        [device](const QString& id, const QString& reason) { device(id, u"closed"_s, reason); });
    QObject::connect(&server, &LocalServer::deviceRefused, &server,
        [device](const QString& id, const QString& reason) { device(id, u"refused"_s, reason); });
    QObject::connect(&server, &LocalServer::activationChanged, &server, [&events](const server::ActivationRequest& request) {
        const QString state = stateWord(request.state);
        events.emitEvent(u"activation"_s, { { u"device"_s, request.deviceId }, { u"code"_s, request.code }, { u"state"_s, state } },
            request.state == server::ActivationRequest::State::Offered
                ? u"%1 asks to join with code %2. Approve it: mynad devices approve %2"_s.arg(request.deviceId, request.code)
                : u"%1 %2"_s.arg(request.deviceId, state));
    });
}

void announce(LocalServer& server, const Events& events)
{
    QObject::connect(&server, &LocalServer::started, &server, [&events](const server::ServerAddresses& addresses) {
        events.emitEvent(u"ready"_s,
            { { u"websocket"_s, addresses.websocket.toString() }, { u"ota"_s, addresses.ota.toString() },
                { u"vision"_s, addresses.vision.toString() }, { u"admin"_s, addresses.admin.toString() },
                { u"pid"_s, QCoreApplication::applicationPid() } },
            u"Ready. Point your devices at %1 (Ctrl+C stops)."_s.arg(addresses.ota.toString()));
    });
    announceDevices(server, events);
    QObject::connect(&server, &LocalServer::turnFinished, &server, [&events](const server::TurnReport& report) {
        events.emitEvent(u"turn"_s, server::toJson(report), u"%1 “%2” → “%3”"_s.arg(report.deviceId, report.heard, report.said));
    });
    QObject::connect(&server, &LocalServer::configurationApplied, &server, [&events](const QStringList& changed) {
        events.emitEvent(u"config"_s, { { u"state"_s, u"applied"_s }, { u"changed"_s, QJsonArray::fromStringList(changed) } },
            u"Configuration applied: %1"_s.arg(changed.isEmpty() ? u"nothing changed"_s : changed.join(u", "_s)));
    });
    QObject::connect(&server, &LocalServer::configurationRejected, &server, [&events](const Error& error) {
        events.emitEvent(
            u"config"_s, { { u"state"_s, u"rejected"_s }, { u"error"_s, error.text } }, u"Configuration not applied: %1"_s.arg(error.text));
    });
    QObject::connect(&server, &LocalServer::warned, &server, [](const QString& sentence) { complain(u"serve"_s, sentence); });
    QObject::connect(&server, &LocalServer::wishFailed, &server, [](const Error& error) { complain(u"serve"_s, error.text); });
}

// What is written to the channels of the log goes to the owner's programs too, from whichever thread it comes.
void installServerLog(LocalServer& server, const ServerOptions& options)
{
    LogSettings settings = server::serverLogSettings(options.config.log);
    settings.tap = [&server](const LogEntry& entry) {
        QMetaObject::invokeMethod(
            &server, [&server, entry] { server.publishLog(entry); }, Qt::QueuedConnection);
    };
    installLog(options.dataDir, settings);
}

void startWith(LocalServer& server, const ServerOptions& options)
{
    server::loadConfig(options, &server, [&server](const Result<server::LoadedConfig>& loaded) {
        if (!loaded) {
            complain(u"serve"_s, loaded.error().text);
            QCoreApplication::exit(Usage);
            return;
        }
        for (const QString& warning : loaded->warnings)
            complain(u"serve"_s, warning);
        installServerLog(server, loaded->options);
        server.start(loaded->options);
    });
}

}

int serve(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"The embedded XiaoZhi server without a window."_s);
    parser.addHelpOption();
    parser.addOptions({
        { u"config"_s, u"Read this YAML file over the defaults."_s, u"FILE"_s },
        { u"data"_s, u"Keep everything in this folder."_s, u"DIR"_s },
        { u"bind"_s, u"Listen on this address only."_s, u"ADDRESS"_s },
        { u"port"_s, u"WebSocket port; 0 takes a free one (8000)."_s, u"N"_s },
        { u"http-port"_s, u"HTTP port; 0 takes a free one (8003)."_s, u"N"_s },
        { u"activation"_s, u"How devices join: open, approve or code (approve)."_s, u"POLICY"_s },
        { u"json"_s, u"One JSON object per line on standard output."_s },
    });
    if (const auto status = endedBy(parser, u"serve"_s, arguments, &QStringList::isEmpty, u"it takes options only; see --help."_s))
        return *status;
    const auto options = optionsFrom(parser);
    if (!options) {
        complain(u"serve"_s, options.error().text);
        return Usage;
    }
    client::makeDataDirectory(options->dataDir);
    installLog(options->dataDir);

    const Events events(parser.isSet(u"json"_s));
    LocalServer server;
    const auto quiet = qScopeGuard([] { removeLog(); }); // it speaks of the server
    StopSignals stopSignals;
    announce(server, events);
    QObject::connect(&stopSignals, &StopSignals::stopWanted, &server, [&server] {
        if (server.isRunning())
            server.stop();
        else
            QCoreApplication::exit(Done); // it still waits for the keychain
    });
    QObject::connect(&stopSignals, &StopSignals::reloadWanted, &server, &LocalServer::reloadConfiguration);
    QObject::connect(&server, &LocalServer::stopped, qApp, [] { QCoreApplication::exit(Done); });
    QObject::connect(&server, &LocalServer::failed, qApp, [](const Error& error) {
        complain(u"serve"_s, error.text);
        QCoreApplication::exit(error.code == Error::Code::Invalid ? Usage : NetworkTrouble);
    });
    QMetaObject::invokeMethod(
        &server, [&server, options] { startWith(server, *options); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

}
