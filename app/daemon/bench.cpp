// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/invoke.h"
#include "codec/framer.h"
#include "codec/resampler.h"
#include "codec/speechcodec.h"
#include "codec/wavfile.h"
#include "daemon/devicecrowd.h"
#include "daemon/events.h"
#include "daemon/verbline.h"
#include "daemon/verbs.h"
#include "server/networkthread.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

constexpr int frameMs = 60;

Result<QVector<QByteArray>> questionFrom(const QString& path)
{
    QVector<QByteArray> packets;
    if (path.isEmpty())
        return packets;
    const auto clip = codec::readWav(path);
    if (!clip)
        return clip.error();
    const auto speech = codec::resampled(*clip, 16000);
    if (!speech)
        return speech.error();
    auto encoder = codec::SpeechEncoder::create({ .frameMs = frameMs });
    if (!encoder)
        return encoder.error();
    codec::Framer framer(16000, encoder.value()->samplesPerFrame());
    framer.put(*speech);
    while (auto frame = framer.take()) {
        auto packet = encoder.value()->encode(*frame);
        if (!packet)
            return packet.error();
        packets << std::move(packet).value();
    }
    return packets;
}

int runCrowd(const CrowdPlan& plan, const Events& events)
{
    // Its own loop: Qt's asks every socket at each turn, and would measure itself with a thousand of them.
    server::NetworkThread thread;
    DeviceCrowd crowd(plan);
    crowd.moveToThread(&thread);
    int status = NetworkTrouble;
    QObject::connect(&crowd, &DeviceCrowd::arrived, qApp, [&events](const QJsonObject& figures) {
        events.emitEvent(u"arrived"_s, figures, u"%1 devices are connected."_s.arg(figures["connected"_L1].toInt()));
    });
    QObject::connect(&crowd, &DeviceCrowd::talking, qApp, [&events] { events.emitEvent(u"talking"_s, {}); });
    QObject::connect(&crowd, &DeviceCrowd::finished, qApp, [&](const QJsonObject& figures) {
        events.emitEvent(u"bench"_s, figures, QString::fromUtf8(QJsonDocument(figures).toJson(QJsonDocument::Indented)));
        status = figures["connected"_L1].toInt() == plan.devices ? Done : NetworkTrouble;
        thread.quit();
    });
    QObject::connect(&thread, &QThread::finished, qApp, &QCoreApplication::quit);
    thread.start();
    onThreadOf(&crowd, [&crowd] { crowd.start(); });
    QCoreApplication::exec();
    return status;
}

Result<CrowdPlan> planFrom(const QCommandLineParser& parser)
{
    CrowdPlan plan;
    plan.websocket = QUrl(parser.value(u"websocket"_s));
    plan.devices = std::max(1, parser.value(u"devices"_s).toInt());
    plan.talking = parser.value(u"talking"_s).toInt();
    plan.idle = std::chrono::seconds(parser.value(u"idle"_s).toInt());
    plan.talk = std::chrono::seconds(parser.value(u"seconds"_s).toInt());
    plan.connectsPerSecond = std::max(1, parser.value(u"rate"_s).toInt());
    plan.habits.text = parser.value(u"text"_s);
    plan.habits.pause = std::chrono::milliseconds(parser.value(u"pause"_s).toInt());
    plan.habits.faultPercent = parser.value(u"faults"_s).toInt();
    auto question = questionFrom(parser.value(u"input"_s));
    if (!question)
        return question.error();
    plan.habits.question = std::move(question).value();
    return plan;
}

}

int bench(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"mynad bench devices: N connected devices of which M hold conversations at real time."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"what"_s, u"devices"_s);
    parser.addOptions({
        { u"websocket"_s, u"The server's WebSocket address."_s, u"URL"_s },
        { u"devices"_s, u"How many connect (100)."_s, u"N"_s, u"100"_s },
        { u"talking"_s, u"How many of them talk (0)."_s, u"M"_s, u"0"_s },
        { u"seconds"_s, u"How long, from the first question on (20)."_s, u"S"_s, u"20"_s },
        { u"idle"_s, u"How long they are silent before that (0)."_s, u"S"_s, u"0"_s },
        { u"rate"_s, u"How many connect each second (160)."_s, u"N"_s, u"160"_s },
        { u"text"_s, u"The typed question; %1 is a number that changes."_s, u"TEXT"_s, u"what is %1 plus 2"_s },
        { u"pause"_s, u"Milliseconds between an answer and the next question (0)."_s, u"MS"_s, u"0"_s },
        { u"faults"_s, u"Percent of the turns in which the device misbehaves (0)."_s, u"P"_s, u"0"_s },
        { u"input"_s, u"The spoken question; without it the question is typed."_s, u"FILE.wav"_s },
        { u"json"_s, u"One JSON object per line on standard output."_s },
    });
    const auto fits = [&parser](const QStringList& words) { return words == QStringList { u"devices"_s } && parser.isSet(u"websocket"_s); };
    if (const auto status = endedBy(parser, u"bench"_s, arguments, fits, u"say: mynad bench devices --websocket URL"_s))
        return *status;
    const auto plan = planFrom(parser);
    if (!plan) {
        std::fprintf(stderr, "mynad bench: %s\n", qPrintable(plan.error().text));
        return Usage;
    }
    return runCrowd(*plan, Events(parser.isSet(u"json"_s)));
}

}
