// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/engineregistry.h"

#include <QHash>
#include <QRandomGenerator>
#include <QSet>
#include <QTimer>

#include <cmath>
#include <functional>
#include <memory>
#include <vector>

namespace myna::test {

using namespace myna::server;

// How the engines of one conversation behave.
enum class Ear { Hears, HearsNothing, TimesOut, Unavailable, Silent };
enum class Mind { Answers, Fails, FailsHalfway, Silent, SilentHalfway, Nothing, OnlyAFace };
enum class Mouth { Speaks, Fails, FailsHalfway, Silent, SilentHalfway, Mute };

struct Script
{
    Ear ear = Ear::Hears;
    Mind mind = Mind::Answers;
    Mouth mouth = Mouth::Speaks;
    QString heard = QStringLiteral("what is it");
    std::function<QString(const Conversation&, const QVector<mcp::ToolSpec>&)> answer; // empty: one short sentence
    std::function<std::vector<ToolCall>(const QVector<mcp::ToolSpec>&)> tools; // called before the answer
    int toneHz = 500;
    int msPerCharacter = 10;
    int delayMs = 0; // between two steps of an engine, at most

    // What was begun and neither answered nor cancelled.
    QSet<quint64> atEar;
    QSet<quint64> atMind;
    QSet<quint64> atMouth;
    int cancels = 0;
    QVector<Conversation> conversations;
    QStringList spoken;
    QVector<Result<QString>> toolAnswers;
    quint32 seed = 1;
};

// Steps of one turn at an engine, one after the other, each from the event loop.
class Steps
{
public:
    Steps(QObject* owner, Script& script)
        : m_owner(owner)
        , m_script(script)
        , m_random(script.seed)
    {
    }
    void then(TurnId turn, QSet<quint64>& pending, std::vector<std::function<void()>> steps)
    {
        goOn(turn, pending, std::make_shared<const std::vector<std::function<void()>>>(std::move(steps)), 0);
    }

private:
    using List = std::shared_ptr<const std::vector<std::function<void()>>>;

    void goOn(TurnId turn, QSet<quint64>& pending, const List& steps, size_t next)
    {
        if (next == steps->size() || !pending.contains(turn.number))
            return;
        const int delay = m_script.delayMs > 0 ? int(m_random.bounded(m_script.delayMs)) : 0;
        QTimer::singleShot(delay, m_owner, [this, turn, &pending, steps, next] {
            if (!pending.contains(turn.number))
                return;
            (*steps)[next]();
            goOn(turn, pending, steps, next + 1);
        });
    }

    QObject* m_owner;
    Script& m_script;
    QRandomGenerator m_random;
};

class ScriptedRecogniser final : public Recogniser
{
public:
    explicit ScriptedRecogniser(Script& script)
        : m_script(script)
        , m_steps(this, script)
    {
    }
    [[nodiscard]] QString engineName() const override { return QStringLiteral("ear"); }
    void feed(TurnId turn, const codec::PcmFrame&) override { m_script.atEar.insert(turn.number); }
    void finish(TurnId turn) override
    {
        m_script.atEar.insert(turn.number);
        m_steps.then(turn, m_script.atEar, { [this, turn] {
            if (m_script.ear == Ear::Silent)
                return;
            m_script.atEar.remove(turn.number);
            if (m_script.ear == Ear::TimesOut)
                emit failed(turn, { Error::Code::Timeout, QStringLiteral("too slow") });
            else if (m_script.ear == Ear::Unavailable)
                emit failed(turn, { Error::Code::Unavailable, QStringLiteral("No model.") });
            else
                emit recognised(turn, m_script.ear == Ear::Hears ? m_script.heard : QString());
        } });
    }
    void cancel(TurnId turn) override
    {
        m_script.atEar.remove(turn.number);
        ++m_script.cancels;
    }

private:
    Script& m_script;
    Steps m_steps;
};

class ScriptedChat final : public Chat
{
public:
    explicit ScriptedChat(Script& script)
        : m_script(script)
        , m_steps(this, script)
    {
    }
    [[nodiscard]] QString engineName() const override { return QStringLiteral("mind"); }
    void ask(TurnId turn, const Conversation& conversation, const QVector<mcp::ToolSpec>& tools) override
    {
        m_script.conversations += conversation;
        m_script.atMind.insert(turn.number);
        m_answer = m_script.answer ? m_script.answer(conversation, tools) : QStringLiteral("Well, here you are. That was all.");
        const auto calls = m_script.tools ? m_script.tools(tools) : std::vector<ToolCall>();
        m_pending = calls.size();
        if (calls.empty()) {
            speak(turn);
            return;
        }
        m_steps.then(turn, m_script.atMind, { [this, turn, calls] {
            for (const ToolCall& call : calls)
                emit toolCalled(turn, call);
        } });
    }
    void toolAnswered(TurnId turn, const QString&, const Result<QString>& result) override
    {
        m_script.toolAnswers += result;
        if (--m_pending == 0)
            speak(turn);
    }
    void cancel(TurnId turn) override
    {
        m_script.atMind.remove(turn.number);
        ++m_script.cancels;
    }

private:
    void speak(TurnId turn)
    {
        const Mind mind = m_script.mind;
        const Error gone { Error::Code::Network, QStringLiteral("gone") };
        std::vector<std::function<void()>> steps;
        const QString half = m_answer.left(m_answer.size() / 2);
        const auto say = [this, turn, &steps](const QString& words) {
            for (qsizetype i = 0; i < words.size(); i += 5)
                steps.emplace_back([this, turn, piece = words.mid(i, 5)] { emit text(turn, piece); });
        };
        if (mind == Mind::FailsHalfway || mind == Mind::SilentHalfway)
            say(half);
        if (mind == Mind::Answers)
            say(m_answer);
        if (mind == Mind::OnlyAFace)
            say(QStringLiteral("😂"));
        if (mind == Mind::Fails || mind == Mind::FailsHalfway)
            steps.emplace_back([this, turn, gone] {
                m_script.atMind.remove(turn.number);
                emit failed(turn, gone);
            });
        else if (mind != Mind::Silent && mind != Mind::SilentHalfway)
            steps.emplace_back([this, turn] {
                m_script.atMind.remove(turn.number);
                emit finished(turn);
            });
        m_steps.then(turn, m_script.atMind, std::move(steps));
    }

    Script& m_script;
    Steps m_steps;
    QString m_answer;
    size_t m_pending = 0;
};

class ScriptedSynthesiser final : public Synthesiser
{
public:
    explicit ScriptedSynthesiser(Script& script)
        : m_script(script)
        , m_steps(this, script)
    {
    }
    [[nodiscard]] QString engineName() const override { return QStringLiteral("mouth"); }
    void speak(TurnId turn, const QString& sentence) override
    {
        m_script.spoken += sentence;
        m_script.atMouth.insert(turn.number);
        const Mouth mouth = m_script.mouth;
        std::vector<std::function<void()>> steps;
        const auto sound = [this, turn, &steps](double ms) { steps.emplace_back([this, turn, ms] { emit audio(turn, tone(ms)); }); };
        const double ms = double(sentence.size()) * m_script.msPerCharacter;
        if (mouth == Mouth::Speaks || mouth == Mouth::FailsHalfway || mouth == Mouth::SilentHalfway)
            sound(ms / 2);
        if (mouth == Mouth::Speaks)
            sound(ms / 2);
        if (mouth == Mouth::Fails || mouth == Mouth::FailsHalfway)
            steps.emplace_back([this, turn] {
                m_script.atMouth.remove(turn.number);
                emit failed(turn, { Error::Code::Unavailable, QStringLiteral("no voice") });
            });
        else if (mouth != Mouth::Silent && mouth != Mouth::SilentHalfway)
            steps.emplace_back([this, turn] {
                m_script.atMouth.remove(turn.number);
                emit spoken(turn);
            });
        m_steps.then(turn, m_script.atMouth, std::move(steps));
    }
    void cancel(TurnId turn) override
    {
        m_script.atMouth.remove(turn.number);
        ++m_script.cancels;
    }

private:
    [[nodiscard]] codec::PcmFrame tone(double ms) const
    {
        codec::PcmFrame sound { std::vector<int16_t>(size_t(24 * ms)), 24000 };
        for (size_t i = 0; i < sound.samples.size(); ++i)
            sound.samples[i] = int16_t(8000 * std::sin(double(i) * 2 * 3.14159265 * m_script.toneHz / 24000));
        return sound;
    }

    Script& m_script;
    Steps m_steps;
};

// Folds by adding what its user said, with the mark of its wish.
class ScriptedMemory final : public Memory
{
public:
    explicit ScriptedMemory(QString mark)
        : m_mark(std::move(mark))
    {
    }
    void fold(TurnId turn, const QString& known, const QVector<Utterance>& conversation) override
    {
        QTimer::singleShot(0, this, [this, turn, known, conversation] {
            QString now = known;
            for (const Utterance& said : conversation) {
                if (said.speaker == Utterance::Speaker::User)
                    now = (now + u' ' + said.text + u'/' + m_mark).right(500);
            }
            emit folded(turn, now.trimmed());
        });
    }
    void cancel(TurnId) override { }

private:
    QString m_mark;
};

// Every conversation has the script its voice is named after.
class ScriptedEngines final : public EngineRegistry
{
public:
    Script script; // of those without a voice
    QHash<QString, Script*> scripts;
    bool remembers = true;

    Script& of(const EngineWish& wish) { return scripts.contains(wish.voice) ? *scripts[wish.voice] : script; }
    std::unique_ptr<Recogniser> makeRecogniser(const EngineWish& wish) override { return std::make_unique<ScriptedRecogniser>(of(wish)); }
    std::unique_ptr<Chat> makeChat(const EngineWish& wish) override { return std::make_unique<ScriptedChat>(of(wish)); }
    std::unique_ptr<Synthesiser> makeSynthesiser(const EngineWish& wish) override
    {
        return std::make_unique<ScriptedSynthesiser>(of(wish));
    }
    std::unique_ptr<Memory> makeMemory(const EngineWish& wish) override
    {
        return remembers ? std::make_unique<ScriptedMemory>(wish.voice) : nullptr;
    }
};

}
