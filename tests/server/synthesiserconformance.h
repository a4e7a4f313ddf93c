// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/interfaces.h"
#include "support/patience.h"
#include "support/soundmath.h"

#include <QPointer>
#include <QStringList>
#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

// What every voice keeps, whoever made it. A test program runs each of these bodies with its own engine.
namespace myna::test {

using namespace myna::server;

using VoiceSample = std::function<std::unique_ptr<Synthesiser>()>;

// Everything one voice tells, in order.
struct VoiceLog
{
    struct Entry
    {
        enum Kind { Audio, Spoken, Failed } kind;
        TurnId turn;
        codec::PcmFrame sound;
    };

    explicit VoiceLog(Synthesiser& voice)
    {
        QObject::connect(&voice, &Synthesiser::audio, &voice, [this](TurnId turn, const codec::PcmFrame& s) {
            add({ Entry::Audio, turn, s });
        });
        QObject::connect(&voice, &Synthesiser::spoken, &voice, [this](TurnId turn) { add({ Entry::Spoken, turn, {} }); });
        QObject::connect(&voice, &Synthesiser::failed, &voice, [this](TurnId turn, const Error& e) {
            error = e;
            add({ Entry::Failed, turn, {} });
        });
    }
    [[nodiscard]] int count(Entry::Kind kind, TurnId turn) const
    {
        return int(std::count_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.kind == kind && e.turn == turn; }));
    }
    [[nodiscard]] int of(TurnId turn) const
    {
        return int(std::count_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.turn == turn; }));
    }
    [[nodiscard]] int ends(TurnId turn) const { return count(Entry::Spoken, turn) + count(Entry::Failed, turn); }
    // The sound of each sentence of a turn.
    [[nodiscard]] std::vector<codec::PcmFrame> sentences(TurnId turn) const
    {
        std::vector<codec::PcmFrame> all(1, { {}, 24000 });
        for (const Entry& e : entries) {
            if (e.turn != turn)
                continue;
            if (e.kind == Entry::Audio)
                all.back().samples.insert(all.back().samples.end(), e.sound.samples.begin(), e.sound.samples.end());
            else
                all.push_back({ {}, 24000 });
        }
        all.pop_back();
        return all;
    }
    void add(const Entry& entry)
    {
        fromInside += inside ? 1 : 0;
        wrongRate += entry.kind == Entry::Audio && (entry.sound.rateHz != 24000 || entry.sound.samples.empty()) ? 1 : 0;
        entries.push_back(entry);
        if (then)
            then(entry);
    }

    std::vector<Entry> entries;
    Error error; // the last one
    bool inside = false; // a call into the engine is under way
    int fromInside = 0;
    int wrongRate = 0; // or nothing in it
    std::function<void(const Entry&)> then;
};

class SynthesiserConformance
{
public:
    using Entry = VoiceLog::Entry;

    explicit SynthesiserConformance(VoiceSample make)
        : m_make(std::move(make))
        , m_voice(m_make())
        , m_log(*m_voice)
    {
    }

    void speaksOnceAndLater()
    {
        speak(one, sentence(1));
        QTRY_COMPARE_WITH_TIMEOUT(m_log.ends(one), 1, patienceMs);
        speak(two, sentence(2));
        QTRY_COMPARE_WITH_TIMEOUT(m_log.ends(two), 1, patienceMs);
        QCOMPARE(m_log.count(Entry::Spoken, one), 1);
        QCOMPARE(m_log.count(Entry::Spoken, two), 1);
        QVERIFY(m_log.count(Entry::Audio, one) > 0);
        QCOMPARE(m_log.entries.back().kind, Entry::Spoken);
        QCOMPARE(m_log.fromInside, 0);
        QCOMPARE(m_log.wrongRate, 0);
        QVERIFY(peak(m_log.sentences(one).front()) > 500);
    }

    void keepsTheOrderOfSentences()
    {
        std::vector<codec::PcmFrame> alone;
        for (quint64 i = 1; i <= 3; ++i) {
            speak({ i }, sentence(int(i)));
            QTRY_COMPARE_WITH_TIMEOUT(m_log.ends({ i }), 1, patienceMs);
            alone.push_back(m_log.sentences({ i }).front());
        }
        for (int i = 1; i <= 3; ++i)
            speak({ 9 }, sentence(i));
        QTRY_COMPARE_WITH_TIMEOUT(m_log.count(Entry::Spoken, { 9 }), 3, patienceMs);
        const auto together = m_log.sentences({ 9 });
        for (size_t i = 0; i < 3; ++i)
            QVERIFY2(isSame(together[i], alone[i]), qPrintable(QString::number(i)));
        QVERIFY(!isSame(alone[0], alone[1]));
    }

    void isSilentAfterCancel()
    {
        speak(one, sentence(1));
        speak(one, sentence(2));
        m_voice->cancel(one); // at once
        checkSilence(one, 0);
        m_log.then = [this](const Entry& entry) {
            if (entry.turn == TurnId { 11 })
                m_voice->cancel(entry.turn); // from within its first sound
        };
        speak({ 11 }, sentence(1));
        speak({ 11 }, sentence(2));
        QTRY_COMPARE_WITH_TIMEOUT(m_log.of({ 11 }), 1, patienceMs);
        checkSilence({ 11 }, 1);
        m_voice->cancel({ 11 }); // once more, and one that never was
        m_voice->cancel({ 77 });
        checkSilence({ 11 }, 1, 20);
    }

    void anotherTurnGoesOnAfterCancel()
    {
        for (quint64 i = 1; i <= 3; ++i)
            speak({ i }, sentence(int(i)));
        m_voice->cancel(two);
        QTRY_COMPARE_WITH_TIMEOUT(m_log.count(Entry::Spoken, { 3 }), 1, patienceMs);
        QCOMPARE(m_log.count(Entry::Spoken, one), 1);
        QCOMPARE(m_log.of(two), 0);
    }

    void nothingToSayIsSpokenSilently()
    {
        for (const QString& text : { QString(), QStringLiteral("   ") })
            speak(one, text);
        speak(one, sentence(1));
        QTRY_COMPARE_WITH_TIMEOUT(m_log.count(Entry::Spoken, one), 3, patienceMs);
        QVERIFY(m_log.sentences(one)[0].samples.empty() && m_log.sentences(one)[1].samples.empty());
        QCOMPARE(m_log.fromInside, 0);
    }

    void aVeryLongSentenceEnds()
    {
        speak(one, QStringLiteral("A word after the other, and another one. ").repeated(100));
        QTRY_COMPARE_WITH_TIMEOUT(m_log.ends(one), 1, patienceMs);
    }

    void tooManySentencesAreToldOneByOne()
    {
        constexpr int many = 100;
        for (int i = 0; i < many; ++i)
            speak(one, QStringLiteral("Hm."));
        QTRY_COMPARE_WITH_TIMEOUT(m_log.ends(one), many, patienceMs);
        QVERIFY(m_log.count(Entry::Failed, one) > 0);
        QCOMPARE(m_log.fromInside, 0);
    }

    void twoConversationsAreNotMixed()
    {
        const std::unique_ptr<Synthesiser> other = m_make();
        VoiceLog log(*other);
        for (int i = 1; i <= 3; ++i) {
            speak(one, sentence(1));
            other->speak(one, sentence(2));
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_log.count(Entry::Spoken, one) + log.count(Entry::Spoken, one), 6, patienceMs);
        const auto mine = m_log.sentences(one);
        const auto theirs = log.sentences(one);
        QVERIFY(!isSame(mine[0], theirs[0]));
        for (size_t i = 1; i < 3; ++i)
            QVERIFY(isSame(mine[i], mine[0]) && isSame(theirs[i], theirs[0]));
    }

    // The owner may end the conversation from within any signal, and at any time.
    void mayBeDeletedWhileItTells()
    {
        for (const Entry::Kind kind : { Entry::Audio, Entry::Spoken }) {
            std::unique_ptr<Synthesiser> voice = m_make();
            const QPointer<Synthesiser> watched = voice.get();
            VoiceLog log(*voice);
            log.then = [&](const Entry& entry) {
                if (voice && entry.kind == kind)
                    voice.release()->deleteLater();
            };
            voice->speak(one, sentence(1));
            QTRY_VERIFY_WITH_TIMEOUT(!watched, patienceMs);
        }
        std::unique_ptr<Synthesiser> voice = m_make();
        voice->speak(one, sentence(1));
        voice.reset();
        speak(one, sentence(1));
        QTRY_COMPARE_WITH_TIMEOUT(m_log.count(Entry::Spoken, one), 1, patienceMs);
    }

private:
    static constexpr TurnId one { 1 };
    static constexpr TurnId two { 2 };
    static constexpr int patienceMs = 20000;

    static QString sentence(int number)
    {
        return QStringLiteral("This is a sentence") + QStringLiteral(", and it goes on").repeated(number) + QLatin1Char('.');
    }
    static bool isSame(const codec::PcmFrame& a, const codec::PcmFrame& b)
    {
        return qAbs(qsizetype(a.samples.size()) - qsizetype(b.samples.size())) <= 2 && qAbs(rms(a) - rms(b)) < 0.001;
    }
    void speak(TurnId turn, const QString& text)
    {
        m_log.inside = true;
        m_voice->speak(turn, text);
        m_log.inside = false;
    }
    // A whole further turn goes by without a sound of the cancelled one.
    void checkSilence(TurnId cancelled, int told, quint64 later = 1)
    {
        const TurnId next { cancelled.number + later };
        speak(next, sentence(1));
        QTRY_COMPARE_WITH_TIMEOUT(m_log.count(Entry::Spoken, next), 1, patienceMs);
        QCOMPARE(m_log.of(cancelled), told);
    }

    VoiceSample m_make;
    std::unique_ptr<Synthesiser> m_voice;
    VoiceLog m_log;
};

}
