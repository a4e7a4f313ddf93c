// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <cstdlib>
#include <memory>

namespace myna::test {

// The median of what `pacat -v` or `parec -v` reported of its stream; 0 when it said nothing.
double reportedLatencyMs(const QByteArray& reports);

// Records one PulseAudio source while it lives. The samples are the sound clock: sample n was played n / rateHz after the first.
class SoundRecorder
{
public:
    SoundRecorder(const QString& server, const QString& source, int rateHz);
    ~SoundRecorder();

    // Reads what has arrived and says how many samples there are; wants no event loop.
    [[nodiscard]] qint64 position();
    [[nodiscard]] codec::PcmFrame clip(); // everything so far
    [[nodiscard]] codec::PcmFrame clip(qint64 from, qint64 count = -1); // -1: to the end
    // Waits until `count` samples are there (false after `timeoutMs`).
    bool waitFor(qint64 count, int timeoutMs = 10000);
    // How far position() lags behind what the source hears, as the sound server itself reports it for this stream; the median so far.
    // Negative: a virtual loudspeaker hands out its sound a little before it is played.
    [[nodiscard]] double lagMs();

private:
    int m_rateHz;
    QByteArray m_bytes;
    QByteArray m_reports;
    QProcess m_process;
};

// A private PulseAudio with a virtual loudspeaker and a virtual microphone, for tests that need real sound. Runs as any user, needs no
// D-Bus.
//
//   sink `spk`      what the program plays; record it from `spk.monitor`
//   source `mic`    what the program hears; play into the sink `micfeed` to speak to it (`micfeed` also shows up as a second loudspeaker)
//
// Typical use:
//   SoundRig rig;  QVERIFY(rig.start());        // sets PULSE_SERVER of this process, so its children inherit it
//   auto recorder = rig.record();  rig.speak(question);  …  QVERIFY(envelopeCorrelation(question, recorder->clip()).score > 0.8);
// End the program with MYNA_RIG_MAIN: the PulseAudio backend of Qt 6.4 can crash in static destructors.
class SoundRig
{
public:
    SoundRig();
    ~SoundRig(); // ends every process it started

    // Daemon up and devices there. `withDevices` false: no `spk`, no `mic`.
    bool start(bool withDevices = true);
    // Points this process (and its later children) at the rig without starting it.
    void enter();
    [[nodiscard]] QString server() const; // value of PULSE_SERVER
    [[nodiscard]] QString lastError() const { return m_lastError; }

    void kill(); // as `kill -9`: every client loses its connection
    void stall(); // SIGSTOP: the daemon accepts but never answers
    void resume();

    bool addOutput(); // `spk`, and makes it the default
    bool removeOutput();
    bool addInput(); // `mic`, and makes it the default
    bool removeInput();
    bool pactl(const QStringList& arguments, QByteArray* output = nullptr);

    // Plays into the microphone; returns at once. The first sample sounds about 50 ms later.
    void speak(const codec::PcmFrame& clip, const QString& sink = QStringLiteral("micfeed"));
    [[nodiscard]] bool isSpeaking() const;
    [[nodiscard]] std::unique_ptr<SoundRecorder> record(const QString& source = QStringLiteral("spk.monitor"), int rateHz = 16000);

private:
    int loadModule(const QStringList& module); // index or -1
    bool unload(int& index);
    void endPlayers();

    QTemporaryDir m_folder;
    QProcess m_daemon;
    std::unique_ptr<QProcess> m_player;
    QString m_lastError;
    int m_output = -1;
    int m_feed = -1;
    int m_input = -1;
};

// Lost streams make Qt's sound backend warn, on threads of its own and any number of times. Call in initTestCase(): these warnings no
// longer fail a test; all others still do.
void ignoreSoundBackendWarnings();

// espeak-ng's reading of `text` as mono PCM; empty when espeak-ng is missing.
codec::PcmFrame spoken(const QString& text, int rateHz = 16000, const QString& voice = QStringLiteral("en"));

}

// Like QTEST_GUILESS_MAIN, but leaves without static destructors (see above).
#define MYNA_RIG_MAIN(TestClass)                                                                                                           \
    int main(int argc, char** argv)                                                                                                        \
    {                                                                                                                                      \
        QCoreApplication application(argc, argv);                                                                                          \
        int failures = 0;                                                                                                                  \
        {                                                                                                                                  \
            TestClass test;                                                                                                                \
            failures = QTest::qExec(&test, argc, argv);                                                                                    \
        }                                                                                                                                  \
        fflush(nullptr);                                                                                                                   \
        std::quick_exit(failures);                                                                                                         \
    }
