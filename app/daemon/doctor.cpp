// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/datadirectory.h"
#include "daemon/checks.h"
#include "daemon/events.h"
#include "daemon/verbs.h"
#include "server/config/configloader.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>

#include <cstdio>

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
    if (!parser.parse(arguments) || !parser.positionalArguments().isEmpty()) {
        std::fprintf(stderr, "mynad doctor: %s\n",
            qPrintable(parser.positionalArguments().isEmpty() ? parser.errorText() : u"it takes options only; see --help."_s));
        return Usage;
    }
    if (parser.isSet(u"help"_s)) {
        std::fputs(qPrintable(helpOf(parser, u"doctor"_s)), stdout);
        return Done;
    }
    const Events events(parser.isSet(u"json"_s));
    server::ServerOptions options;
    options.dataDir = client::dataDirectory(parser.value(u"data"_s));
    bool failed = false;
    if (parser.isSet(u"config"_s)) {
        options.configFile = QFileInfo(parser.value(u"config"_s)).absoluteFilePath();
        if (auto loaded = server::loadConfig(options.configFile, options)) {
            for (const QString& warning : loaded->warnings)
                print({ u"configuration"_s, Finding::Level::Warning, warning, {} }, events);
            options = loaded->options;
        } else {
            print({ u"configuration"_s, Finding::Level::Error, loaded.error().text, u"Mend the file; the rest is looked at without it."_s },
                events);
            options.configFile.clear();
            failed = true;
        }
    }
    Checkup checkup(checksFor(options));
    QObject::connect(&checkup, &Checkup::found, qApp, [&](const Finding& finding) {
        failed = failed || finding.level == Finding::Level::Error;
        print(finding, events);
    });
    QObject::connect(&checkup, &Checkup::finished, qApp, [&failed] { QCoreApplication::exit(failed ? Failed : Done); });
    QMetaObject::invokeMethod(&checkup, &Checkup::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

}
