// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices.h"
#include "codec/wavfile.h"
#include "support/soundmath.h"
#include "support/testcase.h"
#include "tools/lyrics.h"
#include "tools/musicfamily.h"
#include "tools/musicthing.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <chrono>
#include <cmath>
#include <complex>

using namespace myna;
using namespace myna::tools;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using audio::playbackRateHz;

namespace {

// How much of a tone is in it, as an amplitude of 0–1.
double toneLevel(const codec::PcmFrame& clip, double hz)
{
    std::complex<double> sum;
    for (size_t i = 0; i < clip.samples.size(); ++i)
        sum += std::polar(double(clip.samples[i]) / 32768, -2 * M_PI * hz * double(i) / clip.rateHz);
    return 2 * std::abs(sum) / double(std::max<size_t>(clip.samples.size(), 1));
}

// A folder with pieces in three formats, with tags, and one without.
struct MusicFolder
{
    MusicFolder()
    {
        const QDir data(QStringLiteral(MYNA_TEST_DATA "/music"));
        QDir(folder.path()).mkpath(u"albums/morning"_s);
        for (const QString& name : { u"quiet-river.flac"_s, u"nightwalk.ogg"_s })
            QFile::copy(data.filePath(name), folder.filePath(u"albums/morning/"_s + name));
        QFile::copy(data.filePath(u"slow-train.mp3"_s), folder.filePath(u"slow-train.mp3"_s));
        put(u"albums/notes.txt"_s, "no music");
        put(u"albums/broken.flac"_s, "fLaC but not really");
    }
    void put(const QString& name, const QByteArray& content) const
    {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    QTemporaryDir folder;
};

// The loudspeaker: pulls as the audio thread would.
struct Ear
{
    explicit Ear(MusicPlayer& player)
    {
        QObject::connect(
            &player, &MusicPlayer::sourceWanted, &player, [this](const std::shared_ptr<audio::MusicSource>& s) { source = s; });
    }
    codec::PcmFrame hear(int ms)
    {
        codec::PcmFrame heard { {}, playbackRateHz };
        const auto wanted = size_t(ms) * playbackRateHz / 1000;
        const bool all = test::becomesTrue([&] {
            for (size_t got = 1; source && got > 0 && heard.samples.size() < wanted;) {
                std::vector<int16_t> block(std::min<size_t>(480, wanted - heard.samples.size()));
                got = source->fill(block);
                heard.samples.insert(heard.samples.end(), block.begin(), block.begin() + std::ptrdiff_t(got));
            }
            return !source || heard.samples.size() >= wanted; // it may end before
        });
        Q_UNUSED(all)
        return heard;
    }
    std::shared_ptr<audio::MusicSource> source;
};

struct Music
{
    explicit Music(const QString& folder)
        : library(20ms)
        , family(library, player)
        , ear(player)
    {
        QSignalSpy scanned(&library, &MusicLibrary::scanned);
        library.setFolder(folder);
        QTRY_COMPARE(scanned.size(), 1);
    }
    MusicLibrary library;
    MusicPlayer player;
    MusicFamily family;
    Ear ear;

    QJsonObject call(const QString& name, const QJsonObject& arguments = {})
    {
        QObject context;
        std::optional<Result<QString>> answer;
        for (const mcp::Tool& tool : family.tools()) {
            if (tool.spec.name == u"music_player."_s + name)
                tool.run(
                    arguments, [&](const Result<QString>& said) { answer = said; }, &context);
        }
        if (!test::becomesTrue([&] { return answer.has_value(); }))
            return { { u"error"_s, u"nothing was answered"_s } };
        if (!*answer)
            return { { u"error"_s, answer->error().text } };
        const QJsonObject object = QJsonDocument::fromJson((*answer)->toUtf8()).object();
        return object.isEmpty() ? QJsonObject { { u"text"_s, **answer } } : object;
    }
};

}

class TstMusic : public test::TestCase
{
    Q_OBJECT

private slots:
    void namesAreFoundHoweverTheyAreSpelt_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("place"); // -1: none
        QTest::newRow("exact") << u"Quiet River"_s << 0;
        QTest::newRow("small, with signs") << u"quiet river!"_s << 0;
        QTest::newRow("part") << u"river"_s << 0;
        QTest::newRow("misheard") << u"quite river"_s << 0;
        QTest::newRow("accents") << u"cafe del mar"_s << 2;
        QTest::newRow("Chinese") << u"夜曲"_s << 1;
        QTest::newRow("part of a Chinese title") << u"夜"_s << 1;
        QTest::newRow("artist and title") << u"夜曲 周小鸟"_s << 1;
        QTest::newRow("title by artist") << u"quiet river by the starlings"_s << 0;
        QTest::newRow("artist") << u"starlings"_s << 0;
        QTest::newRow("nothing like it") << u"thunderstruck"_s << -1;
        QTest::newRow("empty") << QString() << -1;
        QTest::newRow("only signs") << u"!?"_s << -1;
    }

    void namesAreFoundHoweverTheyAreSpelt()
    {
        QFETCH(QString, name);
        QFETCH(int, place);
        const QVector<MusicTrack> tracks { { u"/a.flac"_s, u"Quiet River"_s, u"The Starlings"_s, {} },
            { u"/b.flac"_s, u"夜曲"_s, u"周小鸟"_s, {} }, { u"/c.flac"_s, u"Café del Mar"_s, {}, {} } };
        QCOMPARE(findTracks(tracks, name, 5).value(0, -1), place);
    }

    void lyricsComeInTheirOrder()
    {
        const auto lines
            = lyricsFrom("[ar:The Starlings]\n[offset:+500]\n[00:12.50][00:30]second\r\n[00:05.5]first\n[x]nothing\nno time\n");
        const QVector<LyricLine> wanted { { 5000, u"first"_s }, { 12000, u"second"_s }, { 29500, u"second"_s } };
        QCOMPARE(lines, wanted);
        QCOMPARE(lineAt(lines, 4999), -1);
        QCOMPARE(lineAt(lines, 12000), 1);
        QCOMPARE(lineAt(lines, 99999), 2);
        QVERIFY(lyricsFrom(QByteArray("[00:01]x\n").repeated(5000)).size() <= 1000);
    }

    void theLibraryReadsTagsAndNoticesChanges()
    {
        const MusicFolder folder;
        Music music(folder.folder.path());
        QCOMPARE(music.library.tracks().size(), 3); // and not what only looks like music
        const int river = findTracks(music.library.tracks(), u"Quiet River"_s, 1).value(0, -1);
        QVERIFY(river >= 0);
        const MusicTrack track = music.library.tracks()[river];
        QCOMPARE(track.artist, u"The Starlings"_s);
        QCOMPARE(track.album, u"Morning Songs"_s);
        QCOMPARE(track.seconds, 3);
        QVERIFY(!findTracks(music.library.tracks(), u"夜曲"_s, 1).isEmpty());
        QSignalSpy scanned(&music.library, &MusicLibrary::scanned);
        QVERIFY(codec::writeWav(folder.folder.filePath(u"albums/New Piece.wav"_s), test::sine(440, 100, 8000, 0.3)));
        QTRY_VERIFY(!scanned.isEmpty());
        QTRY_COMPARE(music.library.tracks().size(), 4);
        QVERIFY(!findTracks(music.library.tracks(), u"new piece"_s, 1).isEmpty());
        QDir(folder.folder.path()).removeRecursively();
        QTRY_VERIFY(music.library.tracks().isEmpty());
        QVERIFY(music.family.tools().empty());
    }

    void withoutMusicNothingIsListed()
    {
        const QTemporaryDir empty;
        Music music(empty.path());
        QVERIFY(music.family.tools().empty());
        MusicThing thing(music.library, music.player);
        QVERIFY(!thing.isReachable());
    }

    void playsEveryFormatAtItsPitch_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("hz");
        QTest::newRow("flac") << u"quiet river"_s << 500;
        QTest::newRow("ogg, two channels, 44.1 kHz") << u"夜曲"_s << 800;
        QTest::newRow("mp3") << u"slow train"_s << 1200;
    }

    void playsEveryFormatAtItsPitch()
    {
        QFETCH(QString, name);
        QFETCH(int, hz);
        const MusicFolder folder;
        Music music(folder.folder.path());
        const QJsonObject status = music.call(u"search_and_play"_s, { { u"song_name"_s, name } });
        QCOMPARE(status["state"_L1].toString(), u"playing"_s);
        music.ear.hear(300);
        const codec::PcmFrame heard = music.ear.hear(1000);
        QCOMPARE(heard.samples.size(), size_t(playbackRateHz));
        QVERIFY2(toneLevel(heard, hz) > 0.1, qPrintable(QString::number(toneLevel(heard, hz))));
        QVERIFY(music.player.positionMs() >= 1300 && music.player.positionMs() < 1400);
        music.ear.hear(4000); // to its end
        QTRY_COMPARE(music.player.state(), MusicPlayer::State::Stopped); // one title was asked for, and no more
    }

    void pausesSeeksAndSaysWhereItIs()
    {
        const MusicFolder folder;
        folder.put(u"albums/morning/quiet-river.lrc"_s, "[00:00.00]the river\n[00:02.00]is quiet\n");
        Music music(folder.folder.path());
        QVERIFY(music.call(u"pause"_s).contains(u"error"_s)); // nothing plays
        music.call(u"search_and_play"_s, { { u"song_name"_s, u"quiet river"_s } });
        music.ear.hear(500);
        QCOMPARE(music.call(u"pause"_s)["state"_L1].toString(), u"paused"_s);
        QVERIFY(!music.ear.source);
        QCOMPARE(music.call(u"resume"_s)["state"_L1].toString(), u"playing"_s);
        QCOMPARE(music.call(u"get_status"_s)["lyric"_L1].toString(), u"the river"_s);
        const QJsonObject there = music.call(u"seek"_s, { { u"percent"_s, 70 } });
        QCOMPARE(there["position_seconds"_L1].toInt(), 2);
        QCOMPARE(there["lyric"_L1].toString(), u"is quiet"_s);
        QVERIFY(music.call(u"get_lyrics"_s)["text"_L1].toString().contains(u"[00:02] is quiet"_s));
        const codec::PcmFrame rest = music.ear.hear(2000);
        QVERIFY2(std::abs(rest.durationMs() - 900) < 40, qPrintable(QString::number(rest.durationMs())));
        QTRY_COMPARE(music.player.state(), MusicPlayer::State::Stopped);
    }

    void anArtistsPiecesFollowEachOther()
    {
        const MusicFolder folder;
        Music music(folder.folder.path());
        const QJsonObject first = music.call(u"search_and_play"_s, { { u"song_name"_s, u"the starlings"_s } });
        music.ear.hear(3200); // over the end of the first
        QTRY_VERIFY(music.call(u"get_status"_s)["track"_L1]["title"_L1] != first["track"_L1]["title"_L1]);
        QCOMPARE(music.player.state(), MusicPlayer::State::Playing);
        QVERIFY(music.call(u"next"_s).contains(u"error"_s)); // that was the last
        QCOMPARE(music.call(u"previous"_s)["track"_L1]["title"_L1], first["track"_L1]["title"_L1]);
        QCOMPARE(music.call(u"stop"_s)["state"_L1].toString(), u"stopped"_s);
        QVERIFY(!music.ear.source);
        QCOMPARE(music.call(u"get_local_playlist"_s)["count"_L1].toInt(), 3);
        QVERIFY(music.call(u"search_and_play"_s, { { u"song_name"_s, u"thunderstruck"_s } }).contains(u"error"_s));
    }

    // A file that vanished after it was found.
    void whatCannotBePlayedIsSaid()
    {
        const MusicFolder folder;
        Music music(folder.folder.path());
        const QVector<MusicTrack> gone { { folder.folder.filePath(u"gone.flac"_s), u"Gone"_s, {}, {} } };
        std::optional<Error> problem;
        music.player.play(gone, 0, true, [&](const Result<>& done) { problem = done.error(); });
        QTRY_VERIFY(problem);
        QCOMPARE(problem->code, Error::Code::NotFound);
        QCOMPARE(music.player.state(), MusicPlayer::State::Stopped);
    }

    void theThingShowsAndDoesTheSame()
    {
        const MusicFolder folder;
        Music music(folder.folder.path());
        MusicThing thing(music.library, music.player);
        QVERIFY(thing.isReachable());
        QCOMPARE(thing.value(u"title"_s).toString(), QString());
        bool done = false;
        thing.change(u"play"_s, true, [&](const Result<>& result) { done = bool(result); });
        QTRY_VERIFY(done);
        QCOMPARE(thing.value(u"title"_s).toString(), trackWords(music.player.track()));
        thing.change(u"volume"_s, 35);
        QCOMPARE(music.player.volume(), 35);
        QCOMPARE(thing.value(u"volume"_s).toInt(), 35);
        thing.change(u"pause"_s, true);
        QCOMPARE(music.player.state(), MusicPlayer::State::Paused);
    }
};

QTEST_GUILESS_MAIN(TstMusic)
#include "tst_music.moc"
