// SPDX-License-Identifier: GPL-3.0-or-later
// Runs while the server is built: speaks every clip in both languages and writes DIR/clips/{en,zh}/NAME and DIR/clips.qrc.
#include "codec/framer.h"
#include "codec/speechcodec.h"
#include "server/engines/clips/cliptexts.h"
#include "server/engines/synthesiser/espeakvoice.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QDir>
#include <QSaveFile>

#include <algorithm>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace myna;

namespace {

constexpr int bitrate = 32000; // it is decoded and encoded once more on its way
constexpr int16_t silence = 200;
constexpr int keptSilenceMs = 40; // before and after the words

// The voice leaves more than half a second after each sentence: too much between two digits.
codec::PcmFrame trimmed(const codec::PcmFrame& sound)
{
    const auto loud = [](int16_t sample) { return sample > silence || sample < -silence; };
    const auto margin = std::ptrdiff_t(keptSilenceMs) * sound.rateHz / 1000;
    const auto& all = sound.samples;
    const auto first = std::find_if(all.begin(), all.end(), loud);
    const auto last = std::find_if(all.rbegin(), all.rend(), loud).base();
    if (first == all.end())
        return { {}, sound.rateHz };
    return { { first - std::min(margin, first - all.begin()), last + std::min(margin, all.end() - last) }, sound.rateHz };
}

Result<QVector<QByteArray>> packetsOf(const codec::PcmFrame& sound)
{
    auto encoder = codec::SpeechEncoder::create(
        { .rateHz = server::clipRateHz, .frameMs = server::clipFrameMs, .bitrate = bitrate, .complexity = 10 });
    if (!encoder)
        return encoder.error();
    codec::Framer framer(server::clipRateHz, encoder.value()->samplesPerFrame());
    framer.put(sound);
    QVector<QByteArray> packets;
    for (auto frame = framer.take(); frame || (frame = framer.takePadded()); frame = framer.take()) {
        auto packet = encoder.value()->encode(*frame);
        if (!packet)
            return packet.error();
        packets.append(std::move(packet).value());
    }
    return packets;
}

Result<> write(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        return Error { Error::Code::Refused, path + u": "_s + file.errorString() };
    return {};
}

Result<> makeClip(server::EspeakVoice& voice, const QString& words, const QString& language, const QString& path)
{
    const auto sound = voice.speak(words, language, false);
    if (!sound)
        return sound.error();
    const auto packets = packetsOf(trimmed(*sound));
    if (!packets)
        return packets.error();
    if (packets->isEmpty())
        return Error { Error::Code::Unavailable, u"The voice says nothing to “%1”."_s.arg(words) };
    QByteArray content;
    QDataStream stream(&content, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << *packets;
    return write(path, content);
}

Result<> makeAll(const QDir& folder)
{
    server::EspeakVoice voice;
    QString list = u"<RCC><qresource prefix=\"/\">\n"_s;
    for (const QString& language : { u"en"_s, u"zh"_s }) {
        if (!folder.mkpath(u"clips/"_s + language))
            return Error { Error::Code::Refused, u"The folder cannot be made."_s };
        for (const auto& clip : server::clipWords) {
            const QString name = u"clips/%1/%2"_s.arg(language, clip.name);
            const QString words = QString::fromUtf8(language == u"zh"_s ? clip.chinese : clip.english);
            if (const auto made = makeClip(voice, words, language, folder.filePath(name)); !made)
                return made;
            list += u"<file>%1</file>\n"_s.arg(name);
        }
    }
    return write(folder.filePath(u"clips.qrc"_s), (list + u"</qresource></RCC>\n"_s).toUtf8());
}

}

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    if (const auto made = makeAll(QDir(QCoreApplication::arguments().value(1))); !made) {
        std::fprintf(stderr, "myna_clipmaker: %s\n", qUtf8Printable(made.error().text));
        return 1;
    }
    return 0;
}
