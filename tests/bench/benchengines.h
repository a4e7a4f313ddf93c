// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/invoke.h"
#include "server/engines/engineregistry.h"

#include <QRandomGenerator>

#include <memory>

namespace myna::test {

using namespace Qt::Literals::StringLiterals;

// Engines that take no time: what is left is the server's own. `failPercent` of the questions fail in the recogniser or the chat engine.
struct BenchScript
{
    codec::PcmFrame voice { .rateHz = 24000 }; // what every sentence sounds like, begun at another place each time
    QStringList answer { QStringLiteral("This is the answer."), QStringLiteral("And this is how it ends.") };
    int failPercent = 0;
};

class BenchRecogniser final : public server::Recogniser
{
public:
    explicit BenchRecogniser(std::shared_ptr<const BenchScript> script)
        : m_script(std::move(script))
    {
    }
    void feed(TurnId, const codec::PcmFrame&) override { }
    void finish(TurnId turn) override
    {
        onThreadOf(this, [this, turn] {
            if (QRandomGenerator::global()->bounded(100) < m_script->failPercent)
                emit failed(turn, { Error::Code::Unavailable, u"made to fail"_s });
            else
                emit recognised(turn, u"question"_s);
        });
    }
    void cancel(TurnId) override { }

private:
    std::shared_ptr<const BenchScript> m_script;
};

class BenchChat final : public server::Chat
{
public:
    explicit BenchChat(std::shared_ptr<const BenchScript> script)
        : m_script(std::move(script))
    {
    }
    void ask(TurnId turn, const server::Conversation&, const QVector<mcp::ToolSpec>&) override
    {
        onThreadOf(this, [this, turn] {
            if (QRandomGenerator::global()->bounded(100) < m_script->failPercent) {
                emit failed(turn, { Error::Code::Unavailable, u"made to fail"_s });
                return;
            }
            for (const QString& sentence : m_script->answer)
                emit text(turn, sentence + u' ');
            emit finished(turn);
        });
    }
    void toolAnswered(TurnId, const QString&, const Result<QString>&) override { }
    void cancel(TurnId) override { }

private:
    std::shared_ptr<const BenchScript> m_script;
};

class BenchVoice final : public server::Synthesiser
{
public:
    explicit BenchVoice(std::shared_ptr<const BenchScript> script)
        : m_script(std::move(script))
    {
    }
    void speak(TurnId turn, const QString&) override
    {
        const auto& samples = m_script->voice.samples;
        codec::PcmFrame sound { samples, m_script->voice.rateHz };
        std::rotate(sound.samples.begin(), sound.samples.begin() + long(QRandomGenerator::global()->bounded(qint64(samples.size()))),
            sound.samples.end());
        onThreadOf(this, [this, turn, sound] {
            emit audio(turn, sound);
            emit spoken(turn);
        });
    }
    void cancel(TurnId) override { }

private:
    std::shared_ptr<const BenchScript> m_script;
};

class BenchEngines final : public server::EngineRegistry
{
public:
    explicit BenchEngines(BenchScript script)
        : m_script(std::make_shared<const BenchScript>(std::move(script)))
    {
    }
    std::unique_ptr<server::Recogniser> makeRecogniser(const server::EngineWish&) override
    {
        return std::make_unique<BenchRecogniser>(m_script);
    }
    std::unique_ptr<server::Chat> makeChat(const server::EngineWish&) override { return std::make_unique<BenchChat>(m_script); }
    std::unique_ptr<server::Synthesiser> makeSynthesiser(const server::EngineWish&) override
    {
        return std::make_unique<BenchVoice>(m_script);
    }

private:
    std::shared_ptr<const BenchScript> m_script;
};

}
