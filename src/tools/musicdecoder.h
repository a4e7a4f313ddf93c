// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/musicstream.h"
#include "base/result.h"
#include "codec/resampler.h"
#include "codec/soundreader.h"
#include "tools/lyrics.h"

#include <QObject>

#include <memory>

namespace myna::tools {

// A piece that was opened and is being decoded as it is played.
struct OpenedMusic
{
    std::shared_ptr<audio::MusicStream> stream; // mono at playbackRateHz; may be released on any thread
    qint64 startMs = 0; // where it begins in the piece
    qint64 lengthMs = 0; // 0: not known
    QVector<LyricLine> lyrics; // of the .lrc file beside it
};

// Turns one sound file at a time into a stream, a few seconds ahead of what is heard. Lives on a thread that may wait for a disk.
class MusicDecoder final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void open(const QString& path, qint64 startMs, quint64 number); // opened() or failed() follows
    void close(); // nothing is decoded any more

signals:
    void opened(quint64 number, const myna::tools::OpenedMusic& music);
    void failed(quint64 number, const myna::Error& problem);

private:
    void pump();
    [[nodiscard]] bool decodeMore();

    std::unique_ptr<codec::SoundReader> m_reader;
    std::unique_ptr<codec::Resampler> m_resampler; // null: the rate is right
    std::shared_ptr<audio::MusicStream> m_stream;
    std::vector<int16_t> m_pending; // decoded, and no room for it yet
    bool m_complete = false;
};

}

Q_DECLARE_METATYPE(myna::tools::OpenedMusic)
