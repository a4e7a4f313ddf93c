// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/soundrig.h"

#include "codec/resampler.h"
#include "codec/wavfile.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <vector>

#include <sys/prctl.h>

namespace myna::test {

namespace {

constexpr int toolTimeoutMs = 30000;

// A test that dies takes its daemons with it.
void dieWithParent(QProcess& process)
{
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

void useServer(QProcess& process, const QString& server)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PULSE_SERVER"), server);
    process.setProcessEnvironment(environment);
    dieWithParent(process);
}

void end(QProcess& process)
{
    if (process.state() == QProcess::NotRunning)
        return;
    process.kill();
    process.waitForFinished(toolTimeoutMs);
}

}

double reportedLatencyMs(const QByteArray& reports)
{
    static const QRegularExpression report(QStringLiteral("Latency: (-?[0-9]+) usec"));
    std::vector<double> latencies;
    for (auto found = report.globalMatch(QString::fromLatin1(reports)); found.hasNext();)
        latencies.push_back(found.next().captured(1).toDouble() / 1000);
    if (latencies.empty())
        return 0;
    const auto middle = latencies.begin() + std::ptrdiff_t(latencies.size() / 2);
    std::nth_element(latencies.begin(), middle, latencies.end());
    return *middle;
}

SoundRecorder::SoundRecorder(const QString& server, const QString& source, int rateHz)
    : m_rateHz(rateHz)
{
    useServer(m_process, server);
    m_process.start(QStringLiteral("parec"),
        { QStringLiteral("-v"), QStringLiteral("-d"), source, QStringLiteral("--latency-msec=10"), QStringLiteral("--rate=%1").arg(rateHz),
            QStringLiteral("--channels=1"), QStringLiteral("--format=s16le"), QStringLiteral("--raw") });
    waitFor(rateHz / 50);
}

SoundRecorder::~SoundRecorder()
{
    end(m_process);
}

qint64 SoundRecorder::position()
{
    while (m_process.waitForReadyRead(0)) { }
    m_bytes += m_process.readAllStandardOutput();
    return m_bytes.size() / 2;
}

double SoundRecorder::lagMs()
{
    m_reports += m_process.readAllStandardError();
    return reportedLatencyMs(m_reports);
}

codec::PcmFrame SoundRecorder::clip()
{
    return clip(0);
}

codec::PcmFrame SoundRecorder::clip(qint64 from, qint64 count)
{
    const qint64 last = count < 0 ? position() : std::min(position(), from + count);
    codec::PcmFrame result { {}, m_rateHz };
    if (last > from) {
        result.samples.resize(size_t(last - from));
        std::memcpy(result.samples.data(), m_bytes.constData() + from * 2, size_t(last - from) * 2);
    }
    return result;
}

bool SoundRecorder::waitFor(qint64 count, int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    while (position() < count) {
        if (deadline.hasExpired() || m_process.state() == QProcess::NotRunning)
            return false;
        m_process.waitForReadyRead(50);
    }
    return true;
}

SoundRig::SoundRig()
{
    QDir(m_folder.path()).mkdir(QStringLiteral("home"));
}

SoundRig::~SoundRig()
{
    endPlayers();
    resume();
    end(m_daemon);
}

QString SoundRig::server() const
{
    return QStringLiteral("unix:") + m_folder.filePath(QStringLiteral("pulse.sock"));
}

void SoundRig::enter()
{
    qputenv("PULSE_SERVER", server().toUtf8());
}

bool SoundRig::start(bool withDevices)
{
    enter();
    end(m_daemon);
    m_output = m_feed = m_input = -1;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_folder.path());
    environment.insert(QStringLiteral("HOME"), m_folder.filePath(QStringLiteral("home")));
    for (const auto& name : { "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "PULSE_SERVER" })
        environment.remove(QString::fromLatin1(name));
    m_daemon.setProcessEnvironment(environment);
    dieWithParent(m_daemon);
    m_daemon.setProcessChannelMode(QProcess::MergedChannels);
    QStringList arguments;
    for (const auto& option : { "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disable-shm=yes", "--realtime=no",
             "--high-priority=no", "--log-target=stderr", "--log-level=error" })
        arguments << QString::fromLatin1(option);
    arguments << QStringLiteral("-L")
              << QStringLiteral("module-native-protocol-unix auth-anonymous=1 socket=") + m_folder.filePath(QStringLiteral("pulse.sock"));
    m_daemon.start(QStringLiteral("pulseaudio"), arguments);
    const QDeadlineTimer deadline(toolTimeoutMs);
    while (!pactl({ QStringLiteral("info") })) {
        if (deadline.hasExpired() || m_daemon.state() == QProcess::NotRunning) {
            m_lastError = QStringLiteral("PulseAudio did not start: ") + QString::fromUtf8(m_daemon.readAll());
            return false;
        }
        m_daemon.waitForReadyRead(20);
    }
    return !withDevices || (addOutput() && addInput());
}

void SoundRig::kill()
{
    resume();
    end(m_daemon);
    endPlayers();
}

void SoundRig::stall()
{
    if (m_daemon.processId() > 0)
        ::kill(pid_t(m_daemon.processId()), SIGSTOP);
}

void SoundRig::resume()
{
    if (m_daemon.processId() > 0)
        ::kill(pid_t(m_daemon.processId()), SIGCONT);
}

// `norewinds`: without it a null sink starts with a block of two seconds.
bool SoundRig::addOutput()
{
    m_output = loadModule({ QStringLiteral("module-null-sink"), QStringLiteral("sink_name=spk"),
        QStringLiteral("sink_properties=device.description=Loudspeaker"), QStringLiteral("rate=48000"), QStringLiteral("channels=2"),
        QStringLiteral("norewinds=1") });
    return m_output >= 0 && pactl({ QStringLiteral("set-default-sink"), QStringLiteral("spk") });
}

bool SoundRig::removeOutput()
{
    return unload(m_output);
}

// Monitor sources are hidden from applications by Qt, so the microphone is a remapped one.
bool SoundRig::addInput()
{
    if (m_feed < 0) {
        m_feed = loadModule({ QStringLiteral("module-null-sink"), QStringLiteral("sink_name=micfeed"),
            QStringLiteral("sink_properties=device.description=Feed"), QStringLiteral("rate=48000"), QStringLiteral("channels=1"),
            QStringLiteral("norewinds=1") });
    }
    m_input = loadModule({ QStringLiteral("module-remap-source"), QStringLiteral("source_name=mic"),
        QStringLiteral("source_properties=device.description=Microphone"), QStringLiteral("master=micfeed.monitor") });
    return m_input >= 0 && pactl({ QStringLiteral("set-default-source"), QStringLiteral("mic") });
}

bool SoundRig::removeInput()
{
    return unload(m_input);
}

bool SoundRig::pactl(const QStringList& arguments, QByteArray* output)
{
    QProcess process;
    useServer(process, server());
    process.start(QStringLiteral("pactl"), arguments);
    if (!process.waitForFinished(toolTimeoutMs)) {
        end(process);
        m_lastError = QStringLiteral("pactl did not answer");
        return false;
    }
    if (output)
        *output = process.readAllStandardOutput();
    if (process.exitCode() != 0)
        m_lastError = arguments.join(u' ') + QStringLiteral(": ") + QString::fromUtf8(process.readAllStandardError());
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

int SoundRig::loadModule(const QStringList& module)
{
    QByteArray index;
    return pactl(QStringList { QStringLiteral("load-module") } + module, &index) ? index.trimmed().toInt() : -1;
}

bool SoundRig::unload(int& index)
{
    const int module = std::exchange(index, -1);
    return module >= 0 && pactl({ QStringLiteral("unload-module"), QString::number(module) });
}

void SoundRig::speak(const codec::PcmFrame& clip, const QString& sink)
{
    endPlayers();
    m_player = std::make_unique<QProcess>();
    useServer(*m_player, server());
    // From a file, because a pipe would have to be fed while it plays.
    const QString path = m_folder.filePath(QStringLiteral("speech.raw"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)
        || file.write(reinterpret_cast<const char*>(clip.samples.data()), qint64(clip.samples.size() * 2)) < 0)
        return;
    file.close();
    m_player->start(QStringLiteral("pacat"),
        { QStringLiteral("-p"), QStringLiteral("-d"), sink, QStringLiteral("--latency-msec=20"),
            QStringLiteral("--rate=%1").arg(clip.rateHz), QStringLiteral("--channels=1"), QStringLiteral("--format=s16le"),
            QStringLiteral("--raw"), path });
    m_player->waitForStarted();
}

bool SoundRig::isSpeaking() const
{
    return m_player && m_player->state() != QProcess::NotRunning;
}

void SoundRig::endPlayers()
{
    if (m_player)
        end(*m_player);
    m_player.reset();
}

std::unique_ptr<SoundRecorder> SoundRig::record(const QString& source, int rateHz)
{
    return std::make_unique<SoundRecorder>(server(), source, rateHz);
}

namespace {

QtMessageHandler handlerBefore = nullptr;

void passUnlessSoundBackend(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    for (const char* start : { "Stream error:", "\"Stream error:", "pa_stream_", "\"pa_stream_",
             "PulseAudioService:", "\"PulseAudioService:", "Failed to get s", "\"Failed to get s" }) {
        if (text.startsWith(QLatin1String(start)))
            return;
    }
    handlerBefore(type, context, text);
}

}

void ignoreSoundBackendWarnings()
{
    const QtMessageHandler before = qInstallMessageHandler(passUnlessSoundBackend);
    if (before != passUnlessSoundBackend)
        handlerBefore = before;
}

codec::PcmFrame spoken(const QString& text, int rateHz, const QString& voice)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("speech.wav"));
    QProcess espeak;
    espeak.start(QStringLiteral("espeak-ng"),
        { QStringLiteral("-v"), voice, QStringLiteral("-s"), QStringLiteral("150"), QStringLiteral("-w"), path, text });
    if (!espeak.waitForFinished(toolTimeoutMs))
        return { {}, rateHz };
    const auto clip = codec::readWav(path);
    const auto result = clip ? codec::resampled(*clip, rateHz) : clip;
    return result ? *result : codec::PcmFrame { {}, rateHz };
}

}
