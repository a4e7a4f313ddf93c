// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/qtdevices.h"

#include "codec/downmix.h"
#include "codec/resampler.h"

#include <QAudioDevice>
#include <QAudioSink>
#include <QAudioSource>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QMediaDevices>
#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <deque>

namespace myna::audio {

namespace {

// Capture blocks: two frames of the voice processing. 10 ms gain nothing as long as frames end where blocks end, and the echo test removed
// 28–30 dB with them and 36 dB with 20 ms (four and three runs, on a busy machine).
constexpr int captureBlockMs = 20;
// Qt looks for new blocks only once per block, which leaves them lying for half of one on average.
constexpr std::chrono::milliseconds look { 5 };
// What the sink is asked for. The server keeps about 30 ms of it for itself. Below 80 ms Qt 6.4 plays nothing at all: its blocks of 20 ms
// never reach the mark at which the server starts.
constexpr int sinkBufferMs = 100;
// How much of it is kept full once it plays. Measured on a null sink with a 10 ms tick: full (70 ms) an interrupt takes 50–70 ms to be
// silent, at 40 ms 30–40 ms, at 30 ms the queue sometimes runs dry.
constexpr int fillMs = 40;
// A machine too busy for that gets 10 ms more after each time it ran dry.
constexpr int fillStepMs = 10;
// And gives 10 ms back after so long without running dry, because they make interrupts slower.
constexpr qint64 calmMs = 30000;
constexpr std::chrono::milliseconds tick { 10 };
// A stream that moves nothing for so long is dead or its server is: Qt 6.4 reports neither.
constexpr std::chrono::milliseconds stallLimit { 1000 };
constexpr int speechRateHz = 16000;
// What can be resampled well.
constexpr int lowestRateHz = 8000;
constexpr int highestRateHz = 192000;
// A source that is being woken (Bluetooth, suspended card) delivers nothing at first.
constexpr std::chrono::milliseconds firstSoundLimit { 3000 };

QString say(const char* text)
{
    return QCoreApplication::translate("myna", text);
}

Error goneError()
{
    return { Error::Code::Unavailable, say("The sound device was disconnected. Connect it again or choose another one in the settings.") };
}

Error openError()
{
    return { Error::Code::Unavailable,
        say("The sound device could not be opened. Close other programs that use it, or choose another one in the settings.") };
}

Error stalledError()
{
    return { Error::Code::Timeout,
        say("The sound system does not answer. Restart the sound service of this computer, or log out and in again.") };
}

// Asked anew each time: a device that vanished since would make start() hang for ever.
QAudioDevice deviceNow(const QList<QAudioDevice>& devices, const QString& id)
{
    const auto found = std::find_if(devices.begin(), devices.end(), [&](const QAudioDevice& device) { return device.id() == id.toUtf8(); });
    return found == devices.end() ? QAudioDevice() : *found;
}

// Of all channels; not 0 for a format Qt does not know either.
qint64 frameBytes(const QAudioFormat& format)
{
    return std::max(1, format.bytesPerFrame());
}

// Ours where the device takes it, else the device's own with the nearest sample type we understand.
QAudioFormat formatFor(const QAudioDevice& device, int rateHz)
{
    QAudioFormat wanted;
    wanted.setSampleRate(rateHz);
    wanted.setChannelCount(1);
    wanted.setSampleFormat(QAudioFormat::Int16);
    if (device.isFormatSupported(wanted))
        return wanted;
    QAudioFormat native = device.preferredFormat();
    native.setSampleFormat(QAudioFormat::Int16);
    if (!device.isFormatSupported(native))
        native.setSampleFormat(QAudioFormat::Float);
    return native;
}

// As the device has it, all channels and its own rate: sound systems resample in a hurry, and their mean of the channels halves a
// microphone that sits on one of them.
QAudioFormat captureFormatFor(const QAudioDevice& device)
{
    QAudioFormat native = device.preferredFormat();
    const bool usable = native.channelCount() >= 1 && native.channelCount() <= codec::Downmix::maxChannels
        && native.sampleRate() >= lowestRateHz && native.sampleRate() <= highestRateHz;
    if (!usable)
        return formatFor(device, speechRateHz);
    const auto own = native.sampleFormat();
    native.setSampleFormat(QAudioFormat::Int16);
    if (!device.isFormatSupported(native))
        native.setSampleFormat(own == QAudioFormat::Unknown ? QAudioFormat::Float : own);
    return native;
}

template<typename Sample, typename Convert>
void appendConverted(std::vector<int16_t>& samples, const QByteArray& bytes, Convert convert)
{
    for (qsizetype at = 0; at + qsizetype(sizeof(Sample)) <= bytes.size(); at += qsizetype(sizeof(Sample))) {
        Sample sample;
        std::memcpy(&sample, bytes.constData() + at, sizeof sample);
        samples.push_back(convert(sample));
    }
}

std::vector<int16_t> asInt16(const QByteArray& bytes, QAudioFormat::SampleFormat format)
{
    std::vector<int16_t> samples;
    samples.reserve(size_t(bytes.size()) / 2);
    switch (format) {
    case QAudioFormat::Int16:
        appendConverted<int16_t>(samples, bytes, [](int16_t sample) { return sample; });
        break;
    case QAudioFormat::UInt8:
        appendConverted<quint8>(samples, bytes, [](quint8 sample) { return int16_t((int(sample) - 128) * 256); });
        break;
    case QAudioFormat::Int32:
        appendConverted<qint32>(samples, bytes, [](qint32 sample) { return int16_t(sample >> 16); });
        break;
    case QAudioFormat::Float:
        appendConverted<float>(
            samples, bytes, [](float sample) { return int16_t(std::clamp(std::lround(sample * 32767), -32768L, 32767L)); });
        break;
    case QAudioFormat::Unknown:
    case QAudioFormat::NSampleFormats:
        break;
    }
    return samples;
}

void appendAs(QByteArray& bytes, std::span<const int16_t> samples, const QAudioFormat& format)
{
    for (const int16_t sample : samples) {
        const float asFloat = float(sample) / 32768;
        for (int channel = 0; channel < format.channelCount(); ++channel) {
            if (format.sampleFormat() == QAudioFormat::Float)
                bytes.append(reinterpret_cast<const char*>(&asFloat), sizeof asFloat);
            else
                bytes.append(reinterpret_cast<const char*>(&sample), sizeof sample);
        }
    }
}

// The destructor of Qt's stream objects turns the event loop; doing that later keeps foreign calls out of the middle of ours.
template<typename Stream>
void letGo(std::unique_ptr<Stream>& stream)
{
    if (!stream)
        return;
    stream->disconnect();
    stream->stop();
    stream.release()->deleteLater();
}

class QtCapture final : public CaptureDevice
{
public:
    explicit QtCapture(QString id)
        : m_id(std::move(id))
    {
        m_silence.setSingleShot(true);
        m_look.setTimerType(Qt::PreciseTimer);
        connect(&m_look, &QTimer::timeout, this, &QtCapture::read);
        connect(&m_silence, &QTimer::timeout, this, [this] { lose(stalledError()); });
    }
    ~QtCapture() override { QtCapture::stop(); }

    Result<> start() override
    {
        const QAudioDevice device = deviceNow(QMediaDevices::audioInputs(), m_id);
        if (device.isNull())
            return goneError();
        m_format = captureFormatFor(device);
        m_downmix = codec::Downmix(m_format.channelCount());
        m_source = std::make_unique<QAudioSource>(device, m_format);
        m_source->setBufferSize(m_format.bytesForDuration(captureBlockMs * 1000));
        m_stream = m_source->start();
        if (!m_stream || m_source->error() != QAudio::NoError) {
            stop();
            return openError();
        }
        connect(m_stream, &QIODevice::readyRead, this, &QtCapture::read);
        connect(m_source.get(), &QAudioSource::stateChanged, this, [this](QAudio::State state) {
            if (state == QAudio::StoppedState)
                lose(goneError());
        });
        m_silence.start(firstSoundLimit);
        m_look.start(look);
        return {};
    }

    void stop() override
    {
        m_silence.stop();
        m_look.stop();
        m_stream = nullptr;
        letGo(m_source);
    }

private:
    void read()
    {
        if (!m_stream)
            return;
        // bytesAvailable() is always 0 here, and some wake-ups carry nothing.
        const QByteArray bytes = m_rest + m_stream->readAll();
        const qint64 whole = bytes.size() / frameBytes(m_format) * frameBytes(m_format);
        m_rest = bytes.mid(whole);
        if (whole == 0)
            return;
        m_silence.start(stallLimit);
        emit captured({ m_downmix.process(asInt16(bytes.left(whole), m_format.sampleFormat())), m_format.sampleRate() });
    }

    void lose(const Error& problem)
    {
        if (!m_source)
            return;
        stop();
        emit lost(problem);
    }

    QString m_id;
    QAudioFormat m_format;
    codec::Downmix m_downmix { 1 };
    std::unique_ptr<QAudioSource> m_source;
    QPointer<QIODevice> m_stream; // the source's
    QByteArray m_rest;
    QTimer m_look;
    QTimer m_silence;
};

class QtPlayback final : public PlaybackDevice
{
public:
    explicit QtPlayback(QString id)
        : m_id(std::move(id))
    {
        m_tick.setTimerType(Qt::PreciseTimer);
        m_tick.setInterval(tick);
        connect(&m_tick, &QTimer::timeout, this, &QtPlayback::feed);
    }
    ~QtPlayback() override { QtPlayback::stop(); }

    Result<> start(PlaybackSource& source) override
    {
        const QAudioDevice device = deviceNow(QMediaDevices::audioOutputs(), m_id);
        if (device.isNull())
            return goneError();
        m_format = formatFor(device, playbackRateHz);
        if (m_format.sampleRate() != playbackRateHz) {
            auto resampler = codec::Resampler::create(playbackRateHz, m_format.sampleRate());
            if (!resampler)
                return resampler.error();
            m_resampler = std::move(resampler).value();
        }
        m_source = &source;
        m_sink = std::make_unique<QAudioSink>(device, m_format);
        m_sink->setBufferSize(m_format.bytesForDuration(sinkBufferMs * 1000));
        m_stream = m_sink->start();
        if (!m_stream || m_sink->error() != QAudio::NoError) {
            stop();
            return openError();
        }
        m_granted = m_sink->bufferSize();
        m_fill = bytesFor(fillMs);
        // The part of what was asked that the server did not grant as queue is its own buffer, behind the queue.
        m_beyond = std::clamp<qint64>(bytesFor(sinkBufferMs) - m_granted, 0, bytesFor(sinkBufferMs));
        m_moved.start();
        m_tick.start();
        feed();
        return {};
    }

    void stop() override
    {
        m_tick.stop();
        m_stream = nullptr;
        m_ready.clear();
        m_isPrimed = false;
        letGo(m_sink);
    }

    void catchUp() override { feed(); }

private:
    [[nodiscard]] qint64 bytesFor(int ms) const { return m_format.bytesForDuration(qint64(ms) * 1000); }

    void feed()
    {
        if (!m_sink)
            return;
        // The only sign of a stream the server has killed. A write after it would lock Qt's sound connection for good.
        const qint64 free = m_sink->bytesFree();
        if (free < 0 || m_sink->state() == QAudio::StoppedState)
            return lose(goneError());
        const qint64 level = std::max<qint64>(0, m_granted - free);
        if (level != m_lastLevel)
            m_moved.start();
        else if (m_moved.elapsed() > stallLimit.count())
            return lose(stalledError());
        if (m_isPrimed && m_sink->state() == QAudio::IdleState) {
            m_isPrimed = false;
            m_fill = std::min(m_fill + bytesFor(fillStepMs), m_granted);
            m_calm.start();
        } else if (m_fill > bytesFor(fillMs) && m_calm.hasExpired(calmMs)) {
            m_fill -= bytesFor(fillStepMs);
            m_calm.start();
        }
        const qint64 room = std::min(free, (m_isPrimed ? m_fill : m_granted) - level);
        const qint64 written = room > 0 ? write(room / frameBytes(m_format) * frameBytes(m_format)) : 0;
        m_lastLevel = level + written;
        m_isPrimed = m_isPrimed || m_lastLevel >= m_granted * 9 / 10;
        const qint64 inFlight = m_lastLevel + m_beyond + m_ready.size();
        m_source->playing(m_format.durationForBytes(qint32(inFlight)) * playbackRateHz / 1000000);
    }

    qint64 write(qint64 count)
    {
        while (m_ready.size() < count)
            pull((count - m_ready.size()) / frameBytes(m_format));
        if (!m_stream || m_sink->bytesFree() < count)
            return 0;
        const qint64 written = std::max<qint64>(0, m_stream->write(m_ready.constData(), count));
        m_ready.remove(0, qsizetype(written));
        return written;
    }

    // Not a sample more than needed: what waits here cannot be interrupted.
    void pull(qint64 frames)
    {
        const qint64 samplesNeeded = frames * playbackRateHz / m_format.sampleRate();
        std::vector<int16_t> samples(size_t(std::max<qint64>(1, samplesNeeded)));
        m_source->fill(samples);
        if (m_resampler)
            samples = m_resampler->process({ samples, playbackRateHz }).samples;
        appendAs(m_ready, samples, m_format);
    }

    void lose(const Error& problem)
    {
        stop();
        emit lost(problem);
    }

    QString m_id;
    PlaybackSource* m_source = nullptr;
    QAudioFormat m_format;
    std::unique_ptr<codec::Resampler> m_resampler; // null while the device has our rate
    std::unique_ptr<QAudioSink> m_sink;
    QIODevice* m_stream = nullptr; // the sink's
    QByteArray m_ready; // converted, not yet written
    qint64 m_granted = 0; // bytes of queue the server gave
    qint64 m_fill = 0; // bytes of it kept full
    qint64 m_beyond = 0; // bytes' worth of sound between the queue and the air
    qint64 m_lastLevel = -1;
    bool m_isPrimed = false; // filled up once, so that the server has started
    QElapsedTimer m_moved;
    QElapsedTimer m_calm; // since it ran dry or gave back
    QTimer m_tick;
};

}

QtBackend::QtBackend()
    : m_home(std::make_unique<QtSoundHome>())
{
    connect(m_home.get(), &QtSoundHome::attended, this, &SoundBackend::ready);
}

QtBackend::~QtBackend()
{
    constexpr int leaveMs = 500;
    m_home->disconnect(this);
    // A thread stuck inside the sound system cannot be ended; it is left to the end of the process.
    if (!m_home->leave(leaveMs))
        static_cast<void>(m_home.release());
}

void QtBackend::prepare()
{
    m_home->attend();
}

std::unique_ptr<CaptureDevice> QtBackend::makeCapture(const QString& id)
{
    return std::make_unique<QtCapture>(id);
}

std::unique_ptr<PlaybackDevice> QtBackend::makePlayback(const QString& id)
{
    return std::make_unique<QtPlayback>(id);
}

}
