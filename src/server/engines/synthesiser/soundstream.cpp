// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/synthesiser/soundstream.h"

#include <QCoreApplication>
#include <QtEndian>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr quint32 unknownFrom = 0x7FFFF000; // lengths written before the end was known
constexpr quint16 formatPcm = 1;
constexpr quint16 formatExtensible = 0xFFFE;
constexpr qsizetype riffHead = 12;
constexpr qsizetype chunkHead = 8;
constexpr qsizetype formatBytes = 16;
constexpr int maxChannels = 2;
constexpr int minRateHz = 4000;
constexpr int maxRateHz = 192000;

Error notSound()
{
    return { Error::Code::Protocol,
        QCoreApplication::translate(
            "myna", "The voice answered with a sound format that is not known here. Set response_format to pcm or wav.") };
}

Error endedEarly()
{
    return { Error::Code::Network, QCoreApplication::translate("myna", "The voice's sound ended before its end.") };
}

// MP3 with a tag, Ogg and FLAC begin like this; bare samples practically never do.
bool isCompressed(const QByteArray& head)
{
    static constexpr std::array<const char*, 3> marks { "ID3", "OggS", "fLaC" };
    return std::any_of(marks.begin(), marks.end(), [&](const char* mark) { return head.startsWith(mark); });
}

template<typename Number>
Number numberAt(const QByteArray& bytes, qsizetype at)
{
    return qFromLittleEndian<Number>(bytes.constData() + at);
}

}

SoundStream::SoundStream(int rateHz)
    : m_rateHz(rateHz)
{
}

Result<codec::PcmFrame> SoundStream::put(const QByteArray& bytes)
{
    if (m_broken)
        return codec::PcmFrame { {}, outputRateHz };
    m_bytes += bytes;
    if (!m_begun) {
        if (auto head = readHead(false); !head) {
            m_broken = true;
            return head.error();
        }
    }
    return m_begun ? convert() : codec::PcmFrame { {}, outputRateHz };
}

Result<codec::PcmFrame> SoundStream::end()
{
    codec::PcmFrame rest { {}, outputRateHz };
    if (m_broken)
        return rest;
    if (!m_begun && !m_bytes.isEmpty()) {
        if (auto head = readHead(true); !head)
            return head.error();
    }
    if (m_begun)
        rest = convert();
    if (m_left > 0)
        return endedEarly();
    if (m_resampler) {
        const codec::PcmFrame tail = m_resampler->flush();
        rest.samples.insert(rest.samples.end(), tail.samples.begin(), tail.samples.end());
    }
    return rest;
}

Result<> SoundStream::readHead(bool isWhole)
{
    const bool mayBeWav = QByteArray("RIFF").startsWith(m_bytes.left(4));
    if (m_bytes.size() < 4 && !isWhole)
        return {};
    if (isCompressed(m_bytes))
        return notSound();
    if (!mayBeWav || m_bytes.size() < 4) {
        m_begun = true;
        return setRate(m_rateHz);
    }
    const auto wav = wavIn(m_bytes);
    if (!wav)
        return wav.error();
    if (!*wav)
        return isWhole ? Result<>(endedEarly()) : m_bytes.size() > maxHead ? Result<>(notSound()) : Result<>();
    m_begun = true;
    m_channels = (*wav)->channels;
    m_left = (*wav)->soundBytes;
    m_bytes.remove(0, (*wav)->soundAt);
    return setRate((*wav)->rateHz);
}

Result<> SoundStream::setRate(int rateHz)
{
    if (rateHz == outputRateHz)
        return {};
    auto resampler = codec::Resampler::create(rateHz, outputRateHz);
    if (!resampler)
        return resampler.error();
    m_resampler = std::move(resampler).value();
    return {};
}

Result<std::optional<SoundStream::Wav>> SoundStream::wavIn(const QByteArray& head)
{
    Wav wav;
    if (head.size() >= riffHead && head.mid(chunkHead, 4) != "WAVE")
        return notSound();
    for (qsizetype at = riffHead; at + chunkHead <= head.size();) {
        const QByteArray name = head.mid(at, 4);
        const auto length = numberAt<quint32>(head, at + 4);
        const qsizetype body = at + chunkHead;
        if (name == "data") {
            if (wav.rateHz == 0)
                return notSound();
            wav.soundAt = body;
            wav.soundBytes = length == 0 || length >= unknownFrom ? -1 : qint64(length);
            return std::optional(wav);
        }
        if (name == "fmt ") {
            if (length < formatBytes || length > quint32(maxHead))
                return notSound();
            if (body + formatBytes > head.size())
                break;
            const auto format = numberAt<quint16>(head, body);
            wav.channels = numberAt<quint16>(head, body + 2);
            const auto rate = numberAt<quint32>(head, body + 4);
            const auto bits = numberAt<quint16>(head, body + 14);
            if ((format != formatPcm && format != formatExtensible) || bits != 16 || wav.channels < 1 || wav.channels > maxChannels
                || rate < quint32(minRateHz) || rate > quint32(maxRateHz))
                return notSound();
            wav.rateHz = int(rate);
        }
        if (length > quint32(maxHead))
            return notSound();
        at = body + qsizetype(length) + qsizetype(length % 2);
    }
    return std::optional<Wav>();
}

codec::PcmFrame SoundStream::convert()
{
    const qsizetype wanted = m_left < 0 ? m_bytes.size() : qsizetype(std::min<qint64>(m_bytes.size(), m_left));
    const qsizetype block = qsizetype(sizeof(int16_t)) * m_channels;
    const qsizetype count = wanted / block;
    codec::PcmFrame frame { {}, m_resampler ? m_resampler->fromHz() : outputRateHz };
    frame.samples.resize(size_t(count));
    for (qsizetype i = 0; i < count; ++i) {
        int sum = 0;
        for (int channel = 0; channel < m_channels; ++channel)
            sum += numberAt<qint16>(m_bytes, i * block + qsizetype(sizeof(int16_t)) * channel);
        frame.samples[size_t(i)] = int16_t(sum / m_channels);
    }
    m_bytes.remove(0, count * block);
    if (m_left >= 0) {
        m_left -= count * block;
        if (m_left < block) {
            m_left = 0;
            m_bytes.clear(); // what follows the sound
        }
    }
    return m_resampler ? m_resampler->process(frame) : frame;
}

}
