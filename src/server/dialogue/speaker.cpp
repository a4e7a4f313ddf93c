// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/speaker.h"

#include "protocol/emotions.h"

#include <QCoreApplication>

#include <utility>

namespace myna::server {

namespace {
constexpr int frameSamples = downlinkRateHz / 1000 * downlinkFrameMs;
}

Speaker::Speaker(TurnId turn, Synthesiser* synthesiser, Pacer& pacer, std::chrono::milliseconds patience, QObject* parent)
    : QObject(parent)
    , m_turn(turn)
    , m_synthesiser(synthesiser)
    , m_pacer(pacer)
    , m_framer(downlinkRateHz, frameSamples)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connectVoice();
}

void Speaker::connectVoice()
{
    const auto mine = [this](TurnId turn) { return turn == m_turn && m_synthesising && !m_over; };
    connect(&m_pacer, &Pacer::ranLow, this, &Speaker::next);
    if (!m_synthesiser)
        return;
    connect(m_synthesiser, &Synthesiser::audio, this, [this, mine](TurnId turn, const codec::PcmFrame& piece) {
        if (mine(turn))
            onAudio(piece);
    });
    connect(m_synthesiser, &Synthesiser::spoken, this, [this, mine](TurnId turn) {
        if (mine(turn))
            onSpoken();
    });
    connect(m_synthesiser, &Synthesiser::failed, this, [this, mine](TurnId turn, const Error& error) {
        if (mine(turn))
            onFailed(error);
    });
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_failures = maxFailures; // after a cancel it does not speak for this turn any more
        m_synthesiser->cancel(m_turn);
        onFailed({ Error::Code::Timeout, QCoreApplication::translate("myna", "The voice does not answer.") });
    });
}

void Speaker::setEmotion(const QString& name)
{
    m_emotion = name;
    if (m_started && !m_over)
        showFace(name);
}

void Speaker::say(const Sentence& sentence)
{
    if (m_complete || m_over)
        return;
    m_entries.push_back({ sentence, {}, false });
    start();
    next();
}

void Speaker::play(const QString& text, const QVector<QByteArray>& packets)
{
    if (m_complete || m_over)
        return;
    m_entries.push_back({ { text, text, {} }, packets, false });
    start();
    next();
}

void Speaker::play(std::unique_ptr<MusicSource> music)
{
    if (m_complete || m_over)
        return;
    MusicSource* const source = music.get();
    connect(source, &MusicSource::sound, this, [this](const codec::PcmFrame& piece) {
        if (m_over)
            return;
        m_framer.put(piece);
        pushFrames();
        next();
    });
    connect(source, &MusicSource::ended, this, &Speaker::endMusic);
    connect(source, &MusicSource::failed, this, [this](const Error& error) {
        if (m_failure.isEmpty())
            m_failure = error.text;
        endMusic();
    });
    const QString title = QChar(u'♪') + QStringLiteral(" ") + source->title();
    Entry entry { { title, title, {} }, {}, false };
    entry.music.reset(music.release());
    m_entries.push_back(std::move(entry));
    start();
    next();
}

void Speaker::finish()
{
    m_complete = true;
    next();
}

void Speaker::cancel()
{
    m_over = true;
    m_patience.stop();
    m_entries.clear();
    if (m_synthesiser)
        m_synthesiser->cancel(m_turn);
    m_pacer.clear();
}

void Speaker::start()
{
    if (m_started)
        return;
    m_started = true;
    emit started();
    m_pacer.push(protocol::Speech { protocol::SpeechState::Start, {} });
    showFace(m_emotion.isEmpty() && !m_entries.empty() ? m_entries.front().sentence.emotion : m_emotion);
}

void Speaker::showFace(const QString& emotion)
{
    const QString name = protocol::knownEmotion(emotion);
    if (name == m_face)
        return;
    m_face = name;
    m_pacer.push(protocol::Emotion { name, protocol::emojiOf(name) });
}

void Speaker::show(Entry& entry)
{
    if (std::exchange(entry.shown, true))
        return;
    m_said += entry.sentence.shown;
    if (!entry.sentence.emotion.isEmpty())
        showFace(entry.sentence.emotion);
    const QString text = entry.sentence.shown; // the pacer may call back from within
    emit sentenceSaid(text);
    m_pacer.push(protocol::Speech { protocol::SpeechState::SentenceStart, text });
}

// The next sentence is made while the device still has sound, and not long before: so a long answer costs little memory, and one that is
// interrupted little work.
void Speaker::next()
{
    while (!m_over && !m_synthesising && !m_entries.empty()) {
        if (!m_entries.front().packets.isEmpty()) {
            playPackets();
            continue;
        }
        if (m_entries.front().music) {
            playMusic();
            return;
        }
        if (m_synthesiser && m_failures < maxFailures) {
            if (m_pacer.queuedMs() >= Pacer::lowWaterMs)
                return;
            m_synthesising = true;
            m_usedVoice = true;
            m_patience.start();
            emit voiceAsked();
            m_synthesiser->speak(m_turn, m_entries.front().sentence.spoken);
            return;
        }
        Entry entry = std::move(m_entries.front()); // first taken, then shown: the pacer may call back from within
        m_entries.pop_front();
        show(entry);
    }
    if (m_over || m_synthesising || !m_entries.empty() || !m_complete)
        return;
    m_over = true;
    start(); // an empty answer still leaves the device where it was
    emit finished();
    m_pacer.finish();
}

void Speaker::playPackets()
{
    Entry entry = std::move(m_entries.front());
    m_entries.pop_front();
    show(entry);
    for (const QByteArray& packet : std::as_const(entry.packets)) {
        if (!m_over)
            m_pacer.push(PacedItem(packet));
    }
}

// As with sentences: the next second is made while the device still has sound.
void Speaker::playMusic()
{
    show(m_entries.front());
    if (!m_over && !m_entries.empty() && m_entries.front().music && m_pacer.queuedMs() < Pacer::lowWaterMs)
        m_entries.front().music->fetch();
}

void Speaker::pushFrames()
{
    while (auto frame = m_framer.take()) {
        if (m_over)
            return;
        m_pacer.push(std::move(*frame));
    }
}

void Speaker::endMusic()
{
    if (m_over || m_entries.empty())
        return;
    if (auto frame = m_framer.takePadded())
        m_pacer.push(std::move(*frame));
    if (m_over)
        return;
    m_entries.pop_front();
    next();
}

void Speaker::onAudio(const codec::PcmFrame& piece)
{
    m_patience.start();
    emit voiceSounded();
    show(m_entries.front());
    m_framer.put(piece);
    while (auto frame = m_framer.take())
        m_pacer.push(std::move(*frame));
}

void Speaker::onSpoken()
{
    endOfSentence();
}

void Speaker::onFailed(const Error& error)
{
    qInfo("The voice failed, the answer goes on as text: %s", qUtf8Printable(error.text));
    if (m_failure.isEmpty())
        m_failure = error.text;
    ++m_failures;
    endOfSentence();
}

void Speaker::endOfSentence()
{
    m_patience.stop();
    show(m_entries.front());
    if (m_over)
        return;
    if (auto frame = m_framer.takePadded())
        m_pacer.push(std::move(*frame));
    if (m_over)
        return;
    m_entries.pop_front();
    m_synthesising = false;
    next();
}

}

#include "moc_speaker.cpp"
