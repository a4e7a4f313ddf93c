// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/musicfamily.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <numeric>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

using mcp::ArgumentType;

constexpr int mostPlayed = 200; // of what one name means
constexpr int mostListed = 100;

QString jsonText(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject jsonOf(const MusicTrack& track)
{
    QJsonObject object { { u"title"_s, track.title } };
    if (!track.artist.isEmpty())
        object[u"artist"_s] = track.artist;
    if (!track.album.isEmpty())
        object[u"album"_s] = track.album;
    if (track.seconds > 0)
        object[u"seconds"_s] = track.seconds;
    return object;
}

QJsonObject statusOf(const MusicPlayer& player)
{
    QJsonObject status { { u"state"_s, MusicPlayer::nameOf(player.state()) }, { u"volume"_s, player.volume() } };
    if (player.state() == MusicPlayer::State::Stopped)
        return status;
    status[u"track"_s] = jsonOf(player.track());
    status[u"position_seconds"_s] = player.positionMs() / 1000;
    if (const qint64 length = player.lengthMs(); length > 0) {
        status[u"duration_seconds"_s] = length / 1000;
        status[u"percent"_s] = std::min<qint64>(100 * player.positionMs() / length, 100);
    }
    const int line = lineAt(player.lyrics(), player.positionMs());
    if (line >= 0)
        status[u"lyric"_s] = player.lyrics()[line].text;
    return status;
}

QString lyricsText(const MusicPlayer& player)
{
    QStringList lines;
    for (const LyricLine& line : player.lyrics()) {
        lines << u"[%1:%2] %3"_s.arg(line.ms / 60000, 2, 10, QChar(u'0')).arg(line.ms / 1000 % 60, 2, 10, QChar(u'0')).arg(line.text);
    }
    return lines.join(u'\n');
}

// What the state is afterwards, or why it is not.
MusicPlayer::Done toldBy(const MusicPlayer& player, const mcp::ToolAnswer& answer)
{
    return [&player, answer](const Result<>& done) {
        if (done)
            answer(jsonText(statusOf(player)));
        else
            answer(done.error());
    };
}

void search(const MusicLibrary& library, MusicPlayer& player, const QString& name, const mcp::ToolAnswer& answer)
{
    const QVector<MusicTrack>& all = library.tracks();
    QVector<int> found = findTracks(all, name, mostPlayed);
    if (name.trimmed().isEmpty()) {
        found.resize(std::min<qsizetype>(all.size(), mostPlayed));
        std::iota(found.begin(), found.end(), 0);
    }
    if (found.isEmpty()) {
        answer(Error { Error::Code::NotFound, u"There is nothing like \"%1\" in the local music."_s.arg(name.left(100)) });
        return;
    }
    QVector<MusicTrack> queue;
    for (const int place : std::as_const(found))
        queue << all[place];
    // Who names a title wants that one; who names an artist or an album wants all of it.
    const bool alone = !name.trimmed().isEmpty() && !findTracks({ { .title = queue.first().title } }, name, 1).isEmpty();
    player.play(queue, 0, alone, toldBy(player, answer));
}

void seek(MusicPlayer& player, const QJsonObject& arguments, const mcp::ToolAnswer& answer)
{
    const bool byPercent = arguments.contains("percent"_L1);
    if (!byPercent && !arguments.contains("position"_L1)) {
        answer(Error { Error::Code::Invalid, u"Give percent or position."_s });
        return;
    }
    if (byPercent && player.state() != MusicPlayer::State::Stopped && player.lengthMs() == 0) {
        answer(Error { Error::Code::Unavailable, u"This piece does not say how long it is. Give the position in seconds."_s });
        return;
    }
    const double ms
        = byPercent ? double(player.lengthMs()) * arguments["percent"_L1].toDouble() / 100 : arguments["position"_L1].toDouble() * 1000;
    player.seek(qint64(ms), toldBy(player, answer));
}

mcp::Tool simple(
    const QString& name, const QString& description, const QString& title, const std::function<void(const mcp::ToolAnswer&)>& run)
{
    return { .spec = { .name = name, .description = description, .title = title },
        .run = [run](const QJsonObject&, const mcp::ToolAnswer& answer, QObject*) { run(answer); } };
}

}

MusicFamily::MusicFamily(MusicLibrary& library, MusicPlayer& player, QObject* parent)
    : ToolFamily(parent)
    , m_library(library)
    , m_player(player)
{
    connect(&m_library, &MusicLibrary::scanned, this, [this] {
        if (std::exchange(m_hadMusic, !m_library.tracks().isEmpty()) != m_hadMusic)
            emit toolsChanged();
    });
}

std::vector<mcp::Tool> MusicFamily::tools()
{
    if (m_library.tracks().isEmpty())
        return {};
    std::vector<mcp::Tool> all { searchTool(), seekTool() };
    for (auto&& group : { controlTools(), readingTools() })
        all.insert(all.end(), group.begin(), group.end());
    return all;
}

mcp::Tool MusicFamily::searchTool()
{
    return { .spec = { .name = u"music_player.search_and_play"_s,
                 .description = u"Plays music from this computer: a title, an artist or an album. What is nearly spelt so is found, too. "
                                "Leave the name out for any music."_s,
                 .arguments = { { .name = u"song_name"_s, .description = u"title, artist or album"_s, .required = false } },
                 .title = tr("Play music") },
        .run = [&library = m_library, &player = m_player](const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject*) {
            search(library, player, arguments["song_name"_L1].toString(), answer);
        } };
}

mcp::Tool MusicFamily::seekTool()
{
    return { .spec = { .name = u"music_player.seek"_s,
                 .description = u"Goes to a place in the piece that plays."_s,
                 .arguments = { { .name = u"percent"_s,
                                    .description = u"of its length; counts when both are given"_s,
                                    .type = ArgumentType::Number,
                                    .required = false,
                                    .minimum = 0,
                                    .maximum = 100 },
                     { .name = u"position"_s,
                         .description = u"seconds from its beginning"_s,
                         .type = ArgumentType::Number,
                         .required = false,
                         .minimum = 0 } },
                 .title = tr("Go to a place in the music") },
        .run = [&player = m_player](
                   const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject*) { seek(player, arguments, answer); } };
}

std::vector<mcp::Tool> MusicFamily::controlTools()
{
    MusicPlayer& player = m_player;
    const auto told = [&player](void (MusicPlayer::*act)(), MusicPlayer::State from, const QString& otherwise) {
        return [&player, act, from, otherwise](const mcp::ToolAnswer& answer) {
            if (player.state() != from)
                return answer(Error { Error::Code::NotFound, otherwise });
            (player.*act)();
            answer(jsonText(statusOf(player)));
        };
    };
    return {
        simple(u"music_player.pause"_s, u"Pauses the music; resume goes on from there."_s, tr("Pause the music"),
            told(&MusicPlayer::pause, MusicPlayer::State::Playing, u"No music is playing."_s)),
        simple(u"music_player.resume"_s, u"Goes on with the music that was paused."_s, tr("Go on with the music"),
            told(&MusicPlayer::resume, MusicPlayer::State::Paused, u"No music is paused."_s)),
        simple(u"music_player.stop"_s, u"Stops the music."_s, tr("Stop the music"),
            [&player](const mcp::ToolAnswer& answer) {
                player.stop();
                answer(jsonText(statusOf(player)));
            }),
        simple(u"music_player.next"_s, u"Plays the next piece."_s, tr("Next piece"),
            [&player](const mcp::ToolAnswer& answer) { player.next(toldBy(player, answer)); }),
        simple(u"music_player.previous"_s, u"Plays the piece before, or this one from its beginning."_s, tr("Previous piece"),
            [&player](const mcp::ToolAnswer& answer) { player.previous(toldBy(player, answer)); }),
    };
}

std::vector<mcp::Tool> MusicFamily::readingTools()
{
    MusicPlayer& player = m_player;
    return {
        simple(u"music_player.get_status"_s, u"Says what plays, where in the piece, and how loud."_s, tr("What is playing"),
            [&player](const mcp::ToolAnswer& answer) { answer(jsonText(statusOf(player))); }),
        simple(u"music_player.get_lyrics"_s,
            u"Gives the words of the piece that plays, with the times of the lines, if there is a file of "
            "them beside it."_s,
            tr("Words of the song"),
            [&player](const mcp::ToolAnswer& answer) {
                if (player.lyrics().isEmpty())
                    answer(Error { Error::Code::NotFound, u"There are no words for what plays."_s });
                else
                    answer(lyricsText(player));
            }),
        { .spec = { .name = u"music_player.get_local_playlist"_s,
              .description = u"Lists the music on this computer."_s,
              .arguments = { { .name = u"force_refresh"_s,
                  .description = u"look for new files first; they are in the next list"_s,
                  .type = ArgumentType::Boolean,
                  .required = false } },
              .title = tr("List the local music") },
            .run =
                [&library = m_library](const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject*) {
                    if (arguments["force_refresh"_L1].toBool())
                        library.scan();
                    const QVector<MusicTrack>& all = library.tracks();
                    QJsonArray list;
                    for (const MusicTrack& track : all.first(std::min<qsizetype>(all.size(), mostListed)))
                        list.append(trackWords(track));
                    answer(jsonText({ { u"count"_s, all.size() }, { u"tracks"_s, list } }));
                } },
    };
}

}

#include "moc_musicfamily.cpp"
