// SPDX-License-Identifier: GPL-3.0-or-later
// Figures that need the inside of the program: the server's own overhead per turn, and what a talking client costs.
#include "bench/benchengines.h"
#include "server/dialogue/devicesession.h"
#include "support/daemonprocess.h"
#include "support/soundrig.h"
#include "support/speechclip.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::test;

namespace {

void say(const char* what, const QString& figure, const char* limit)
{
    std::printf("%-58s %12s   %s\n", what, qPrintable(figure), limit);
    std::fflush(stdout);
}

// A pipe that notes when the first packet of an answer is sent and when the answer is over.
class StopwatchWire final : public transport::Transport
{
public:
    void open() override { emit opened(); }
    void close() override { emit closed({}); }
    void send(const protocol::Message& message) override
    {
        const auto* speech = std::get_if<protocol::Speech>(&message.body);
        if (speech && speech->state == protocol::SpeechState::Stop)
            finished.quit();
    }
    void sendAudio(const protocol::AudioPacket&) override
    {
        if (clock.isValid() && firstPacketMs < 0)
            firstPacketMs = double(clock.nsecsElapsed()) / 1e6;
    }
    [[nodiscard]] bool isOpen() const override { return true; }
    [[nodiscard]] transport::TransportCounters counters() const override { return {}; }

    void ask()
    {
        firstPacketMs = -1;
        clock.start();
        emit messageReceived({ {}, protocol::Listen { .state = protocol::ListenState::Detect, .text = u"question"_s } });
    }

    QElapsedTimer clock;
    double firstPacketMs = -1;
    QEventLoop finished; // QTest's waiting sleeps in steps of 10 ms, which would be measured too
};

// A typed question to the first packet on the wire, one session, one turn after the other.
void measureOverhead()
{
    constexpr int turns = 60;
    BenchScript script;
    for (int i = 0; i < 24000 / 5; ++i)
        script.voice.samples.push_back(int16_t((i * 997) % 8000 - 4000));
    script.answer = { u"This is the answer."_s };
    BenchEngines engines(std::move(script));
    auto transport = std::make_unique<StopwatchWire>();
    StopwatchWire* wire = transport.get();
    server::DeviceSession session(std::move(transport), { .deviceId = u"02:00:00:00:00:01"_s }, engines);
    session.start();
    emit wire->messageReceived({ {}, protocol::Hello { .audio = protocol::AudioParams {} } });
    QVector<double> overheadMs;
    for (int turn = 0; turn < turns; ++turn) {
        wire->ask();
        QTimer::singleShot(10000, &wire->finished, &QEventLoop::quit);
        wire->finished.exec();
        if (wire->firstPacketMs < 0)
            break;
        overheadMs << wire->firstPacketMs;
    }
    if (overheadMs.size() < turns) {
        say("own overhead per turn, instant engines", u"failed"_s, "");
        return;
    }
    std::sort(overheadMs.begin(), overheadMs.end());
    say("own overhead per turn, instant engines, P50 / P95",
        u"%1 / %2 ms"_s.arg(overheadMs[turns / 2], 0, 'f', 2).arg(overheadMs[turns * 95 / 100], 0, 'f', 2), "limit P95 30 ms");
}

qint64 cpuTicks(qint64 pid)
{
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(' ');
    return fields.value(13).toLongLong() + fields.value(14).toLongLong();
}

double cpuPercent(qint64 pid, int milliseconds)
{
    const qint64 before = cpuTicks(pid);
    QElapsedTimer clock;
    clock.start();
    [[maybe_unused]] const bool never = QTest::qWaitFor([] { return false; }, milliseconds);
    return double(cpuTicks(pid) - before) * 1000.0 / double(sysconf(_SC_CLK_TCK)) / double(clock.elapsed()) * 100.0;
}

// `mynad talk --mic --speaker` in full duplex against `mynad serve`, with a speaker who asks again and again.
void measureTalkingClient()
{
    SoundRig rig;
    if (!rig.start()) {
        say("CPU of a talking client", u"no rig"_s, qPrintable(rig.lastError()));
        return;
    }
    QTemporaryDir folder;
    DaemonProcess server({ u"serve"_s, u"--data"_s, folder.filePath(u"server"_s), u"--bind"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s,
        u"--http-port"_s, u"0"_s, u"--activation"_s, u"open"_s, u"--json"_s });
    server.start();
    const QJsonObject ready = server.waitFor(u"ready"_s);
    DaemonProcess talk({ u"talk"_s, u"--ota"_s, ready["ota"_L1].toString(), u"--data"_s, folder.filePath(u"client"_s), u"--mic"_s,
        u"--speaker"_s, u"--mode"_s, u"realtime"_s, u"--turns"_s, u"1000"_s, u"--json"_s });
    talk.start();
    if (talk.waitFor(u"hello"_s).isEmpty()) {
        say("CPU of a talking client", u"failed"_s, talk.errors().constData());
        return;
    }
    constexpr int windowMs = 5000;
    constexpr int rounds = 4;
    double sum = 0;
    for (int round = 0; round < rounds; ++round) {
        rig.speak(speechClip({ .text = u"what time is it"_s }));
        sum += cpuPercent(talk.process().processId(), windowMs);
    }
    say("CPU of a talking client (full duplex, 20 s)", u"%1 %"_s.arg(sum / rounds, 0, 'f', 1), "limit 3 % of one core");
    say("  turns in that time", QString::number(talk.events(u"turn"_s).size()), "");
}

}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QString part = application.arguments().value(1);
    if (part != u"client"_s)
        measureOverhead();
    if (part != u"server"_s)
        measureTalkingClient();
    std::fflush(stdout);
    std::quick_exit(0);
}
