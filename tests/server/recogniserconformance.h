// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/interfaces.h"
#include "support/patience.h"
#include "support/soundmath.h"

#include <QPointer>
#include <QTest>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <vector>

// What every recogniser keeps, whoever made it. A test program runs each of these bodies with its own engine.
namespace myna::test {

using namespace myna::server;

// An engine with two utterances it understands.
struct EarSample
{
    struct Spoken
    {
        codec::PcmFrame sound; // 16 kHz
        QString text;
    };
    std::function<std::unique_ptr<Recogniser>()> make;
    std::array<Spoken, 2> spoken;
};

// Everything one engine tells, in order.
struct EarLog
{
    struct Entry
    {
        enum Kind { Partial, Recognised, Failed } kind;
        TurnId turn;
        QString text;
    };

    explicit EarLog(Recogniser& ear)
    {
        QObject::connect(&ear, &Recogniser::partial, &ear, [this](TurnId turn, const QString& t) { add({ Entry::Partial, turn, t }); });
        QObject::connect(&ear, &Recogniser::recognised, &ear, [this](TurnId turn, const QString& t) {
            add({ Entry::Recognised, turn, t });
        });
        QObject::connect(&ear, &Recogniser::failed, &ear, [this](TurnId turn, const Error& e) {
            error = e;
            add({ Entry::Failed, turn, e.text });
        });
    }
    [[nodiscard]] int of(TurnId turn) const
    {
        return int(std::count_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.turn == turn; }));
    }
    [[nodiscard]] int ends(TurnId turn) const
    {
        return int(
            std::count_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.turn == turn && e.kind != Entry::Partial; }));
    }
    [[nodiscard]] QString words(TurnId turn) const
    {
        const auto end
            = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.turn == turn && e.kind == Entry::Recognised; });
        return end == entries.end() ? QStringLiteral("nothing recognised") : end->text;
    }
    void add(const Entry& entry)
    {
        fromInside += inside ? 1 : 0;
        entries.push_back(entry);
        if (then)
            then(entry);
    }

    std::vector<Entry> entries;
    Error error; // the last one
    bool inside = false; // a call into the engine is under way
    int fromInside = 0;
    std::function<void(const Entry&)> then;
};

class RecogniserConformance
{
public:
    using Entry = EarLog::Entry;

    explicit RecogniserConformance(EarSample sample)
        : m_sample(std::move(sample))
        , m_ear(m_sample.make())
        , m_log(*m_ear)
    {
    }

    void answersOnceAndLater()
    {
        say(one, 0);
        finish(one); // twice
        QTRY_COMPARE_WITH_TIMEOUT(m_log.ends(one), 1, patienceMs);
        QCOMPARE(m_log.words(one), m_sample.spoken[0].text);
        say(two, 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_log.ends(two), 1, patienceMs);
        QCOMPARE(m_log.words(two), m_sample.spoken[1].text);
        QCOMPARE(m_log.ends(one), 1);
        QCOMPARE(m_log.entries.back().kind, Entry::Recognised);
        QCOMPARE(m_log.fromInside, 0);
    }

    void isSilentAfterCancel()
    {
        feed(one, part(m_sample.spoken[0].sound, 0, 600));
        m_ear->cancel(one); // in the middle of the speech
        checkSilence(one);
        say({ 11 }, 0);
        m_ear->cancel({ 11 }); // while it is recognised
        checkSilence({ 11 });
        m_log.then = [this](const Entry& entry) {
            if (entry.turn == TurnId { 21 } && entry.kind == Entry::Partial)
                m_ear->cancel(entry.turn);
        };
        say({ 21 }, 0);
        m_ear->cancel({ 11 }); // an old number touches nobody
        QTRY_VERIFY_WITH_TIMEOUT(m_log.of({ 21 }) > 0, patienceMs); // its words, or the guess from within which it was cancelled
        const int told = m_log.of({ 21 });
        m_log.then = nullptr;
        say({ 22 }, 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_log.ends({ 22 }), 1, patienceMs);
        QCOMPARE(m_log.of({ 21 }), told);
        QCOMPARE(m_log.fromInside, 0);
    }

    void aNewTurnReplacesTheOld()
    {
        say(one, 0);
        say(two, 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_log.ends(two), 1, patienceMs);
        QCOMPARE(m_log.words(two), m_sample.spoken[1].text);
        QCOMPARE(m_log.ends(one), 0);
    }

    void nothingSaidIsNothing()
    {
        finish(one);
        QTRY_COMPARE_WITH_TIMEOUT(m_log.ends(one), 1, patienceMs);
        QCOMPARE(m_log.words(one), QString());
        feed(two, { {}, 16000 });
        finish(two);
        QTRY_COMPARE_WITH_TIMEOUT(m_log.ends(two), 1, patienceMs);
        QCOMPARE(m_log.words(two), QString());
        QCOMPARE(m_log.fromInside, 0);
    }

    void aVeryLongSpeechEnds()
    {
        for (int second = 0; second < 90; ++second)
            feed(one, silence(1000, 16000));
        finish(one);
        QTRY_COMPARE_WITH_TIMEOUT(
            m_log.ends(one), 1, 6 * patienceMs); // a minute and a half to listen to, on whatever is left of the machine
    }

    void twoConversationsAreNotMixed()
    {
        const std::unique_ptr<Recogniser> other = m_sample.make();
        EarLog log(*other);
        for (quint64 round = 1; round <= 3; ++round) {
            const TurnId turn { round };
            const auto first = pieces(m_sample.spoken[0].sound);
            const auto second = pieces(m_sample.spoken[1].sound);
            for (size_t i = 0; i < std::max(first.size(), second.size()); ++i) {
                if (i < first.size())
                    feed(turn, first[i]);
                if (i < second.size())
                    other->feed(turn, second[i]);
            }
            finish(turn);
            other->finish(turn);
            QTRY_COMPARE_WITH_TIMEOUT(m_log.ends(turn) + log.ends(turn), 2, patienceMs);
            QCOMPARE(m_log.words(turn), m_sample.spoken[0].text);
            QCOMPARE(log.words(turn), m_sample.spoken[1].text);
        }
    }

    // The owner may end the conversation from within any signal, and at any time.
    void mayBeDeletedWhileItTells()
    {
        for (const bool fromGuess : { true, false }) {
            std::unique_ptr<Recogniser> ear = m_sample.make();
            const QPointer<Recogniser> watched = ear.get();
            EarLog log(*ear);
            log.then = [&](const Entry& entry) {
                if (ear && (fromGuess || entry.kind != Entry::Partial))
                    ear.release()->deleteLater();
            };
            for (const codec::PcmFrame& piece : pieces(m_sample.spoken[0].sound))
                ear->feed(one, piece);
            ear->finish(one);
            QTRY_VERIFY_WITH_TIMEOUT(!watched, patienceMs);
        }
        std::unique_ptr<Recogniser> ear = m_sample.make();
        ear->feed(one, m_sample.spoken[0].sound);
        ear->finish(one);
        ear.reset();
        say(one, 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_log.ends(one), 1, patienceMs);
    }

private:
    static constexpr TurnId one { 1 };
    static constexpr TurnId two { 2 };
    static constexpr int patienceMs = 20000;

    // As a device sends it.
    static std::vector<codec::PcmFrame> pieces(const codec::PcmFrame& sound)
    {
        constexpr size_t samples = 960;
        std::vector<codec::PcmFrame> all;
        for (size_t at = 0; at < sound.samples.size(); at += samples) {
            const auto begin = sound.samples.begin() + std::ptrdiff_t(at);
            all.push_back({ { begin, begin + std::ptrdiff_t(std::min(samples, sound.samples.size() - at)) }, sound.rateHz });
        }
        return all;
    }
    void feed(TurnId turn, const codec::PcmFrame& frame)
    {
        m_log.inside = true;
        m_ear->feed(turn, frame);
        m_log.inside = false;
    }
    void finish(TurnId turn)
    {
        m_log.inside = true;
        m_ear->finish(turn);
        m_log.inside = false;
    }
    void say(TurnId turn, size_t which)
    {
        for (const codec::PcmFrame& piece : pieces(m_sample.spoken[which].sound))
            feed(turn, piece);
        finish(turn);
    }
    // A whole further turn goes by without a word of the cancelled one.
    void checkSilence(TurnId cancelled)
    {
        const int told = m_log.of(cancelled);
        const TurnId next { cancelled.number + 1 };
        say(next, 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_log.ends(next), 1, patienceMs);
        QCOMPARE(m_log.words(next), m_sample.spoken[1].text);
        QCOMPARE(m_log.of(cancelled), told);
        QCOMPARE(m_log.ends(cancelled), 0);
    }

    EarSample m_sample;
    std::unique_ptr<Recogniser> m_ear;
    EarLog m_log;
};

}
