// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/complaint.h"
#include "daemon/events.h"
#include "daemon/verbline.h"
#include "daemon/verbs.h"
#include "server/config/configloader.h"
#include "server/store/sqlstore.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

struct Copying
{
    QString verb; // "backup" or "restore"
    QString file;
    server::ServerOptions options;
    bool json = false;
};

int statusOf(const Error& error)
{
    if (error.code == Error::Code::Unavailable)
        return NetworkTrouble;
    return error.code == Error::Code::Invalid ? Usage : Failed;
}

int copy(const Copying& wanted, const server::ServerOptions& options)
{
    const bool restoring = wanted.verb == u"restore"_s;
    const bool sqlite = options.config.store.url.isEmpty();
    if (!restoring && sqlite && !QFileInfo::exists(QDir(options.dataDir).filePath(u"server.db"_s))) {
        complain(wanted.verb, u"There is no server's database in %1 yet."_s.arg(QDir::toNativeSeparators(options.dataDir)));
        return Failed;
    }
    if (restoring && QFileInfo::exists(QDir(options.dataDir).filePath(u"admin.json"_s))) {
        complain(wanted.verb, u"A server runs from %1. Stop it first."_s.arg(QDir::toNativeSeparators(options.dataDir)));
        return Failed;
    }
    const auto opened = server::SqlStore::open({ options.dataDir, options.config.store });
    if (!opened) {
        complain(wanted.verb, opened.error().text);
        return statusOf(opened.error());
    }
    if (const QString& warning = opened.value()->warning; !warning.isEmpty())
        complain(wanted.verb, warning);
    server::SqlStore& store = *opened.value()->store;
    const auto done = restoring ? store.restore(wanted.file) : store.backup(wanted.file);
    if (!done) {
        complain(wanted.verb, done.error().text);
        return statusOf(done.error());
    }
    const auto devices = store.devices();
    const int count = devices ? int(devices->size()) : 0;
    const Events events(wanted.json);
    events.emitEvent(u"done"_s, { { u"action"_s, wanted.verb }, { u"file"_s, wanted.file }, { u"devices"_s, count } },
        restoring ? u"Restored from %1 (devices: %2)."_s.arg(QDir::toNativeSeparators(wanted.file)).arg(count)
                  : u"Written to %1 (devices: %2). It holds what was said: keep it safe."_s.arg(QDir::toNativeSeparators(wanted.file))
                        .arg(count));
    return Done;
}

int run(const QString& verb, const QString& description, const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(description);
    parser.addHelpOption();
    parser.addPositionalArgument(u"file"_s, u"FILE"_s);
    parser.addOptions({
        { u"config"_s, u"The server's YAML file; it says which database is used."_s, u"FILE"_s },
        { u"data"_s, u"The server's folder."_s, u"DIR"_s },
        { u"json"_s, u"One JSON object per line on standard output."_s },
    });
    const auto fits = [](const QStringList& words) { return words.size() == 1; };
    if (const auto status = endedBy(parser, verb, arguments, fits, u"say which FILE."_s))
        return *status;
    const Copying wanted { verb, QFileInfo(parser.positionalArguments().constFirst()).absoluteFilePath(), serverOptions(parser),
        parser.isSet(u"json"_s) };
    QObject context;
    QMetaObject::invokeMethod(
        &context,
        [&] {
            server::loadConfig(wanted.options, &context, [&wanted](const Result<server::LoadedConfig>& loaded) {
                if (!loaded)
                    complain(wanted.verb, loaded.error().text);
                QCoreApplication::exit(loaded ? copy(wanted, loaded->options) : int(Usage));
            });
        },
        Qt::QueuedConnection);
    return QCoreApplication::exec();
}

}

int backup(const QStringList& arguments)
{
    return run(u"backup"_s,
        u"Copies the server's database, also of a running server, into one file: devices, codes, turns, audit, memory."_s, arguments);
}

int restore(const QStringList& arguments)
{
    return run(u"restore"_s, u"Fills a new server's database, SQLite or PostgreSQL, from a backup. The server must not run."_s, arguments);
}

}
