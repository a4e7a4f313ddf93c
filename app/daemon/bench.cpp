// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/framer.h"
#include "codec/resampler.h"
#include "codec/speechcodec.h"
#include "codec/wavfile.h"
#include "daemon/events.h"
#include "daemon/simulateddevice.h"
#include "daemon/verbs.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QTimer>
#include <QUuid>

#include <algorithm>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

constexpr int frameMs = 60;
constexpr int connectsPerTick = 10; // about 160 devices a second: a house coming back after a power cut

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

double percentile(QVector<double>& values, double share)
{
    if (values.isEmpty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, qsizetype(double(values.size()) * share))];
}

QJsonObject summary(const std::vector<std::unique_ptr<SimulatedDevice>>& devices)
{
    DeviceFigures all;
    int connected = 0;
    int refused = 0;
    for (const auto& device : devices) {
        const DeviceFigures& one = device->figures();
        connected += one.connected ? 1 : 0;
        refused += one.refused ? 1 : 0;
        all.turns += one.turns;
        all.packetsSent += one.packetsSent;
        all.packetsReceived += one.packetsReceived;
        all.bytesReceived += one.bytesReceived;
        all.spacingErrorMs += one.spacingErrorMs;
        all.turnLatencyMs += one.turnLatencyMs;
    }
    const auto percentiles = [](QVector<double>& values) {
        return QJsonObject { { u"p50"_s, percentile(values, 0.5) }, { u"p95"_s, percentile(values, 0.95) },
            { u"p99"_s, percentile(values, 0.99) } };
    };
    return { { u"connected"_s, connected }, { u"refused"_s, refused }, { u"turns"_s, all.turns },
        { u"packets_sent"_s, qint64(all.packetsSent) }, { u"packets_received"_s, qint64(all.packetsReceived) },
        { u"bytes_received"_s, qint64(all.bytesReceived) }, { u"spacing_error_ms"_s, percentiles(all.spacingErrorMs) },
        { u"turn_latency_ms"_s, percentiles(all.turnLatencyMs) } };
}

protocol::ConnectionProfile profileFor(const QUrl& url, int number)
{
    protocol::ConnectionProfile profile;
    profile.url = url;
    profile.identity.deviceId = u"02:be:%1:%2:%3:%4"_s.arg(0, 2, 16, '0'_L1)
                                    .arg((number >> 16) & 255, 2, 16, '0'_L1)
                                    .arg((number >> 8) & 255, 2, 16, '0'_L1)
                                    .arg(number & 255, 2, 16, '0'_L1);
    // The same device in every run, or the server would take the second run for an impostor.
    profile.identity.clientId = QUuid::createUuidV5(QUuid(), profile.identity.deviceId).toString(QUuid::WithoutBraces);
    return profile;
}

int runDevices(const QUrl& url, int count, int talking, int seconds, const QVector<QByteArray>& question, const Events& events)
{
    std::vector<std::unique_ptr<SimulatedDevice>> devices;
    devices.reserve(size_t(count));
    for (int i = 0; i < count; ++i)
        devices.push_back(std::make_unique<SimulatedDevice>(profileFor(url, i), i < talking, question));
    size_t opened = 0;
    QTimer frames;
    frames.setTimerType(Qt::PreciseTimer);
    QObject::connect(&frames, &QTimer::timeout, &frames, [&devices, &opened] {
        for (int i = 0; i < connectsPerTick && opened < devices.size(); ++i)
            devices[opened++]->connectNow();
        for (const auto& device : devices)
            device->tick();
    });
    frames.start(frameMs);
    QTimer::singleShot(std::chrono::seconds(seconds), qApp, &QCoreApplication::quit);
    QCoreApplication::exec();
    const QJsonObject figures = summary(devices);
    events.emitEvent(u"bench"_s, figures, QString::fromUtf8(QJsonDocument(figures).toJson(QJsonDocument::Indented)));
    return figures["connected"_L1].toInt() == count ? Done : NetworkTrouble;
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
        { u"seconds"_s, u"How long (20)."_s, u"S"_s, u"20"_s },
        { u"input"_s, u"The spoken question; without it the question is typed."_s, u"FILE.wav"_s },
        { u"json"_s, u"One JSON object per line on standard output."_s },
    });
    if (!parser.parse(arguments)
        || (!parser.isSet(u"help"_s) && (parser.positionalArguments() != QStringList { u"devices"_s } || !parser.isSet(u"websocket"_s)))) {
        std::fprintf(stderr, "mynad bench: %s\n",
            qPrintable(parser.errorText().isEmpty() ? u"say: mynad bench devices --websocket URL"_s : parser.errorText()));
        return Usage;
    }
    if (parser.isSet(u"help"_s)) {
        std::fputs(qPrintable(helpOf(parser, u"bench"_s)), stdout);
        return Done;
    }
    const auto question = questionFrom(parser.value(u"input"_s));
    if (!question) {
        std::fprintf(stderr, "mynad bench: %s\n", qPrintable(question.error().text));
        return Usage;
    }
    return runDevices(QUrl(parser.value(u"websocket"_s)), parser.value(u"devices"_s).toInt(), parser.value(u"talking"_s).toInt(),
        parser.value(u"seconds"_s).toInt(), *question, Events(parser.isSet(u"json"_s)));
}

}
