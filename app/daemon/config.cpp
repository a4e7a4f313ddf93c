// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/datadirectory.h"
#include "client/storedsecrets.h"
#include "daemon/complaint.h"
#include "daemon/configimportrun.h"
#include "daemon/configoutput.h"
#include "daemon/events.h"
#include "daemon/verbline.h"
#include "daemon/verbs.h"
#include "server/config/configloader.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

constexpr qint64 maxSecretBytes = 64 * 1024;

server::ServerOptions optionsFrom(const QCommandLineParser& parser)
{
    server::ServerOptions options;
    options.dataDir = client::dataDirectory(parser.value(u"data"_s));
    if (const QString file = parser.positionalArguments().value(1); !file.isEmpty())
        options.configFile = QFileInfo(file).absoluteFilePath();
    options.secrets = client::storedSecrets(options.dataDir);
    return options;
}

// The layers with their secrets, then `work` with what came of them; its result is the exit status.
void judge(const server::ServerOptions& options, const std::function<int(const server::LoadedConfig&)>& work)
{
    const auto layers = server::readLayers(options);
    if (!layers) {
        complain(u"config"_s, layers.error().text);
        QCoreApplication::exit(Usage);
        return;
    }
    const auto finish = [=, layers = layers.value()](
                            const server::Secrets& secrets) { QCoreApplication::exit(work(server::readConfig(layers, options, secrets))); };
    const QStringList wanted = server::secretsWanted(layers.value());
    if (wanted.isEmpty())
        finish({});
    else
        options.secrets->read(wanted, finish);
}

int check(const server::LoadedConfig& loaded, const Events& events)
{
    print(loaded.findings, events);
    const bool valid = !server::hasErrors(loaded.findings);
    events.emitEvent(u"checked"_s, { { u"valid"_s, valid } },
        valid ? u"The configuration can be used."_s : u"The configuration cannot be used until the errors are mended."_s);
    return valid ? Done : Usage;
}

int show(const server::LoadedConfig& loaded, bool json)
{
    if (server::hasErrors(loaded.findings)) {
        complain(u"config"_s, server::errorOf(loaded.findings).text);
        return Usage;
    }
    for (const QString& warning : loaded.warnings)
        complain(u"config"_s, warning);
    std::fputs(
        (json ? asJsonLine(server::effectiveConfig(loaded.options)) : asYaml(server::effectiveConfig(loaded.options))).constData(), stdout);
    return Done;
}

// From standard input: a command line is seen by every user of the computer and kept in the shell's history.
void keepSecret(const QString& name, const server::ServerOptions& options, bool inFile, const Events& events)
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        complain(u"config"_s, u"Standard input cannot be read."_s);
        QCoreApplication::exit(Usage);
        return;
    }
    const QByteArray secret = input.read(maxSecretBytes).trimmed();
    if (secret.isEmpty()) {
        complain(u"config"_s, u"Nothing came on standard input. Give the secret there: mynad config secret %1 < FILE"_s.arg(name));
        QCoreApplication::exit(Usage);
        return;
    }
    client::makeDataDirectory(options.dataDir);
    client::storeSecret(options.dataDir, inFile, name, secret, qApp, [name, &events](const Result<QString>& place) {
        if (!place) {
            complain(u"config"_s, place.error().text);
            complain(u"config"_s, u"Without a keychain, add --in-file: it is then kept in a file only you can read."_s);
            QCoreApplication::exit(Failed);
            return;
        }
        events.emitEvent(u"stored"_s, { { u"name"_s, name }, { u"place"_s, place.value() } },
            u"Kept %1. Write keychain:%2 as the value in the configuration."_s.arg(place.value(), name));
        QCoreApplication::exit(Done);
    });
}

void addOptions(QCommandLineParser& parser)
{
    parser.setApplicationDescription(u"Looks at the server's configuration, takes one over from xiaozhi-esp32-server, keeps secrets."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(
        u"action"_s, u"check [FILE] | show [FILE] | import FILE-OR-FOLDER | secret NAME (read from standard input)"_s);
    parser.addOptions({
        { u"data"_s, u"The server's folder; its .config.yaml lies over FILE."_s, u"DIR"_s },
        { u"replace"_s, u"With import: put it in the place of the present .config.yaml, which is kept beside it."_s },
        { u"in-file"_s, u"Keep secrets in a file only you can read, when there is no keychain."_s },
        { u"json"_s, u"One JSON object per line on standard output."_s },
    });
}

bool isUnderstood(const QStringList& words)
{
    const QString action = words.value(0);
    if (action == u"check"_s || action == u"show"_s)
        return words.size() <= 2;
    if (action == u"secret"_s)
        return words.size() == 2 && server::isSecretReference(words[1]);
    return action == u"import"_s && words.size() == 2;
}

}

int config(const QStringList& arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    const QString usage = u"say check [FILE], show [FILE], import FILE-OR-FOLDER or secret NAME (letters, digits, . _ -)."_s;
    if (const auto status = endedBy(parser, u"config"_s, arguments, &isUnderstood, usage))
        return *status;
    const QStringList words = parser.positionalArguments();
    const Events events(parser.isSet(u"json"_s));
    const bool json = parser.isSet(u"json"_s);
    const bool inFile = parser.isSet(u"in-file"_s);
    const server::ServerOptions options = optionsFrom(parser);
    const QString action = words.first();
    ImportRun import(options.dataDir, { parser.isSet(u"replace"_s), inFile }, events);
    QMetaObject::invokeMethod(
        qApp,
        [&] {
            if (action == u"check"_s)
                judge(options, [&](const server::LoadedConfig& loaded) { return check(loaded, events); });
            else if (action == u"show"_s)
                judge(options, [json](const server::LoadedConfig& loaded) { return show(loaded, json); });
            else if (action == u"import"_s)
                import.start(words[1]);
            else
                keepSecret(words[1], options, inFile, events);
        },
        Qt::QueuedConnection);
    return QCoreApplication::exec();
}

}
