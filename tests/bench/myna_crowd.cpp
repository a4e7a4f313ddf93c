// SPDX-License-Identifier: GPL-3.0-or-later
// The server as it is, with engines that take no time: `myna_crowd DATA VOICE.wav [FAIL_PERCENT]`. Says where it is in one line of JSON,
// and ends with its standard input. MYNA_BENCH_THREADS is the number of its network threads.
#include "bench/benchengines.h"
#include "codec/resampler.h"
#include "codec/wavfile.h"
#include "server/localserver.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSocketNotifier>

#include <cstdio>

#include <unistd.h>

using namespace myna;
using namespace myna::test;

namespace {

void say(const QJsonObject& line)
{
    std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

server::ServerOptions optionsFor(const QString& folder)
{
    server::ServerOptions options;
    options.dataDir = folder;
    options.bind = QHostAddress(QHostAddress::LocalHost);
    options.port = 0;
    options.httpPort = 0;
    options.activation = server::ActivationPolicy::Open;
    options.config.access.limitsRate = false; // the whole crowd has one address
    options.config.limits.connections = 4000;
    options.config.limits.quarantineAfter = 0; // misbehaving is part of the soak
    options.config.networkThreads = qEnvironmentVariableIntValue("MYNA_BENCH_THREADS");
    options.config.dialogue.greets = false;
    return options;
}

}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const auto clip = codec::readWav(arguments.value(2));
    const auto voice = clip ? codec::resampled(*clip, 24000) : clip;
    if (!voice) {
        std::fprintf(stderr, "myna_crowd: %s\n", qPrintable(voice.error().text));
        return 2;
    }
    BenchScript script { .voice = *voice };
    script.failPercent = arguments.value(3).toInt();
    server::LocalServer daemon(std::make_unique<BenchEngines>(std::move(script)));
    QObject::connect(&daemon, &server::LocalServer::started, &application, [](const server::ServerAddresses& addresses) {
        say({ { u"event"_s, u"ready"_s }, { u"websocket"_s, addresses.websocket.toString() },
            { u"pid"_s, QCoreApplication::applicationPid() } });
    });
    QObject::connect(
        &daemon, &server::LocalServer::warned, &application, [](const QString& text) { std::fprintf(stderr, "%s\n", qPrintable(text)); });
    QObject::connect(&daemon, &server::LocalServer::failed, &application, [](const Error& error) {
        std::fprintf(stderr, "myna_crowd: %s\n", qPrintable(error.text));
        QCoreApplication::exit(3);
    });
    QObject::connect(&daemon, &server::LocalServer::stopped, &application, &QCoreApplication::quit);
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &daemon, [&daemon, &input] {
        char line[64];
        if (read(STDIN_FILENO, line, sizeof line) > 0)
            return;
        input.setEnabled(false);
        daemon.stop();
    });
    daemon.start(optionsFor(arguments.value(1)));
    return QCoreApplication::exec();
}
