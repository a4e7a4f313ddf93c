// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"
#include "desktop/application.h"
#include "desktop/commandline.h"
#include "desktop/startmeasure.h"

#include <QApplication>
#include <QIcon>

#include <cstdio>
#include <cstdlib>

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

}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"myna"_s);
    QApplication::setApplicationDisplayName(u"Myna"_s);
    QApplication::setApplicationVersion(QStringLiteral(MYNA_VERSION));
    QApplication::setDesktopFileName(u"io.github.myna_voice.Myna"_s);
    QApplication::setQuitOnLastWindowClosed(false); // the composition root decides

    const auto line = parseCommandLine(QApplication::arguments());
    if (!line) {
        std::fprintf(stderr, "myna: %s\n", qPrintable(line.error().text));
        leave(2);
    }
    if (!line->answer.isEmpty()) {
        std::fputs(qPrintable(line->answer), stdout);
        leave(0);
    }
    myna::installLog(line->dataDir);

    Application myna(*line);
    QObject::connect(&myna, &Application::finished, qApp, &QCoreApplication::quit);
    myna.start();
    if (line->measureStart) {
        auto* measure = new StartMeasure(myna.window().windowHandle(), &myna);
        QObject::connect(measure, &StartMeasure::printed, &myna, &Application::quit);
    }
    const int status = QApplication::exec();
    myna::removeLog();
    leave(status);
}
