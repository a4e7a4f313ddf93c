// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/framer.h"
#include "server/dialogue/musicsource.h"
#include "server/dialogue/pacer.h"
#include "server/dialogue/sentencesplitter.h"
#include "server/engines/interfaces.h"

#include <QObject>
#include <QScopedPointer>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <deque>
#include <memory>

namespace myna::server {

// Says the sentences of one turn, one after the other: face and text in their place, sound from the synthesiser or from packets that are
// there already. When the voice fails, text is what remains.
class Speaker final : public QObject
{
    Q_OBJECT

public:
    static constexpr int maxFailures = 2; // after that, sentences are text only

    // Synthesiser, which may be null, and pacer outlive it. `patience`: for the first sound of a sentence, and between two pieces of it.
    Speaker(TurnId turn, Synthesiser* synthesiser, Pacer& pacer, std::chrono::milliseconds patience, QObject* parent = nullptr);

    void setEmotion(const QString& name); // of the whole answer; a sentence may have its own
    void say(const Sentence& sentence);
    void play(const QString& text, const QVector<QByteArray>& packets);
    void play(std::unique_ptr<MusicSource> music); // to its end
    void finish(); // that was all; finished() follows when the last of it is with the pacer
    void cancel();

    [[nodiscard]] bool hasStarted() const { return m_started; } // `tts` start was sent
    [[nodiscard]] bool isSynthesising() const { return m_synthesising; }
    [[nodiscard]] const QStringList& said() const { return m_said; }
    [[nodiscard]] const QString& failure() const { return m_failure; } // the first
    [[nodiscard]] bool usedVoice() const { return m_usedVoice; }

signals:
    void started();
    void sentenceSaid(const QString& text);
    void voiceAsked();
    void voiceSounded(); // a piece came
    void finished();

private:
    struct Entry
    {
        Sentence sentence;
        QVector<QByteArray> packets; // empty: the synthesiser says it
        bool shown = false;
        std::unique_ptr<MusicSource, QScopedPointerDeleteLater> music {}; // instead of both; it may be the sender when it ends
    };
    void connectVoice();
    void start();
    void showFace(const QString& emotion);
    void show(Entry& entry);
    void next();
    void playPackets();
    void playMusic();
    void pushFrames();
    void endMusic();
    void onAudio(const codec::PcmFrame& piece);
    void onSpoken();
    void onFailed(const Error& error);
    void endOfSentence();

    TurnId m_turn;
    Synthesiser* m_synthesiser;
    Pacer& m_pacer;
    QTimer m_patience;
    codec::Framer m_framer;
    std::deque<Entry> m_entries; // the first may be with the synthesiser
    QString m_emotion;
    QString m_face; // that the device shows
    QStringList m_said;
    QString m_failure;
    int m_failures = 0;
    bool m_synthesising = false;
    bool m_started = false;
    bool m_complete = false;
    bool m_over = false;
    bool m_usedVoice = false;
};

}
