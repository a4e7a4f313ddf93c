// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/skills/musicskill.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

enum Meaning { Pause, Resume, Stop, Next, Previous, Which };

QString toolNameOf(Meaning meaning)
{
    switch (meaning) {
    case Pause:
        return u"music_player.pause"_s;
    case Resume:
        return u"music_player.resume"_s;
    case Stop:
        return u"music_player.stop"_s;
    case Next:
        return u"music_player.next"_s;
    case Previous:
        return u"music_player.previous"_s;
    case Which:
        return u"music_player.get_status"_s;
    }
    return {};
}

// "This is Nightwalk by The Starlings."
QString trackText(const QString& status, const Situation& s)
{
    const QJsonValue track = QJsonDocument::fromJson(status.toUtf8())["track"_L1];
    const QString title = track["title"_L1].toString();
    const QString artist = track["artist"_L1].toString();
    if (title.isEmpty())
        return inLanguage(s, u"No music is playing."_s, u"现在没有播放音乐。"_s);
    if (artist.isEmpty())
        return inLanguage(s, u"This is %1."_s, u"现在是《%1》。"_s).arg(title);
    return inLanguage(s, u"This is %1 by %2."_s, u"现在是%2的《%1》。"_s).arg(title, artist);
}

QString doneText(Meaning meaning, const QString& status, const Situation& s)
{
    switch (meaning) {
    case Pause:
        return inLanguage(s, u"The music is paused."_s, u"音乐已暂停。"_s);
    case Resume:
        return inLanguage(s, u"The music goes on."_s, u"继续播放。"_s);
    case Stop:
        return inLanguage(s, u"The music has stopped."_s, u"音乐已停止。"_s);
    case Next:
    case Previous:
    case Which:
        return trackText(status, s);
    }
    return {};
}

}

QVector<Phrase> MusicSkill::phrases() const
{
    return {
        { Pause, u"en"_s, u"pause [the] (music|song|playback)"_s, false },
        { Resume, u"en"_s, u"(resume|continue|go on with|unpause) [the] (music|song|playback)"_s, false },
        { Stop, u"en"_s, u"(stop|turn off|switch off) [the] (music|song|playback)"_s, false },
        { Next, u"en"_s, u"([play] [the] next (song|piece|track)|skip this (song|piece|track))"_s, false },
        { Previous, u"en"_s, u"[play] [the] (previous|last) (song|piece|track)"_s, false },
        { Which, u"en"_s,
            u"(what is playing|whats playing|what (song|music|piece) is (this|playing)|which (song|piece) is (this|playing))"_s, false },
        { Pause, u"zh"_s, u"暂停[音乐|播放|歌曲]"_s, false },
        { Resume, u"zh"_s, u"继续(播放|放歌|音乐|播放音乐)"_s, false },
        { Stop, u"zh"_s, u"(停止(播放|音乐|播放音乐)|关掉音乐|关闭音乐|别放了|不听了)"_s, false },
        { Next, u"zh"_s, u"[播放|放]下一(首|曲)[歌]"_s, false },
        { Previous, u"zh"_s, u"[播放|放]上一(首|曲)[歌]"_s, false },
        { Which, u"zh"_s, u"((这|现在)(是|放的是|播放的是)(什么|哪首)(歌|音乐|歌曲))"_s, false },
    };
}

QString MusicSkill::summary(const QString&) const
{
    return {};
}

bool MusicSkill::isCertain(int meaning, const Situation& s) const
{
    return toolOf(s, toolNameOf(Meaning(meaning)));
}

Reply MusicSkill::answer(int meaning, const PhraseMatch&, const Situation& s)
{
    const auto what = Meaning(meaning);
    if (!toolOf(s, toolNameOf(what)))
        return { inLanguage(s, u"This device has no music."_s, u"这个设备上没有音乐。"_s), u"sad"_s };
    const auto then = [s, what](const Result<QString>& result) -> Reply {
        return result ? Reply { doneText(what, *result, s), u"neutral"_s } : Reply { result.error().text, u"sad"_s };
    };
    return afterCall(toolNameOf(what), {}, then);
}

std::optional<Reply> MusicSkill::play(const QString& name, const Situation& s)
{
    const QString tool = u"music_player.search_and_play"_s;
    if (!toolOf(s, tool))
        return std::nullopt;
    const auto then = [s](const Result<QString>& result) -> Reply {
        return result ? Reply { trackText(*result, s), u"happy"_s } : Reply { result.error().text, u"sad"_s };
    };
    const QJsonObject arguments = name.isEmpty() ? QJsonObject() : QJsonObject { { u"song_name"_s, name } };
    return afterCall(tool, arguments, then);
}

}
