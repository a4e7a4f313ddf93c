// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/sphinxspotter.h"

#include "base/invoke.h"
#include "speech/sphinxphrases.h"

#include <utility>

namespace myna::audio {

namespace {

constexpr qint64 queueLimitSamples = qint64(SphinxSpotter::queueLimitMs) * 16;

Result<QVector<speech::WakePhrase>> checked(const QStringList& texts)
{
    QVector<speech::WakePhrase> phrases;
    for (const QString& text : texts.mid(0, speech::maxWakePhrases)) {
        const auto phrase = speech::checkWakePhrase(text);
        if (!phrase)
            return phrase.error();
        phrases.append(*phrase);
    }
    return phrases;
}

}

// What lives on the spotter's thread.
class SpotterWorker final : public QObject
{
    Q_OBJECT

public:
    void arm(const WakeSetup& setup, quint64 generation)
    {
        m_generation = generation;
        if (m_ears && setup.phrases == m_phrases) {
            m_ears->setSensitivity(setup.sensitivity);
            emit armed(generation);
            return;
        }
        m_ears.reset();
        const auto phrases = checked(setup.phrases);
        if (!phrases) {
            emit failed(generation, phrases.error());
            return;
        }
        auto ears = speech::SphinxPhrases::create(*phrases, setup.sensitivity);
        if (!ears) {
            emit failed(generation, ears.error());
            return;
        }
        m_ears = std::move(ears).value();
        m_phrases = setup.phrases;
        emit armed(generation);
    }
    void disarm() { m_ears.reset(); }
    void listen(const std::deque<codec::PcmFrame>& sound)
    {
        for (const codec::PcmFrame& piece : sound) {
            if (!m_ears)
                return;
            for (const speech::PhraseScore& score : m_ears->put(piece)) {
                emit scored(m_generation, score.phrase, score.score);
                if (score.hit)
                    emit spotted(m_generation, score.phrase, score.score, score.position);
            }
        }
    }

signals:
    void armed(quint64 generation);
    void failed(quint64 generation, const myna::Error& problem);
    void scored(quint64 generation, const QString& phrase, int score);
    void spotted(quint64 generation, const QString& phrase, int score, qint64 position);

private:
    std::unique_ptr<speech::SphinxPhrases> m_ears;
    QStringList m_phrases;
    quint64 m_generation = 0;
};

SphinxSpotter::SphinxSpotter(QObject* parent)
    : KeywordSpotter(parent)
    , m_worker(std::make_unique<SpotterWorker>())
{
    m_worker->moveToThread(&m_thread);
    const auto current = [this](quint64 generation) { return generation == m_generation; };
    connect(m_worker.get(), &SpotterWorker::armed, this, [this, current](quint64 generation) {
        if (current(generation))
            emit armed();
    });
    connect(m_worker.get(), &SpotterWorker::failed, this, [this, current](quint64 generation, const Error& problem) {
        if (current(generation))
            emit failed(problem);
    });
    connect(m_worker.get(), &SpotterWorker::scored, this, [this, current](quint64 generation, const QString& phrase, int score) {
        if (current(generation))
            emit scored(phrase, score);
    });
    connect(m_worker.get(), &SpotterWorker::spotted, this,
        [this, current](quint64 generation, const QString& phrase, int score, qint64 position) {
            if (current(generation))
                emit spotted(phrase, score, position);
        });
    m_thread.setObjectName(QStringLiteral("wake word"));
    m_thread.start(QThread::LowPriority);
}

SphinxSpotter::~SphinxSpotter()
{
    disarm();
    m_thread.quit();
    m_thread.wait();
}

void SphinxSpotter::arm(const WakeSetup& setup)
{
    assertThreadOf(this);
    ++m_generation;
    m_armed = true;
    onThreadOf(m_worker.get(), [worker = m_worker.get(), setup, generation = m_generation] { worker->arm(setup, generation); });
}

void SphinxSpotter::disarm()
{
    assertThreadOf(this);
    ++m_generation;
    m_armed = false;
    {
        const QMutexLocker lock(&m_mutex);
        m_queue.clear();
        m_queuedSamples = 0;
    }
    onThreadOf(m_worker.get(), [worker = m_worker.get()] { worker->disarm(); });
}

void SphinxSpotter::put(const codec::PcmFrame& sound)
{
    if (!m_armed || sound.samples.empty())
        return;
    bool call = false;
    {
        const QMutexLocker lock(&m_mutex);
        m_queue.push_back(sound);
        m_queuedSamples += qint64(sound.samples.size());
        while (m_queuedSamples > queueLimitSamples && m_queue.size() > 1) {
            m_queuedSamples -= qint64(m_queue.front().samples.size());
            m_queue.pop_front();
            ++m_dropped;
        }
        call = !std::exchange(m_called, true);
    }
    if (call)
        onThreadOf(m_worker.get(), [this] { listen(); });
}

void SphinxSpotter::listen()
{
    std::deque<codec::PcmFrame> sound;
    {
        const QMutexLocker lock(&m_mutex);
        sound.swap(m_queue);
        m_queuedSamples = 0;
        m_called = false;
    }
    m_worker->listen(sound);
}

}

#include "moc_sphinxspotter.cpp"
#include "sphinxspotter.moc"
