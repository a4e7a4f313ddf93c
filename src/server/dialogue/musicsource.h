// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "codec/pcm.h"

#include <QObject>
#include <QString>

#include <memory>

namespace myna::server {

class EnginePool;

// A piece of music as somebody wishes to hear it.
struct Track
{
    QString path;
    QString title; // for the display
    bool operator==(const Track&) const = default;
};

// The sound of one file, made ready by workers while it is played: nothing of it is kept, however long it is.
class MusicSource final : public QObject
{
    Q_OBJECT

public:
    // `workers` read and convert, and outlive it; without any it does so itself.
    MusicSource(Track track, EnginePool* workers, QObject* parent = nullptr);
    ~MusicSource() override;

    [[nodiscard]] const QString& title() const { return m_track.title; }
    void fetch(); // one piece more; nothing happens while one is being made. sound(), ended() or failed() follows, later with workers

signals:
    void sound(const myna::codec::PcmFrame& piece); // downlinkRateHz, about a second
    void ended(); // there is no more
    void failed(const myna::Error& error); // nor now

private:
    struct Reader; // goes from worker to worker
    struct Piece;
    void deliver(const Piece& piece);

    Track m_track;
    EnginePool* m_workers;
    std::shared_ptr<Reader> m_reader;
    bool m_working = false;
    bool m_over = false;
};

}
