// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"
#include "support/apis/apistub.h"

#include <QMap>
#include <QStringList>

namespace myna::test {

// The parts of a multipart/form-data body by name; empty when it is none.
QMap<QByteArray, QByteArray> formParts(const ApiStub::Request& request);
// A WAV file read by its published layout, 16-bit mono; `wrong` says what is not so.
codec::PcmFrame wavSamples(const QByteArray& wav, QString* wrong);
QByteArray littleEndianSamples(const codec::PcmFrame& clip);
codec::PcmFrame samplesOf(const QByteArray& littleEndian, int rateHz);
// In pieces of 1, 2, 3, 5, 7, 11 … bytes, so that samples are split.
QList<QByteArray> unevenPieces(const QByteArray& bytes);
// A sound that belongs to one text: another text has another length and loudness.
codec::PcmFrame soundOf(const QString& text, int rateHz);

// A service that hears or speaks over HTTP: judges every request by its published API, answers 400 with what is wrong, and records it.
class SoundStub
{
public:
    // What is asked about: a sound (transcriptions) or a text (speech).
    using Hears = std::function<QString(const codec::PcmFrame& sound)>;
    using Speaks = std::function<codec::PcmFrame(const QString& text)>;

    SoundStub();

    void onSound(Hears hears) { m_hears = std::move(hears); }
    void onText(Speaks speaks) { m_speaks = std::move(speaks); }
    // Changes what is answered, after it was judged.
    void onAnswer(std::function<ApiStub::Answer(const ApiStub::Answer&)> change) { m_change = std::move(change); }
    [[nodiscard]] ApiStub& http() { return m_http; }
    [[nodiscard]] QStringList complaints() const { return m_complaints; }
    [[nodiscard]] const QMap<QByteArray, QByteArray>& form() const { return m_form; } // of the newest transcription
    int rateHz = 24000; // of bare samples

private:
    ApiStub::Answer transcribe(const ApiStub::Request& request);
    ApiStub::Answer speak(const ApiStub::Request& request);
    ApiStub::Answer complain(const QString& wrong);

    Hears m_hears;
    Speaks m_speaks;
    std::function<ApiStub::Answer(const ApiStub::Answer&)> m_change;
    QStringList m_complaints;
    QMap<QByteArray, QByteArray> m_form;
    ApiStub m_http;
};

}
