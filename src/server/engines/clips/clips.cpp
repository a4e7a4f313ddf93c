// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/clips/clips.h"

#include "codec/speechcodec.h"
#include "server/engines/clips/cliptexts.h"

#include <QDataStream>
#include <QFile>

#include <mutex>

// The sounds are linked into this library; a linker that sees nobody using them would leave them out.
static void useClips()
{
    Q_INIT_RESOURCE(clips);
}

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pauseBeforeDigitMs = 180; // so that a person can type along
constexpr size_t languages = 2;

struct Sound
{
    std::once_flag loaded;
    QVector<QByteArray> packets;
    codec::PcmFrame pcm { {}, clipRateHz };
};

bool isChinese(const QString& language)
{
    return language.startsWith(u"zh"_s);
}

void load(Sound& sound, const QString& path)
{
    useClips();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing in this program.", qUtf8Printable(path));
    QDataStream stream(&file);
    stream.setVersion(QDataStream::Qt_6_4);
    stream >> sound.packets;
    auto decoder = codec::SpeechDecoder::create(clipRateHz);
    for (const QByteArray& packet : std::as_const(sound.packets)) {
        if (const auto piece = decoder ? decoder.value()->decode(packet) : Result<codec::PcmFrame>(decoder.error()))
            sound.pcm.samples.insert(sound.pcm.samples.end(), piece->samples.begin(), piece->samples.end());
    }
}

// Immutable once loaded, and the same for all conversations, like any other resource of the program.
const Sound& soundOf(Clip wanted, bool chinese)
{
    static std::array<std::array<Sound, clipWords.size()>, languages> sounds;
    const auto index = size_t(wanted);
    Sound& sound = sounds[chinese ? 1 : 0][index];
    std::call_once(sound.loaded, [&] { load(sound, u":/clips/%1/%2"_s.arg(chinese ? u"zh"_s : u"en"_s, clipWords[index].name)); });
    return sound;
}

constexpr bool tableIsInOrder()
{
    for (size_t i = 0; i < clipWords.size(); ++i) {
        if (size_t(clipWords[i].clip) != i)
            return false;
    }
    return true;
}
static_assert(tableIsInOrder());

}

const codec::PcmFrame& clip(Clip clip, const QString& language)
{
    return soundOf(clip, isChinese(language)).pcm;
}

const QVector<QByteArray>& clipPackets(Clip clip, const QString& language)
{
    return soundOf(clip, isChinese(language)).packets;
}

QString clipText(Clip clip, const QString& language)
{
    const ClipWords& words = clipWords[size_t(clip)];
    return QString::fromUtf8(isChinese(language) ? words.chinese : words.english);
}

codec::PcmFrame spokenCode(const QString& code, const QString& language)
{
    codec::PcmFrame all = clip(Clip::EnterCode, language);
    for (const QChar digit : code) {
        if (digit < u'0' || digit > u'9')
            continue;
        all.samples.insert(all.samples.end(), size_t(pauseBeforeDigitMs) * clipRateHz / 1000, int16_t(0));
        const auto& sound = clip(Clip(int(Clip::Digit0) + digit.unicode() - u'0'), language);
        all.samples.insert(all.samples.end(), sound.samples.begin(), sound.samples.end());
    }
    return all;
}

}
