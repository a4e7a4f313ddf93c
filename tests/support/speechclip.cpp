// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/speechclip.h"

#include "codec/resampler.h"
#include "codec/wavfile.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QUuid>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

codec::PcmFrame speechClip(const SpokenSentence& sentence)
{
    constexpr int rateHz = 16000;
    QTemporaryDir folder;
    const QString raw = folder.filePath(u"speech.wav"_s);
    const int status = QProcess::execute(
        u"espeak-ng"_s, { u"-v"_s, sentence.voice, u"-s"_s, QString::number(sentence.wordsPerMinute), u"-w"_s, raw, sentence.text });
    if (status != 0)
        qFatal("espeak-ng could not speak \"%s\"", qPrintable(sentence.text));
    const auto clip = codec::readWav(raw);
    if (!clip)
        qFatal("%s", qPrintable(clip.error().text));
    auto speech = codec::resampled(*clip, rateHz);
    if (!speech)
        qFatal("%s", qPrintable(speech.error().text));
    codec::PcmFrame all;
    all.rateHz = rateHz;
    all.samples.resize(size_t(sentence.silenceBeforeMs) * rateHz / 1000);
    all.samples.insert(all.samples.end(), speech->samples.begin(), speech->samples.end());
    all.samples.resize(all.samples.size() + size_t(sentence.silenceAfterMs) * rateHz / 1000);
    return all;
}

QString speechFile(const QString& folder, const SpokenSentence& sentence)
{
    const QString path = QDir(folder).filePath(u"speech-%1.wav"_s.arg(QUuid::createUuid().toString(QUuid::Id128)));
    if (const auto written = codec::writeWav(path, speechClip(sentence)); !written)
        qFatal("%s", qPrintable(written.error().text));
    return path;
}

}
