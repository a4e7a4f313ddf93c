// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/engineregistry.h"

#include "server/engines/chat/assistant.h"
#include "server/engines/enginepool.h"
#include "server/engines/recogniser/sphinxrecogniser.h"
#include "server/engines/synthesiser/espeaksynthesiser.h"

#include <QCoreApplication>

namespace myna::server {

namespace {

class BuiltinEngines final : public EngineRegistry
{
public:
    BuiltinEngines()
        : m_model(makeGrammar(Assistant::allPhrases()))
        , m_voiceWorker(1)
    {
    }

    std::unique_ptr<Recogniser> makeRecogniser(const EngineWish& wish) override
    {
        if (wish.language == QLatin1String("zh")) {
            return std::make_unique<MissingRecogniser>(Error { Error::Code::Unavailable,
                QCoreApplication::translate("myna", "There is no offline recogniser for Mandarin. Type your question instead.") });
        }
        return std::make_unique<SphinxRecogniser>(m_pool, m_model);
    }

    std::unique_ptr<Chat> makeChat(const EngineWish& wish) override
    {
        return std::make_unique<Assistant>(wish.language, AssistantOptions {}, m_phrases);
    }

    std::unique_ptr<Synthesiser> makeSynthesiser(const EngineWish& wish) override
    {
        return std::make_unique<EspeakSynthesiser>(m_voiceWorker, m_voice, wish.language);
    }

private:
    std::shared_ptr<const PhraseBook> m_phrases = PhraseBook::make();
    // Models before the workers that use them, so that the workers end first.
    SphinxModel m_model;
    EspeakVoice m_voice;
    EnginePool m_pool;
    EnginePool m_voiceWorker;
};

}

EngineRegistry::EngineRegistry() = default;
EngineRegistry::~EngineRegistry() = default;

std::unique_ptr<EngineRegistry> makeBuiltinEngines()
{
    return std::make_unique<BuiltinEngines>();
}

}
