// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/filesound.h"

#include "audio/qtdevices.h"
#include "codec/wavfile.h"

#include <algorithm>

namespace myna::audio {

namespace {

constexpr int tickMs = 20; // what a sound card's period is in this program
constexpr qint64 longestOutputMs = 30 * 60 * 1000; // 86 MB of samples; a longer talk keeps its beginning

// A real microphone is never exactly silent: the last bit rustles, and so does this one.
void rustle(std::span<int16_t> samples, quint32& state)
{
    for (int16_t& sample : samples) {
        state = state * 1664525U + 1013904223U;
        sample = int16_t(int(state >> 30) - 1);
    }
}

// How many samples of `rateHz` are due by now, beyond those already taken.
qint64 samplesDue(const QElapsedTimer& clock, int rateHz, qint64 taken)
{
    return clock.nsecsElapsed() * rateHz / 1'000'000'000 - taken;
}

const QString fileId = QStringLiteral("file");

// The files as devices, and as the default ones; behind them the real devices for the direction that has no file.
class FileMonitor final : public DeviceMonitor
{
public:
    FileMonitor(bool input, bool output)
        : m_input(input)
        , m_output(output)
    {
        if (input && output)
            return;
        m_real = makeDeviceMonitor();
        connect(m_real.get(), &DeviceMonitor::listed, this, &FileMonitor::list);
    }

    void start() override
    {
        if (m_real)
            m_real->start();
        else
            refresh();
    }

    void refresh() override
    {
        if (m_real)
            m_real->refresh();
        else
            QTimer::singleShot(0, this, [this] { list({}); });
    }

private:
    void list(const SoundSystem& real)
    {
        SoundSystem system = real;
        system.present = true;
        system.devices.removeIf([this](const SoundDevice& device) { return device.isInput ? m_input : m_output; });
        if (m_input)
            system.devices.append({ .id = fileId, .name = fileId, .isInput = true, .isDefault = true });
        if (m_output)
            system.devices.append({ .id = fileId, .name = fileId, .isInput = false, .isDefault = true });
        emit listed(system);
    }

    bool m_input;
    bool m_output;
    std::unique_ptr<DeviceMonitor> m_real; // null: both directions are files
};

class FileBackend final : public SoundBackend
{
public:
    FileBackend(FileSound* files, bool input, bool output)
        : m_files(files)
        , m_input(input)
        , m_output(output)
    {
        if (input && output)
            return;
        m_real = std::make_unique<QtBackend>();
        connect(m_real.get(), &SoundBackend::ready, this, &SoundBackend::ready);
    }

    void prepare() override
    {
        if (m_real)
            m_real->prepare();
        else
            QTimer::singleShot(0, this, &SoundBackend::ready);
    }

    std::unique_ptr<CaptureDevice> makeCapture(const QString& id) override
    {
        return m_input ? m_files->makeCapture() : m_real->makeCapture(id);
    }
    std::unique_ptr<PlaybackDevice> makePlayback(const QString& id) override
    {
        return m_output ? m_files->makePlayback() : m_real->makePlayback(id);
    }

private:
    FileSound* m_files; // outlives the engine: its opener holds it
    bool m_input;
    bool m_output;
    std::unique_ptr<QtBackend> m_real; // null: both directions are files
};

}

class FileSound::Capture final : public CaptureDevice
{
public:
    explicit Capture(std::shared_ptr<FileSound> owner)
        : m_owner(std::move(owner))
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &Capture::tick);
    }

    Result<> start() override
    {
        m_taken = 0;
        m_clock.start();
        m_timer.start(tickMs);
        return {};
    }

    void stop() override { m_timer.stop(); }

private:
    void tick()
    {
        const codec::PcmFrame& input = m_owner->m_input;
        if (const int wanted = m_owner->m_wanted; wanted != m_begun) {
            m_begun = wanted;
            m_position = 0;
        }
        codec::PcmFrame chunk { .rateHz = input.rateHz };
        chunk.samples.resize(size_t(std::max<qint64>(0, samplesDue(m_clock, input.rateHz, m_taken))));
        m_taken += qint64(chunk.samples.size());
        rustle(chunk.samples, m_noise);
        const bool speaking = m_begun > 0 && m_position < input.samples.size();
        if (speaking) {
            const size_t count = std::min(chunk.samples.size(), input.samples.size() - m_position);
            std::copy_n(input.samples.begin() + ptrdiff_t(m_position), count, chunk.samples.begin());
            m_position += count;
        }
        emit captured(chunk);
        if (speaking && m_position >= input.samples.size())
            emit m_owner->ended();
    }

    std::shared_ptr<FileSound> m_owner;
    QTimer m_timer { this };
    QElapsedTimer m_clock;
    qint64 m_taken = 0;
    size_t m_position = 0;
    int m_begun = 0;
    quint32 m_noise = 1;
};

class FileSound::Playback final : public PlaybackDevice
{
public:
    explicit Playback(std::shared_ptr<FileSound> owner)
        : m_owner(std::move(owner))
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &Playback::tick);
    }

    ~Playback() override { stop(); }

    Result<> start(PlaybackSource& source) override
    {
        m_source = &source;
        m_taken = 0;
        m_clock.start();
        m_timer.start(tickMs);
        return {};
    }

    void stop() override
    {
        if (!m_source)
            return;
        m_timer.stop();
        m_source = nullptr;
        if (m_owner->m_outputPath.isEmpty())
            return;
        if (const auto written = codec::writeWav(m_owner->m_outputPath, m_output); !written)
            emit m_owner->writeFailed(written.error());
    }

private:
    void tick()
    {
        const qint64 due = samplesDue(m_clock, playbackRateHz, m_taken);
        if (due <= 0)
            return;
        m_taken += due;
        std::vector<int16_t> samples(static_cast<size_t>(due));
        m_source->fill(samples);
        m_source->playing(0);
        if (!m_owner->m_outputPath.isEmpty() && m_taken * 1000 / playbackRateHz <= longestOutputMs)
            m_output.samples.insert(m_output.samples.end(), samples.begin(), samples.end());
    }

    std::shared_ptr<FileSound> m_owner;
    PlaybackSource* m_source = nullptr;
    QTimer m_timer { this };
    QElapsedTimer m_clock;
    qint64 m_taken = 0;
    codec::PcmFrame m_output { .rateHz = playbackRateHz };
};

Result<std::shared_ptr<FileSound>> FileSound::open(const QString& inputPath, const QString& outputPath)
{
    std::shared_ptr<FileSound> sound(new FileSound);
    sound->m_self = sound;
    sound->m_outputPath = outputPath;
    if (!inputPath.isEmpty()) {
        auto clip = codec::readWav(inputPath);
        if (!clip)
            return clip.error();
        sound->m_input = std::move(clip).value();
    }
    return sound;
}

AudioParts FileSound::parts(bool asInput, bool asOutput)
{
    return { std::make_unique<FileMonitor>(asInput, asOutput), std::make_unique<FileBackend>(this, asInput, asOutput), {} };
}

std::unique_ptr<CaptureDevice> FileSound::makeCapture()
{
    return std::make_unique<Capture>(m_self.lock());
}

std::unique_ptr<PlaybackDevice> FileSound::makePlayback()
{
    return std::make_unique<Playback>(m_self.lock());
}

}

#include "moc_filesound.cpp"
