// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/musicthing.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

// The position is for the eye, and every change of it is told to servers that follow things.
constexpr std::chrono::milliseconds positionEvery { 5000 };

const QString titleName = u"title"_s;
const QString stateName = u"state"_s;
const QString positionName = u"position"_s;
const QString volumeName = u"volume"_s;
const QString playName = u"play"_s;
const QString pauseName = u"pause"_s;
const QString nextName = u"next"_s;
const QString previousName = u"previous"_s;

things::PropertySpec action(const QString& name, const QString& description)
{
    return { .name = name, .description = description, .type = things::PropertyType::Action };
}

// What they are called for people stands with the other words of the panel.
things::ThingSpec musicSpec()
{
    using things::PropertyType;
    return { .name = u"Music"_s,
        .description = u"The music of this computer"_s,
        .properties = {
            { .name = titleName, .description = u"What plays"_s, .type = PropertyType::Text, .writable = false },
            { .name = stateName,
                .description = u"Whether it plays"_s,
                .type = PropertyType::Choice,
                .writable = false,
                .choices = { u"stopped"_s, u"playing"_s, u"paused"_s } },
            action(playName, u"Plays, or goes on"_s),
            action(pauseName, u"Pauses"_s),
            action(previousName, u"The piece before"_s),
            action(nextName, u"The next piece"_s),
            { .name = positionName,
                .description = u"How far it is, in percent of the piece"_s,
                .type = PropertyType::Integer,
                .unit = u"%"_s },
            { .name = volumeName,
                .description = u"Volume of the music in percent of the assistant's"_s,
                .type = PropertyType::Integer,
                .unit = u"%"_s,
                .setTool = u"music_player.set_volume"_s,
                .setParameter = volumeName },
        },
        .kind = u"music"_s };
}

}

MusicThing::MusicThing(MusicLibrary& library, MusicPlayer& player, QObject* parent)
    : Thing(musicSpec(), parent)
    , m_library(library)
    , m_player(player)
{
    m_progress.setInterval(positionEvery);
    connect(&m_progress, &QTimer::timeout, this, &MusicThing::show);
    connect(&m_player, &MusicPlayer::changed, this, &MusicThing::show);
    connect(&m_player, &MusicPlayer::volumeChanged, this, &MusicThing::show);
    connect(&m_library, &MusicLibrary::scanned, this, &MusicThing::show);
    show();
}

void MusicThing::show()
{
    const MusicPlayer::State state = m_player.state();
    const bool stopped = state == MusicPlayer::State::Stopped;
    const qint64 length = m_player.lengthMs();
    reportReachable(!stopped || !m_library.tracks().isEmpty());
    report(titleName, stopped ? QString() : trackWords(m_player.track()));
    report(stateName, MusicPlayer::nameOf(state));
    report(positionName, !stopped && length > 0 ? int(std::min<qint64>(100 * m_player.positionMs() / length, 100)) : 0);
    report(volumeName, m_player.volume());
    if (state != MusicPlayer::State::Playing)
        m_progress.stop();
    else if (!m_progress.isActive())
        m_progress.start();
}

void MusicThing::apply(const QString& property, const QVariant& value, const things::Changed& done)
{
    if (property == volumeName) {
        m_player.setVolume(value.toInt());
        done({});
    } else if (property == positionName) {
        m_player.seek(m_player.lengthMs() * value.toInt() / 100, done);
    } else if (property == nextName) {
        m_player.next(done);
    } else if (property == previousName) {
        m_player.previous(done);
    } else if (property == pauseName) {
        m_player.pause();
        done({});
    } else if (m_player.state() == MusicPlayer::State::Paused) {
        m_player.resume();
        done({});
    } else if (m_player.state() == MusicPlayer::State::Stopped) {
        m_player.play(m_library.tracks(), 0, false, done);
    } else {
        done({});
    }
}

}

#include "moc_musicthing.cpp"
