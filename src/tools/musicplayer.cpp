// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/musicplayer.h"

#include "audio/devices.h"
#include "base/invoke.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {
constexpr qint64 fromBeginningMs = 3000;
}

MusicPlayer::MusicPlayer(QObject* parent)
    : QObject(parent)
    , m_decoder(new MusicDecoder)
{
    m_decoder->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_decoder, &QObject::deleteLater);
    connect(m_decoder, &MusicDecoder::opened, this, &MusicPlayer::opened);
    connect(m_decoder, &MusicDecoder::failed, this, &MusicPlayer::failed);
    m_thread.setObjectName(u"myna-music"_s);
    m_thread.start();
}

QString MusicPlayer::nameOf(State state)
{
    switch (state) {
    case State::Stopped:
        return u"stopped"_s;
    case State::Playing:
        return u"playing"_s;
    case State::Paused:
        return u"paused"_s;
    }
    return {};
}

MusicPlayer::~MusicPlayer()
{
    m_music = {};
    m_thread.quit();
    m_thread.wait();
}

void MusicPlayer::play(const QVector<MusicTrack>& queue, int at, bool alone, const Done& done)
{
    m_queue = queue;
    m_at = std::clamp(at, 0, std::max(int(queue.size()) - 1, 0));
    m_alone = alone;
    open(0, false, done);
}

void MusicPlayer::open(qint64 startMs, bool paused, const Done& done)
{
    tell(Error { Error::Code::Cancelled, tr("Another piece was wanted.") });
    m_done = done;
    m_opensPaused = paused;
    if (track().path.isEmpty()) {
        stop();
        tell(Error { Error::Code::NotFound, tr("There is no music to play.") });
        return;
    }
    onThreadOf(
        m_decoder, [decoder = m_decoder, path = track().path, startMs, number = ++m_number] { decoder->open(path, startMs, number); });
}

void MusicPlayer::opened(quint64 number, const OpenedMusic& music)
{
    if (number != m_number)
        return;
    m_music = music;
    connect(m_music.stream.get(), &audio::MusicStream::ended, this, [this, stream = m_music.stream.get()] { ended(stream); });
    emit sourceWanted(m_opensPaused ? nullptr : m_music.stream);
    setState(m_opensPaused ? State::Paused : State::Playing);
    tell({});
}

void MusicPlayer::failed(quint64 number, const Error& problem)
{
    if (number != m_number)
        return;
    const MusicTrack broken = track();
    stop();
    emit trackFailed(broken, problem);
    tell(problem);
}

void MusicPlayer::ended(const audio::MusicStream* stream)
{
    if (stream != m_music.stream.get() || m_state == State::Stopped)
        return;
    if (m_alone || !hasNext())
        stop();
    else
        next();
}

void MusicPlayer::tell(const Result<>& result)
{
    if (const Done done = std::exchange(m_done, {}))
        done(result);
}

void MusicPlayer::setState(State state)
{
    m_state = state;
    emit changed();
}

void MusicPlayer::pause()
{
    m_opensPaused = true; // what is being opened now
    if (m_state != State::Playing)
        return;
    emit sourceWanted({});
    setState(State::Paused);
}

void MusicPlayer::resume()
{
    m_opensPaused = false;
    if (m_state != State::Paused)
        return;
    emit sourceWanted(m_music.stream);
    setState(State::Playing);
}

void MusicPlayer::stop()
{
    ++m_number;
    onThreadOf(m_decoder, [decoder = m_decoder] { decoder->close(); });
    m_music = {};
    if (m_state == State::Stopped)
        return;
    emit sourceWanted({});
    setState(State::Stopped);
}

void MusicPlayer::seek(qint64 ms, const Done& done)
{
    if (m_state == State::Stopped) {
        if (done)
            done(Error { Error::Code::NotFound, tr("No music is playing.") });
        return;
    }
    const qint64 end = lengthMs() > 0 ? lengthMs() : ms;
    open(std::clamp<qint64>(ms, 0, end), m_state == State::Paused, done);
}

void MusicPlayer::next(const Done& done)
{
    if (!hasNext()) {
        if (done)
            done(Error { Error::Code::NotFound, tr("There is no piece after this one.") });
        return;
    }
    ++m_at;
    m_alone = false;
    open(0, false, done);
}

void MusicPlayer::previous(const Done& done)
{
    if (hasPrevious() && positionMs() < fromBeginningMs)
        --m_at;
    m_alone = false;
    open(0, false, done);
}

void MusicPlayer::setVolume(int percent)
{
    const int wanted = std::clamp(percent, 0, 100);
    if (std::exchange(m_volume, wanted) != wanted)
        emit volumeChanged(wanted);
}

qint64 MusicPlayer::positionMs() const
{
    return m_music.stream ? m_music.startMs + m_music.stream->taken() * 1000 / audio::playbackRateHz : 0;
}

qint64 MusicPlayer::lengthMs() const
{
    return m_music.lengthMs > 0 ? m_music.lengthMs : qint64(track().seconds) * 1000;
}

}

#include "moc_musicplayer.cpp"
