// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/apis/soundstub.h"

#include "codec/wavfile.h"

#include <QJsonDocument>
#include <QtEndian>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

QMap<QByteArray, QByteArray> formParts(const ApiStub::Request& request)
{
    const QByteArray type = request.headers.value("content-type");
    const qsizetype at = type.indexOf("boundary=");
    if (!type.startsWith("multipart/form-data;") || at < 0)
        return {};
    const QByteArray boundary = "--" + type.mid(at + 9);
    QMap<QByteArray, QByteArray> parts;
    qsizetype from = request.body.startsWith(boundary) ? 0 : -1;
    while (from >= 0) {
        from += boundary.size();
        if (request.body.mid(from, 2) == "--")
            return parts;
        const qsizetype headEnd = request.body.indexOf("\r\n\r\n", from);
        const qsizetype next = request.body.indexOf("\r\n" + boundary, from);
        if (headEnd < 0 || next < headEnd)
            return {};
        const QByteArray head = request.body.mid(from, headEnd - from);
        const qsizetype name = head.indexOf("; name=\"");
        if (name < 0)
            return {};
        parts.insert(head.mid(name + 8, head.indexOf('"', name + 8) - name - 8), request.body.mid(headEnd + 4, next - headEnd - 4));
        from = next + 2;
    }
    return {};
}

codec::PcmFrame wavSamples(const QByteArray& wav, QString* wrong)
{
    const auto word = [&](qsizetype at) { return qFromLittleEndian<quint32>(wav.constData() + at); };
    const auto half = [&](qsizetype at) { return qFromLittleEndian<quint16>(wav.constData() + at); };
    if (wav.size() < 44 || !wav.startsWith("RIFF") || wav.mid(8, 8) != "WAVEfmt ")
        *wrong = u"no WAV"_s;
    else if (word(4) != quint32(wav.size()) - 8)
        *wrong = u"the length in the head"_s;
    else if (half(20) != 1 || half(22) != 1 || half(34) != 16)
        *wrong = u"not 16-bit mono"_s;
    else if (const qsizetype data = 20 + word(16); wav.mid(data, 4) != "data" || word(data + 4) != quint32(wav.size() - data - 8))
        *wrong = u"the length of the sound"_s;
    else
        return samplesOf(wav.mid(data + 8), int(word(24)));
    return {};
}

QByteArray littleEndianSamples(const codec::PcmFrame& clip)
{
    QByteArray bytes(qsizetype(clip.samples.size() * 2), '\0');
    for (size_t i = 0; i < clip.samples.size(); ++i)
        qToLittleEndian(clip.samples[i], bytes.data() + i * 2);
    return bytes;
}

codec::PcmFrame samplesOf(const QByteArray& littleEndian, int rateHz)
{
    codec::PcmFrame clip { {}, rateHz };
    for (qsizetype at = 0; at + 1 < littleEndian.size(); at += 2)
        clip.samples.push_back(qFromLittleEndian<qint16>(littleEndian.constData() + at));
    return clip;
}

QList<QByteArray> unevenPieces(const QByteArray& bytes)
{
    static const QList<int> sizes { 1, 2, 3, 5, 7, 11, 1, 1001, 4093 };
    QList<QByteArray> pieces;
    for (qsizetype at = 0, i = 0; at < bytes.size(); at += sizes[i % sizes.size()], ++i)
        pieces += bytes.mid(at, sizes[i % sizes.size()]);
    return pieces;
}

codec::PcmFrame soundOf(const QString& text, int rateHz)
{
    size_t number = 7;
    for (const QChar c : text)
        number = (number * 31 + c.unicode()) % 9973;
    const size_t length = size_t(rateHz) / 20 + (size_t(text.size()) % 50 + number % 60) * size_t(rateHz) / 1000;
    codec::PcmFrame clip { {}, rateHz };
    for (size_t i = 0; i < length; ++i)
        clip.samples.push_back(int16_t((i * 200 / size_t(rateHz)) % 2 == 0 ? 1000 + int(number) : -1000 - int(number)));
    return clip;
}

SoundStub::SoundStub()
{
    m_hears = [](const codec::PcmFrame& sound) { return u"%1 samples"_s.arg(sound.samples.size()); };
    m_speaks = [this](const QString& text) { return soundOf(text, rateHz); };
    m_http.onRequest([this](const ApiStub::Request& request) {
        ApiStub::Answer answer = request.path.endsWith("/audio/transcriptions") ? transcribe(request)
            : request.path.endsWith("/audio/speech")                            ? speak(request)
                                                     : complain(u"the path "_s + QString::fromLatin1(request.path));
        return m_change && answer.status == 200 ? m_change(answer) : answer;
    });
}

ApiStub::Answer SoundStub::complain(const QString& wrong)
{
    m_complaints += wrong;
    return { 400, "application/json", {}, { compact({ { u"error"_s, QJsonObject { { u"message"_s, wrong } } } }) } };
}

ApiStub::Answer SoundStub::transcribe(const ApiStub::Request& request)
{
    m_form = formParts(request);
    if (request.method != "POST" || m_form.isEmpty())
        return complain(u"no form"_s);
    if (m_form.value("model").isEmpty())
        return complain(u"no model"_s);
    QString wrong;
    const codec::PcmFrame sound = wavSamples(m_form.value("file"), &wrong);
    if (wrong.isEmpty() && sound.rateHz != 16000)
        wrong = u"the rate %1"_s.arg(sound.rateHz);
    if (wrong.isEmpty() && sound.durationMs() < 100)
        wrong = u"shorter than 0.1 s"_s;
    if (!wrong.isEmpty())
        return complain(wrong);
    return { 200, "application/json", {}, { compact({ { u"text"_s, m_hears(sound) } }) } };
}

ApiStub::Answer SoundStub::speak(const ApiStub::Request& request)
{
    const QJsonObject body = request.json();
    const QString text = body.value("input"_L1).toString();
    const QString format = body.value("response_format"_L1).toString();
    const double speed = body.value("speed"_L1).toDouble(1);
    if (request.method != "POST" || !request.headers.value("content-type").startsWith("application/json"))
        return complain(u"no JSON"_s);
    if (body.value("model"_L1).toString().isEmpty() || body.value("voice"_L1).toString().isEmpty())
        return complain(u"no model or no voice"_s);
    if (text.trimmed().isEmpty() || text.size() > 4096)
        return complain(u"the input"_s);
    if ((format != "pcm"_L1 && format != "wav"_L1) || speed < 0.25 || speed > 4)
        return complain(u"the format or the speed"_s);
    const codec::PcmFrame clip = m_speaks(text);
    const bool wav = format == "wav"_L1;
    return { 200, wav ? "audio/wav" : "audio/pcm", {}, unevenPieces(wav ? codec::wavBytes(clip) : littleEndianSamples(clip)) };
}

}
