// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/invoke.h"
#include "server/engines/chat/assistant.h"
#include "server/engines/engineregistry.h"

#include <cmath>
#include <deque>
#include <functional>
#include <optional>

namespace myna::test {

using namespace myna::server;

// Says what the test decided, at once; counts what it is given.
class FakeRecogniser final : public Recogniser
{
public:
    struct Script
    {
        QString text = QStringLiteral("what time is it");
        std::deque<Result<QString>> answers; // taken first
        int samples = 0;
        int finishes = 0;
        int cancels = 0;
        bool silent = false; // never answers
        QStringList guesses; // said with the first frames
    };
    explicit FakeRecogniser(Script& script)
        : m_script(script)
    {
    }
    void feed(TurnId turn, const codec::PcmFrame& frame) override
    {
        m_script.samples += int(frame.samples.size());
        if (!m_script.guesses.isEmpty())
            onThreadOf(this, [this, turn, guess = m_script.guesses.takeFirst()] { emit partial(turn, guess); });
    }
    void finish(TurnId turn) override
    {
        ++m_script.finishes;
        if (m_script.silent)
            return;
        Result<QString> answer = m_script.text;
        if (!m_script.answers.empty()) {
            answer = m_script.answers.front();
            m_script.answers.pop_front();
        }
        onThreadOf(this, [this, turn, answer] {
            if (answer)
                emit recognised(turn, *answer);
            else
                emit failed(turn, answer.error());
        });
    }
    void cancel(TurnId) override { ++m_script.cancels; }

private:
    Script& m_script;
};

// A sine as long as the sentence.
class FakeSynthesiser final : public Synthesiser
{
public:
    struct Script
    {
        int msPerCharacter = 10;
        bool fails = false;
        QStringList spoken;
        int cancels = 0;
    };
    explicit FakeSynthesiser(Script& script)
        : m_script(script)
    {
    }
    void speak(TurnId turn, const QString& sentence) override
    {
        m_script.spoken += sentence;
        onThreadOf(this, [this, turn, length = sentence.size()] {
            if (turn == m_cancelled)
                return;
            if (m_script.fails) {
                emit failed(turn, { Error::Code::Unavailable, QStringLiteral("no voice") });
                return;
            }
            codec::PcmFrame sound { std::vector<int16_t>(size_t(24 * m_script.msPerCharacter * int(length))), 24000 };
            for (size_t i = 0; i < sound.samples.size(); ++i)
                sound.samples[i] = int16_t(8000 * std::sin(double(i) * 0.1));
            emit audio(turn, sound);
            emit spoken(turn);
        });
    }
    void cancel(TurnId turn) override
    {
        m_cancelled = turn;
        ++m_script.cancels;
    }

private:
    Script& m_script;
    TurnId m_cancelled;
};

// The real assistant between a scripted ear and a scripted voice.
class FakeEngines final : public EngineRegistry
{
public:
    FakeRecogniser::Script ear;
    FakeSynthesiser::Script voice;
    AssistantOptions assistant { [] { return QDateTime(QDate(2026, 3, 14), QTime(15, 9)); }, std::chrono::milliseconds(5) };
    std::function<std::unique_ptr<Chat>()> chat; // empty: the assistant
    std::function<std::unique_ptr<VoiceDetector>()> detector; // empty: the real one

    std::unique_ptr<Recogniser> makeRecogniser(const EngineWish&) override { return std::make_unique<FakeRecogniser>(ear); }
    std::unique_ptr<Chat> makeChat(const EngineWish& wish) override
    {
        return chat ? chat() : std::make_unique<Assistant>(wish.language, assistant);
    }
    std::unique_ptr<Synthesiser> makeSynthesiser(const EngineWish&) override { return std::make_unique<FakeSynthesiser>(voice); }
    Result<std::unique_ptr<VoiceDetector>> makeDetector(const EngineWish& wish) override
    {
        if (detector)
            return detector();
        return EngineRegistry::makeDetector(wish);
    }
};

}
