// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/checks.h"
#include "daemon/events.h"
#include "daemon/verbline.h"
#include "daemon/verbs.h"
#include "server/config/configloader.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

void print(const Finding& finding, const Events& events)
{
    const QString level = levelName(finding.level);
    QString line = u"%1  %2: %3"_s.arg(level.leftJustified(7), finding.check, finding.text);
    if (!finding.repair.isEmpty())
        line += u"\n         → "_s + finding.repair;
    events.emitEvent(u"check"_s,
        { { u"check"_s, finding.check }, { u"level"_s, level }, { u"text"_s, finding.text }, { u"repair"_s, finding.repair } }, line);
}

}

int doctor(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Looks at everything the programs need here and says how to repair what is missing. Exit status 1 when there is an error."_s);
    parser.addHelpOption();
    parser.addOptions({
        { u"config"_s, u"The server's configuration file."_s, u"FILE"_s },
        { u"data"_s, u"The folder everything is kept in."_s, u"DIR"_s },
        { u"json"_s, u"One JSON object per line on standard output."_s },
    });
    if (const auto status = endedBy(parser, u"doctor"_s, arguments, &QStringList::isEmpty, u"it takes options only; see --help."_s))
        return *status;
    const Events events(parser.isSet(u"json"_s));
    server::ServerOptions options = serverOptions(parser);
    bool failed = false;
    std::unique_ptr<Checkup> checkup;
    const auto lookAround = [&](const server::ServerOptions& known) {
        checkup = std::make_unique<Checkup>(checksFor(known));
        QObject::connect(checkup.get(), &Checkup::found, qApp, [&](const Finding& finding) {
            failed = failed || finding.level == Finding::Level::Error;
            print(finding, events);
        });
        QObject::connect(checkup.get(), &Checkup::finished, qApp, [&failed] { QCoreApplication::exit(failed ? Failed : Done); });
        checkup->start();
    };
    const auto onLoaded = [&](const Result<server::LoadedConfig>& loaded) {
        if (loaded) {
            for (const QString& warning : loaded->warnings)
                print({ u"configuration"_s, Finding::Level::Warning, warning, {} }, events);
            lookAround(loaded->options);
            return;
        }
        print({ u"configuration"_s, Finding::Level::Error, loaded.error().text, u"Mend the file; the rest is looked at without it."_s },
            events);
        failed = true;
        options.configFile.clear();
        lookAround(options);
    };
    QMetaObject::invokeMethod(
        qApp, [&] { server::loadConfig(options, qApp, onLoaded); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

}
