// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "codec/resampler.h"

#include <QByteArray>

#include <memory>
#include <optional>

namespace myna::server {

// What a service streams as sound → 24 kHz mono, wherever the bytes were split: bare little-endian samples, or a WAV file, which tells its
// own rate. Errors: Protocol; then nothing comes any more.
class SoundStream
{
public:
    static constexpr int outputRateHz = 24000;

    explicit SoundStream(int rateHz); // of bare samples, 4000–192000

    Result<codec::PcmFrame> put(const QByteArray& bytes);
    Result<codec::PcmFrame> end(); // the rest; a WAV file that ends too early is an error

private:
    struct Wav
    {
        int rateHz = 0;
        int channels = 1;
        qsizetype soundAt = 0;
        qint64 soundBytes = -1; // -1: until the end
    };
    static constexpr qsizetype maxHead = 64 * 1024;

    Result<> readHead(bool isWhole);
    Result<> setRate(int rateHz);
    static Result<std::optional<Wav>> wavIn(const QByteArray& head); // none: not all of it is there
    codec::PcmFrame convert();

    int m_rateHz;
    int m_channels = 1;
    qint64 m_left = -1; // bytes of sound to come; -1: until the end
    bool m_begun = false; // the head is known
    bool m_broken = false;
    QByteArray m_bytes; // not yet used
    std::unique_ptr<codec::Resampler> m_resampler; // null: nothing to convert
};

}
