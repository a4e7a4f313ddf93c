// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/wavfile.h"

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

Result<PcmFrame> readWav(const QString& path)
{
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly)) {
        return Error { Error::Code::NotFound,
            QCoreApplication::translate("myna", "The sound file %1 cannot be opened: %2.").arg(path, source.errorString()) };
    }
    SF_VIRTUAL_IO io = ioThroughQt();
    SF_INFO format {};
    const Sndfile file(sf_open_virtual(&io, SFM_READ, &format, static_cast<QIODevice*>(&source)));
    if (!file || format.channels < 1 || format.channels > maxChannels || format.samplerate < minRateHz || format.samplerate > maxRateHz)
        return invalid(path, QT_TRANSLATE_NOOP("myna", "The file %1 is not a sound file that can be read."));

    // The header's own count is not believed: it may lie, and some formats do not have one.
    const auto limit = size_t(format.samplerate) * 60 * maxMinutes;
    PcmFrame clip { {}, format.samplerate };
    std::vector<float> block(size_t(blockFrames) * size_t(format.channels));
    for (sf_count_t frames = 0; (frames = sf_readf_float(file.get(), block.data(), blockFrames)) > 0;) {
        if (clip.samples.size() + size_t(frames) > limit)
            return invalid(path, QT_TRANSLATE_NOOP("myna", "The sound file %1 is longer than ten minutes."));
        for (sf_count_t frame = 0; frame < frames; ++frame)
            clip.samples.push_back(mixedDown(block.data() + frame * format.channels, format.channels));
    }
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
