// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/musicsource.h"

#include "codec/resampler.h"
#include "codec/soundreader.h"
#include "server/dialogue/encodingline.h"
#include "server/engines/enginepool.h"

#include <utility>

namespace myna::server {

struct MusicSource::Piece
{
    codec::PcmFrame sound;
    bool last = false;
    std::optional<Error> trouble;
};

struct MusicSource::Reader
{
    explicit Reader(QString file)
        : path(std::move(file))
    {
    }

    std::optional<Error> open()
    {
        auto opened = codec::SoundReader::open(path);
        if (!opened)
            return opened.error();
        sound = std::move(opened).value();
        if (sound->rateHz() == downlinkRateHz)
            return std::nullopt;
        auto made = codec::Resampler::create(sound->rateHz(), downlinkRateHz);
        if (!made)
            return made.error();
        resampler = std::move(made).value();
        return std::nullopt;
    }

    Piece next()
    {
        if (!sound) {
            if (const auto trouble = open())
                return { {}, true, trouble };
        }
        const codec::PcmFrame read = sound->read(sound->rateHz());
        const bool last = read.samples.empty();
        if (!resampler)
            return { read, last, std::nullopt };
        return { last ? resampler->flush() : resampler->process(read), last, std::nullopt };
    }

    QString path;
    std::unique_ptr<codec::SoundReader> sound;
    std::unique_ptr<codec::Resampler> resampler; // null: none is needed
};

MusicSource::MusicSource(Track track, EnginePool* workers, QObject* parent)
    : QObject(parent)
    , m_track(std::move(track))
    , m_workers(workers)
    , m_reader(std::make_shared<Reader>(m_track.path))
{
}

MusicSource::~MusicSource() = default;

void MusicSource::fetch()
{
    if (m_working || m_over)
        return;
    m_working = true;
    const auto read = [reader = m_reader] { return reader->next(); };
    if (!m_workers || !m_workers->run(this, read, [this](const Piece& piece) { deliver(piece); }))
        deliver(read());
}

void MusicSource::deliver(const Piece& piece)
{
    m_working = false;
    m_over = piece.last;
    if (!piece.sound.samples.empty())
        emit sound(piece.sound);
    if (piece.trouble)
        emit failed(*piece.trouble);
    else if (piece.last)
        emit ended();
}

}

#include "moc_musicsource.cpp"
