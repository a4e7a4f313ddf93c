// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/checks.h"

#include "audio/devicemonitor.h"
#include "client/datadirectory.h"
#include "daemon/enginecheck.h"
#include "daemon/plugincheck.h"
#include "daemon/tlscheck.h"
#include "http/acceptor.h"
#include "server/addresses.h"
#include "server/store/sqlstore.h"
#include "settings/settingsstore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkInterface>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

using Level = Finding::Level;

QVector<Finding> lookAtFolder(const QString& dataDir)
{
    const QString name = u"data"_s;
    const QString shown = QDir::toNativeSeparators(dataDir);
    const QFileInfo folder(dataDir);
    if (!folder.exists()) {
        const QFileInfo parent(folder.path());
        if (parent.exists() && !parent.isWritable())
            return { { name, Level::Error, u"The folder %1 cannot be made."_s.arg(shown), u"Choose another one with --data."_s } };
        return { { name, Level::Ok, u"Everything will be kept in %1; nothing is there yet."_s.arg(shown), {} } };
    }
    if (!folder.isDir() || !folder.isWritable())
        return { { name, Level::Error, u"The folder %1 cannot be written."_s.arg(shown),
            u"Make it writable, or choose another one with --data."_s } };
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    if (folder.permissions() & others)
        return { { name, Level::Warning, u"Other users of this computer can look into %1."_s.arg(shown), u"chmod 700 %1"_s.arg(shown) } };
    return { { name, Level::Ok, u"Everything is kept in %1."_s.arg(shown), {} } };
}

QVector<Finding> lookAtSettings(const server::ServerOptions& options)
{
    QVector<Finding> findings;
    const settings::SettingsStore settings(options.dataDir);
    if (settings.problem().isEmpty())
        findings.append({ u"configuration"_s, Level::Ok, u"The settings can be read."_s, {} });
    else
        findings.append({ u"configuration"_s, Level::Warning, settings.problem(), {} });
    if (!options.configFile.isEmpty()) // it was loaded, or we would not be here
        findings.append({ u"configuration"_s, Level::Ok, u"%1 is understood."_s.arg(options.configFile), {} });
    return findings;
}

QString repairOf(const Error& error, bool isFile)
{
    if (isFile)
        return u"The server keeps a damaged file aside when it starts and makes a new one; devices must then be approved again."_s;
    if (error.code == Error::Code::Unavailable)
        return u"Start PostgreSQL, or mend database.url and database.password in the configuration; the server waits for it."_s;
    return u"Mend database.url in the configuration, or name an empty database there and fill it with mynad restore."_s;
}

QVector<Finding> lookAtDatabase(const server::ServerOptions& options)
{
    using Condition = server::SqlStore::Condition;
    const QString name = u"database"_s;
    const bool isFile = options.config.store.url.isEmpty();
    const auto found = server::SqlStore::check({ options.dataDir, options.config.store });
    if (!found)
        return { { name, Level::Error, found.error().text, repairOf(found.error(), isFile) } };
    switch (*found) {
    case Condition::Missing:
        return { { name, Level::Ok, u"The server has no database yet; it is made at the first start."_s, {} } };
    case Condition::Old:
        return { { name, Level::Warning, u"The server's database is of an older version; the next start brings it up to date."_s,
            u"mynad backup FILE keeps what it holds as it is now."_s } };
    case Condition::Current:
        break;
    }
    return { { name, Level::Ok, isFile ? u"The server's database is sound."_s : u"The server's PostgreSQL answers and is up to date."_s,
        {} } };
}

// What a running server of this folder says of itself.
quint16 portOfRunningServer(const QString& dataDir)
{
    QFile file(QDir(dataDir).filePath(u"admin.json"_s));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return quint16(std::max(0, QUrl(QJsonDocument::fromJson(file.readAll())["url"_L1].toString()).port(0)));
}

Finding lookAtPort(const server::ServerOptions& options, quint16 port, const QString& use, const QString& option)
{
    const QString name = u"ports"_s;
    if (port == 0)
        return { name, Level::Ok, u"%1: any free port."_s.arg(use), {} };
    http::Acceptor acceptor;
    const auto opened = acceptor.open(options.bind, port);
    if (opened)
        return { name, Level::Ok, u"%1: port %2 is free."_s.arg(use).arg(port), {} };
    if (options.httpPort != 0 && portOfRunningServer(options.dataDir) == options.httpPort)
        return { name, Level::Ok, u"%1: port %2 is in use, and a server of this folder runs."_s.arg(use).arg(port), {} };
    return { name, Level::Error, u"%1: %2"_s.arg(use, opened.error().text),
        u"Stop the other program, or choose another port with %1."_s.arg(option) };
}

QVector<Finding> lookAtAddresses(const server::ServerOptions& options)
{
    const QString name = u"addresses"_s;
    const auto addresses = server::addressesOf(options.bind, options.port, options.httpPort, QNetworkInterface::allAddresses(),
        options.config.tls.enabled ? server::Wire::Tls : server::Wire::Plain);
    QStringList urls;
    for (const QUrl& url : addresses.otaOnEveryNetwork) {
        if (!QHostAddress(url.host()).isLoopback())
            urls.append(url.toString());
    }
    if (urls.isEmpty())
        return { { name, Level::Warning, u"Only this computer can reach the server: it has no address on a network."_s,
            u"Connect it to the network of your devices; without --bind the server listens on every address."_s } };
    return { { name, Level::Ok, u"Devices reach the server at %1"_s.arg(urls.join(u", "_s)), {} } };
}

void lookAtKeychain(const QString& dataDir, QObject* context, const Check::Answer& answer)
{
    const settings::SettingsStore settings(dataDir);
    std::shared_ptr<pairing::SecretStore> store = client::secretStoreFor(dataDir, settings);
    QObject::connect(context, &QObject::destroyed, context, [store] {}); // as long as the check
    store->probe([answer, place = store->place()](const Result<>& kept) {
        if (kept)
            answer({ { u"keychain"_s, Level::Ok, u"Keys can be kept %1."_s.arg(place), {} } });
        else
            answer({ { u"keychain"_s, Level::Warning, kept.error().text,
                u"Unlock or install a keyring (GNOME Keyring, KWallet), or let the pairing wizard keep the keys in a file only you can read."_s } });
    });
}

Finding soundFinding(const audio::SoundSystem& system, bool input)
{
    const QString direction = input ? u"microphone"_s : u"loudspeaker"_s;
    int count = 0;
    QString standard;
    for (const audio::SoundDevice& device : system.devices) {
        if (device.isInput != input)
            continue;
        ++count;
        if (device.isDefault)
            standard = device.name;
    }
    if (count == 0)
        return { u"sound"_s, Level::Warning, u"There is no %1."_s.arg(direction), u"Plug one in. Typing and reading work without."_s };
    return { u"sound"_s, Level::Ok,
        standard.isEmpty() ? u"%1 of kind %2, none is the default."_s.arg(count).arg(direction)
                           : u"The %1 is %2."_s.arg(direction, standard),
        {} };
}

void lookAtSound(QObject* context, const Check::Answer& answer)
{
    auto* monitor = audio::makeDeviceMonitor().release();
    monitor->setParent(context);
    const auto denied = std::make_shared<bool>(false);
    QObject::connect(monitor, &audio::DeviceMonitor::accessDenied, context, [denied](bool refused) { *denied = refused; });
    QObject::connect(monitor, &audio::DeviceMonitor::listed, context, [answer, denied](const audio::SoundSystem& system) {
        if (system.present)
            answer({ soundFinding(system, true), soundFinding(system, false) });
        else if (*denied)
            answer({ { u"sound"_s, Level::Warning, u"The sound server refuses this user."_s,
                u"Run this as the user who is logged in at the screen."_s } });
        else
            answer({ { u"sound"_s, Level::Warning, u"No sound server can be reached."_s,
                u"Start PulseAudio or PipeWire. A server without a loudspeaker does not need one."_s } });
    });
    monitor->start();
}

}

QVector<Check> checksFor(const server::ServerOptions& options)
{
    const auto now = [](const QString& name, std::function<QVector<Finding>()> look) {
        return Check { name, [look = std::move(look)](QObject*, const Check::Answer& answer) { answer(look()); } };
    };
    return {
        now(u"data"_s, [options] { return lookAtFolder(options.dataDir); }),
        now(u"configuration"_s, [options] { return lookAtSettings(options); }),
        now(u"database"_s, [options] { return lookAtDatabase(options); }),
        now(u"ports"_s,
            [options] {
                return QVector<Finding> { lookAtPort(options, options.port, u"WebSocket"_s, u"--port"_s),
                    lookAtPort(options, options.httpPort, u"HTTP"_s, u"--http-port"_s) };
            }),
        now(u"addresses"_s, [options] { return lookAtAddresses(options); }),
        now(u"tls"_s, [options] { return lookAtTls(options, QDateTime::currentDateTimeUtc()); }),
        { u"keychain"_s, [options](QObject* context, const Check::Answer& answer) { lookAtKeychain(options.dataDir, context, answer); } },
        { u"sound"_s, [](QObject* context, const Check::Answer& answer) { lookAtSound(context, answer); } },
        { u"engines"_s, [options](QObject* context, const Check::Answer& answer) { lookAtEngines(options, context, answer); } },
        { u"plugins"_s, [options](QObject* context, const Check::Answer& answer) { lookAtPlugins(options, context, answer); } },
    };
}

}
