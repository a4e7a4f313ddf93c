// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"
#include "client/datadirectory.h"
#include "daemon/stopsignals.h"
#include "daemon/talkrun.h"
#include "daemon/verbs.h"

#include <QCoreApplication>

#include <cstdio>

namespace myna::daemon {

int talk(const QStringList& arguments)
{
    const auto options = parseTalkOptions(arguments);
    if (!options) {
        std::fprintf(stderr, "mynad talk: %s\n", qPrintable(options.error().text));
        return Usage;
    }
    if (options->help) {
        std::fputs(qPrintable(options->helpText), stdout);
        return Done;
    }
    client::makeDataDirectory(options->dataDir);
    installLog(options->dataDir);

    std::shared_ptr<audio::FileSound> files;
    if (!options->microphone || !options->speaker) {
        auto opened = audio::FileSound::open(options->input, options->output);
        if (!opened) {
            std::fprintf(stderr, "mynad talk: %s\n", qPrintable(opened.error().text));
            return Usage;
        }
        files = std::move(opened).value();
    }
    TalkRun run(*options, files);
    StopSignals stopSignals;
    QObject::connect(&stopSignals, &StopSignals::stopWanted, &run, &TalkRun::stop);
    QObject::connect(&run, &TalkRun::finished, qApp, [](int status) { QCoreApplication::exit(status); });
    run.start();
    return QCoreApplication::exec();
}

}
