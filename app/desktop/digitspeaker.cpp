// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/digitspeaker.h"

#include "base/invoke.h"
#include "codec/framer.h"
#include "codec/speechcodec.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

namespace {

constexpr int voiceRateHz = 24000; // what synthesisers give
constexpr int packetMs = 60;

// "4, 8, 2, 9, 1, 3": the commas make the voice pause, so that a person can type along.
QString spelled(const QString& code)
{
    QStringList digits;
    for (const QChar digit : code) {
        if (digit.isDigit())
            digits << QString(digit);
    }
    return digits.join(u", "_s) + u"."_s;
}

}

DigitSpeaker::DigitSpeaker(client::ClientCore& core, QObject* parent)
    : QObject(parent)
    , m_core(core)
{
}

DigitSpeaker::~DigitSpeaker() = default;

void DigitSpeaker::speak(const QString& code, const QString& language)
{
    if (!m_engines)
        m_engines = server::makeBuiltinEngines();
    if (!m_voice || m_language != language) {
        m_language = language;
        m_voice = m_engines->makeSynthesiser({ .language = language });
        connect(m_voice.get(), &server::Synthesiser::audio, this, [this](TurnId turn, const codec::PcmFrame& piece) {
            if (turn == m_request)
                m_pieces.push_back(piece);
        });
        connect(m_voice.get(), &server::Synthesiser::spoken, this, [this](TurnId turn) {
            if (turn == m_request)
                play(turn, std::exchange(m_pieces, {}));
        });
        connect(m_voice.get(), &server::Synthesiser::failed, this, [this](TurnId, const Error& error) { emit failed(error); });
    } else {
        m_voice->cancel(m_request);
    }
    m_request = m_request.next();
    m_pieces.clear();
    m_voice->speak(m_request, spelled(code));
}

void DigitSpeaker::play(TurnId, const std::vector<codec::PcmFrame>& pieces)
{
    if (!m_core.session())
        return;
    auto encoder = codec::SpeechEncoder::create({ .rateHz = voiceRateHz, .frameMs = packetMs });
    if (!encoder) {
        emit failed(encoder.error());
        return;
    }
    codec::Framer framer(voiceRateHz, encoder.value()->samplesPerFrame());
    for (const codec::PcmFrame& piece : pieces)
        framer.put(piece);
    QVector<protocol::AudioPacket> packets;
    const auto append = [&](const codec::PcmFrame& frame) {
        if (auto opus = encoder.value()->encode(frame))
            packets << protocol::AudioPacket { .opus = std::move(opus).value() };
    };
    while (const auto frame = framer.take())
        append(*frame);
    if (const auto last = framer.takePadded())
        append(*last);

    // Both ends live on one thread. The session's present number is used: a newer one would silence the next answer.
    onThreadOf(m_core.session(), [session = m_core.session(), sound = m_core.sound(), packets] {
        const TurnId turn = session->turn();
        sound->beginTurn(turn);
        for (const protocol::AudioPacket& packet : packets)
            sound->play(turn, packet);
        sound->endTurn(turn);
    });
}

}

#include "moc_digitspeaker.cpp"
