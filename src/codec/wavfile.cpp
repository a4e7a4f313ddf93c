// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/wavfile.h"

#include "codec/soundreader.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include <sndfile.h>

namespace myna::codec {

namespace {

constexpr int maxMinutes = 10;
constexpr int maxChannels = 8;
constexpr int maxRateHz = 192000;
constexpr int minRateHz = 4000;
constexpr sf_count_t blockFrames = 4096;
constexpr float fullScale = 32768.0F;

struct SndfileDeleter
{
    void operator()(SNDFILE* file) const { sf_close(file); }
};
using Sndfile = std::unique_ptr<SNDFILE, SndfileDeleter>;

QIODevice& device(void* user)
{
    return *static_cast<QIODevice*>(user);
}

// libsndfile reads and writes through Qt, so that paths in any script work on every system.
SF_VIRTUAL_IO ioThroughQt()
{
    SF_VIRTUAL_IO io {};
    io.get_filelen = [](void* user) { return sf_count_t(device(user).size()); };
    io.tell = [](void* user) { return sf_count_t(device(user).pos()); };
    io.read = [](void* bytes, sf_count_t count, void* user) { return sf_count_t(device(user).read(static_cast<char*>(bytes), count)); };
    io.write = [](const void* bytes, sf_count_t count, void* user) {
        return sf_count_t(device(user).write(static_cast<const char*>(bytes), count));
    };
    io.seek = [](sf_count_t offset, int whence, void* user) -> sf_count_t {
        QIODevice& file = device(user);
        const sf_count_t start = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? file.pos() : file.size();
        return start + offset >= 0 && file.seek(start + offset) ? sf_count_t(file.pos()) : -1;
    };
    return io;
}

Error invalid(const QString& path, const char* sentence)
{
    return { Error::Code::Invalid, QCoreApplication::translate("myna", sentence).arg(path) };
}

Error unwritable(const QString& path, const QString& reason)
{
    return { Error::Code::Unavailable,
        QCoreApplication::translate("myna", "The sound file %1 cannot be written: %2. Choose another folder.").arg(path, reason) };
}

int16_t mixedDown(const float* channels, int count)
{
    float sum = 0;
    for (int channel = 0; channel < count; ++channel)
        sum += channels[channel];
    const float scaled = std::round(sum / float(count) * fullScale);
    return int16_t(std::isfinite(scaled) ? std::clamp(scaled, -fullScale, fullScale - 1) : 0.0F);
}

// Empty: it worked.
QString written(QIODevice& target, const PcmFrame& clip)
{
    SF_VIRTUAL_IO io = ioThroughQt();
    SF_INFO format {};
    format.samplerate = clip.rateHz;
    format.channels = 1;
    format.format = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    // Closing it writes the header's lengths, before a file takes its name.
    const Sndfile file(sf_open_virtual(&io, SFM_WRITE, &format, &target));
    const auto frames = sf_count_t(clip.samples.size());
    if (file && sf_writef_short(file.get(), clip.samples.data(), frames) == frames)
        return {};
    return QString::fromUtf8(sf_strerror(file.get()));
}

}

struct SoundReader::State
{
    std::unique_ptr<QFile> source;
    SF_INFO format {};
    SF_VIRTUAL_IO io = ioThroughQt();
    Sndfile file; // reads from `source` until it is closed
};

SoundReader::SoundReader(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

SoundReader::~SoundReader() = default;

Result<std::unique_ptr<SoundReader>> SoundReader::open(const QString& path)
{
    auto state = std::make_unique<State>();
    state->source = std::make_unique<QFile>(path);
    if (!state->source->open(QIODevice::ReadOnly)) {
        return Error { Error::Code::NotFound,
            QCoreApplication::translate("myna", "The sound file %1 cannot be opened: %2.").arg(path, state->source->errorString()) };
    }
    SF_INFO& format = state->format;
    state->file.reset(sf_open_virtual(&state->io, SFM_READ, &format, static_cast<QIODevice*>(state->source.get())));
    if (!state->file || format.channels < 1 || format.channels > maxChannels || format.samplerate < minRateHz
        || format.samplerate > maxRateHz)
        return invalid(path, QT_TRANSLATE_NOOP("myna", "The file %1 is not a sound file that can be read."));
    return std::unique_ptr<SoundReader>(new SoundReader(std::move(state)));
}

int SoundReader::rateHz() const
{
    return m_state->format.samplerate;
}

double SoundReader::durationMs() const
{
    const bool known = m_state->format.frames > 0 && m_state->format.frames < SF_COUNT_MAX;
    return known ? 1000.0 * double(m_state->format.frames) / m_state->format.samplerate : 0;
}

PcmFrame SoundReader::read(int samples)
{
    const int channels = m_state->format.channels;
    PcmFrame clip { {}, rateHz() };
    std::vector<float> block(size_t(blockFrames) * size_t(channels));
    while (clip.samples.size() < size_t(samples)) {
        const sf_count_t wanted = std::min<sf_count_t>(blockFrames, samples - sf_count_t(clip.samples.size()));
        const sf_count_t frames = sf_readf_float(m_state->file.get(), block.data(), wanted);
        if (frames <= 0)
            break;
        for (sf_count_t frame = 0; frame < frames; ++frame)
            clip.samples.push_back(mixedDown(block.data() + frame * channels, channels));
    }
    return clip;
}

bool SoundReader::seek(double ms)
{
    return sf_seek(m_state->file.get(), sf_count_t(std::max(0.0, ms) * rateHz() / 1000), SEEK_SET) >= 0;
}

static QString tagOf(SNDFILE* file, int tag)
{
    return QString::fromUtf8(sf_get_string(file, tag)).simplified();
}

QString SoundReader::title() const
{
    return tagOf(m_state->file.get(), SF_STR_TITLE);
}

QString SoundReader::artist() const
{
    return tagOf(m_state->file.get(), SF_STR_ARTIST);
}

QString SoundReader::album() const
{
    return tagOf(m_state->file.get(), SF_STR_ALBUM);
}

Result<PcmFrame> readWav(const QString& path)
{
    const auto reader = SoundReader::open(path);
    if (!reader)
        return reader.error();
    // The header's own count is not believed: it may lie, and some formats do not have one.
    const int limit = (*reader)->rateHz() * 60 * maxMinutes;
    PcmFrame clip = (*reader)->read(limit + 1);
    if (clip.samples.size() > size_t(limit))
        return invalid(path, QT_TRANSLATE_NOOP("myna", "The sound file %1 is longer than ten minutes."));
    return clip;
}

Result<> writeWav(const QString& path, const PcmFrame& clip)
{
    QSaveFile target(path);
    if (!target.open(QIODevice::WriteOnly))
        return unwritable(path, target.errorString());
    if (const QString reason = written(target, clip); !reason.isEmpty())
        return unwritable(path, reason);
    if (!target.commit())
        return unwritable(path, target.errorString());
    return {};
}

QByteArray wavBytes(const PcmFrame& clip)
{
    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    return written(buffer, clip).isEmpty() ? buffer.data() : QByteArray();
}

}
