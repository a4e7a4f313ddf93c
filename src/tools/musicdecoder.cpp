// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/musicdecoder.h"

#include "audio/devices.h"

#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using myna::audio::playbackRateHz;

namespace myna::tools {

namespace {

// A disk that has to spin up first takes three or four seconds.
constexpr size_t aheadSamples = size_t(6) * playbackRateHz;
constexpr int blockSamples = 8192;
constexpr qint64 largestLyrics = 256 * 1024; // bytes

QVector<LyricLine> lyricsBeside(const QString& path)
{
    const QFileInfo piece(path);
    QFile file(piece.path() + u'/' + piece.completeBaseName() + u".lrc"_s);
    return file.open(QIODevice::ReadOnly) ? lyricsFrom(file.read(largestLyrics)) : QVector<LyricLine>();
}

// Whoever has a stream last may be on another thread, and the stream's own may have ended by then.
void letGo(audio::MusicStream* stream)
{
    if (const QThread* own = stream->thread(); own && own->isRunning())
        stream->deleteLater();
    else
        delete stream;
}

}

void MusicDecoder::open(const QString& path, qint64 startMs, quint64 number)
{
    close();
    auto reader = codec::SoundReader::open(path);
    if (!reader) {
        emit failed(number, reader.error());
        return;
    }
    m_reader = std::move(reader.value());
    if (startMs > 0 && !m_reader->seek(double(startMs))) {
        close();
        emit failed(number, { Error::Code::Invalid, tr("This file cannot be played from the middle.") });
        return;
    }
    if (m_reader->rateHz() != playbackRateHz) {
        auto resampler = codec::Resampler::create(m_reader->rateHz(), playbackRateHz);
        if (!resampler) {
            close();
            emit failed(number, resampler.error());
            return;
        }
        m_resampler = std::move(resampler.value());
    }
    m_stream = { new audio::MusicStream(aheadSamples), letGo };
    connect(m_stream.get(), &audio::MusicStream::hungry, this, [this, stream = m_stream.get()] {
        if (stream == m_stream.get())
            pump();
    });
    const auto lengthMs = qint64(m_reader->durationMs()); // a short piece is decoded at once
    pump();
    emit opened(number, { m_stream, startMs, lengthMs, lyricsBeside(path) });
}

void MusicDecoder::close()
{
    m_reader.reset();
    m_resampler.reset();
    m_stream.reset();
    m_pending.clear();
    m_complete = false;
}

// Until the ring is full.
void MusicDecoder::pump()
{
    if (!m_stream || m_complete)
        return;
    for (;;) {
        const size_t taken = m_stream->put(m_pending);
        m_pending.erase(m_pending.begin(), m_pending.begin() + std::ptrdiff_t(taken));
        if (!m_pending.empty())
            return;
        if (!decodeMore()) {
            m_complete = true;
            m_stream->finish();
            return;
        }
    }
}

// False: that was all.
bool MusicDecoder::decodeMore()
{
    if (!m_reader)
        return false;
    codec::PcmFrame block = m_reader->read(blockSamples);
    const bool over = block.samples.empty();
    if (over)
        m_reader.reset();
    if (m_resampler)
        block = over ? m_resampler->flush() : m_resampler->process(block);
    m_pending = std::move(block.samples);
    return !over || !m_pending.empty();
}

}

#include "moc_musicdecoder.cpp"
