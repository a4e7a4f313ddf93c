// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/musicdecoder.h"
#include "tools/musictrack.h"

#include <QObject>
#include <QThread>

#include <functional>

namespace myna::tools {

// Plays pieces one after another: what is played, and where in it. The sound itself goes to whoever takes sourceWanted(). Lives on the main
// thread; files are decoded on a thread of its own.
class MusicPlayer final : public QObject
{
    Q_OBJECT

public:
    enum class State { Stopped, Playing, Paused };
    Q_ENUM(State)
    static QString nameOf(State state); // stopped, playing, paused
    using Done = std::function<void(const Result<>&)>;

    explicit MusicPlayer(QObject* parent = nullptr);
    ~MusicPlayer() override;

    // From the `at`th of the queue on; `alone`: it stops after that one. `done`, when it plays or why not.
    void play(const QVector<MusicTrack>& queue, int at, bool alone, const Done& done = {});
    void pause();
    void resume();
    void stop();
    void seek(qint64 ms, const Done& done = {}); // within what is played
    [[nodiscard]] bool hasNext() const { return m_at + 1 < m_queue.size(); }
    [[nodiscard]] bool hasPrevious() const { return m_at > 0; }
    void next(const Done& done = {});
    void previous(const Done& done = {}); // after three seconds: from the beginning again
    void setVolume(int percent);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] MusicTrack track() const { return m_queue.value(m_at); } // without a path: none
    [[nodiscard]] qint64 positionMs() const;
    [[nodiscard]] qint64 lengthMs() const;
    [[nodiscard]] int volume() const { return m_volume; }
    [[nodiscard]] const QVector<LyricLine>& lyrics() const { return m_music.lyrics; }

signals:
    void changed(); // state or track
    void volumeChanged(int percent);
    void trackFailed(const myna::tools::MusicTrack& track, const myna::Error& problem);
    void sourceWanted(const std::shared_ptr<myna::audio::MusicSource>& source); // null: silence

private:
    void open(qint64 startMs, bool paused, const Done& done);
    void opened(quint64 number, const OpenedMusic& music);
    void failed(quint64 number, const Error& problem);
    void ended(const audio::MusicStream* stream);
    void tell(const Result<>& result);
    void setState(State state);

    QThread m_thread;
    MusicDecoder* m_decoder; // lives on m_thread
    QVector<MusicTrack> m_queue;
    int m_at = 0;
    bool m_alone = false;
    OpenedMusic m_music;
    Done m_done; // of what is being opened
    quint64 m_number = 0; // of the newest opening; late answers are dropped
    bool m_opensPaused = false;
    State m_state = State::Stopped;
    int m_volume = 60;
};

}
