// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "transport/soundwatch.h"

using namespace std::chrono_literals;
using namespace myna;
using protocol::SpeechState;
using transport::SoundWatch;

class TstSoundWatch final : public test::TestCase
{
    Q_OBJECT

private slots:
    void aSentenceWithoutSoundIsMissed()
    {
        SoundWatch watch(50ms);
        QSignalSpy missed(&watch, &SoundWatch::missed);
        watch.onSpeech(SpeechState::Start);
        watch.onSpeech(SpeechState::SentenceStart);
        QTRY_COMPARE(missed.size(), 1);
        watch.onSpeech(SpeechState::SentenceStart);
        QVERIFY(!missed.wait(200)); // once is enough
    }

    void shortAnswersAddUp()
    {
        SoundWatch watch(300ms);
        QSignalSpy missed(&watch, &SoundWatch::missed);
        int answers = 0;
        while (missed.isEmpty() && answers < 1000) {
            ++answers;
            watch.onSpeech(SpeechState::SentenceStart);
            missed.wait(20);
            watch.onSpeech(SpeechState::SentenceEnd);
            watch.onSpeech(SpeechState::Stop);
        }
        QCOMPARE(missed.size(), 1);
        QVERIFY(answers > 1);
    }

    void thinkingAndSilentAnswersAreNoSentence()
    {
        SoundWatch watch(50ms);
        QSignalSpy missed(&watch, &SoundWatch::missed);
        watch.onSpeech(SpeechState::Start); // and the server thinks
        QVERIFY(!missed.wait(200));
        for (int i = 0; i < 10; ++i) {
            watch.onSpeech(SpeechState::Start);
            watch.onSpeech(SpeechState::Stop);
        }
        QVERIFY(!missed.wait(200));
    }

    void oneSoundIsEnough()
    {
        SoundWatch watch(50ms);
        QSignalSpy missed(&watch, &SoundWatch::missed);
        watch.onSpeech(SpeechState::SentenceStart);
        watch.stop();
        watch.onSpeech(SpeechState::SentenceStart);
        QVERIFY(!missed.wait(200));
    }
};

QTEST_GUILESS_MAIN(TstSoundWatch)
#include "tst_soundwatch.moc"
