// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"
#include "client/datadirectory.h"
#include "client/privatefiles.h"
#include "desktop/application.h"
#include "desktop/commandline.h"
#include "desktop/connectdesk.h"
#include "desktop/controlcommand.h"
#include "desktop/instancegate.h"
#include "desktop/logrelay.h"
#include "desktop/screen.h"
#include "desktop/singleinstance.h"
#include "desktop/startmeasure.h"
#include "server/metrics/serverlog.h"

#include <QApplication>
#include <QIcon>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>

using namespace Qt::Literals::StringLiterals;
using namespace myna::desktop;

namespace {

// Everything of ours is stopped by now; what is left are static destructors, and the sound library's may abort.
[[noreturn]] void leave(int status)
{
    std::fflush(stdout);
    std::fflush(stderr);
    std::quick_exit(status);
}

// Help and version need no screen. Returns when it is something else that is wanted.
void answerWithoutWindow(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"myna"_s);
    const auto line = parseCommandLine(QCoreApplication::arguments());
    if (!line || line->answer.isEmpty()) // words of the window system are not ours to judge
        return;
    std::fputs(qPrintable(line->answer), stdout);
    leave(0);
}

// What the running instance shall do instead of this process.
QJsonObject wishOf(const CommandLine& line)
{
    if (line.minimized)
        return { { u"verb"_s, u"status"_s } };
    return { { u"verb"_s, u"show"_s }, { u"page"_s, line.page }, { u"token"_s, qEnvironmentVariable("XDG_ACTIVATION_TOKEN") } };
}

// Nothing when this process is the instance now; otherwise the exit status.
std::optional<int> handOver(SingleInstance& instance, const CommandLine& line)
{
    if (instance.claim())
        return std::nullopt;
    std::optional<int> status;
    InstanceGate gate(instance, controlSocketOf(line.dataDir), wishOf(line));
    QObject::connect(&gate, &InstanceGate::claimed, qApp, &QCoreApplication::quit);
    QObject::connect(&gate, &InstanceGate::handedOver, qApp, [&] {
        status = 0;
        QCoreApplication::quit();
    });
    QObject::connect(&gate, &InstanceGate::failed, qApp, [&](const myna::Error& error) {
        std::fprintf(stderr, "myna: %s\n", qPrintable(error.text));
        status = 1;
        QCoreApplication::quit();
    });
    gate.start();
    QApplication::exec();
    return status;
}

}

int main(int argc, char** argv) // NOLINT(bugprone-exception-escape): what nobody catches ends the program, as it should
{
    myna::client::keepFilesPrivate();
    if (argc > 1 && qstrcmp(argv[1], "ctl") == 0)
        leave(runControlCommand(argc, argv));
    answerWithoutWindow(argc, argv);
    const bool platformChosen
        = std::any_of(argv, argv + argc, [](const char* word) { return QLatin1String(word).contains("-platform"_L1); });
    if (!platformChosen && !hasScreen()) {
        std::fputs("myna: There is no screen to show a window on. Start it in a desktop session; mynad works without one (mynad --help).\n",
            stderr);
        leave(1);
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"myna"_s);
    QApplication::setApplicationDisplayName(u"Myna"_s);
    QApplication::setApplicationVersion(QStringLiteral(MYNA_VERSION));
    QApplication::setDesktopFileName(u"io.github.myna_voice.Myna"_s);
    QApplication::setQuitOnLastWindowClosed(false); // the composition root decides

    auto line = parseCommandLine(QApplication::arguments());
    if (!line) {
        std::fprintf(stderr, "myna: %s\n", qPrintable(line.error().text));
        leave(2);
    }
    myna::client::makeDataDirectory(line->dataDir);
    SingleInstance instance(line->dataDir);
    if (const auto status = handOver(instance, *line))
        leave(*status);
    if (!line->profile.isEmpty()) {
        const auto id = profileNamed(line->dataDir, line->profile);
        if (!id) {
            std::fprintf(stderr, "myna: %s\n", qPrintable(id.error().text));
            leave(2);
        }
        line.value().profile = *id;
    }
    LogRelay relay;
    myna::LogSettings log = myna::server::serverLogSettings({}); // the server in this window writes to its channels
    log.tap = relay.tap();
    myna::installLog(line->dataDir, log);

    Application myna(*line);
    QObject::connect(&relay, &LogRelay::written, &myna, &Application::noteLog);
    QObject::connect(&myna, &Application::finished, qApp, &QCoreApplication::quit);
    myna.start();
    if (line->measureStart) {
        auto* measure = new StartMeasure(myna.window().windowHandle(), &myna);
        QObject::connect(measure, &StartMeasure::printed, &myna, &Application::quit);
    }
    const int status = QApplication::exec();
    myna::removeLog();
    instance.release();
    leave(status);
}
