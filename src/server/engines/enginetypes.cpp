// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/enginetypes.h"

#include "server/engines/chat/ollamachat.h"
#include "server/engines/chat/openaichat.h"
#include "server/engines/detector/webrtcdetector.h"
#include "server/engines/enginehouse.h"
#include "server/engines/memory/localshort.h"
#include "server/engines/recogniser/funasrrecogniser.h"
#include "server/engines/recogniser/openairecogniser.h"
#include "server/engines/recogniser/sphinxrecogniser.h"
#include "server/engines/synthesiser/aliyunsynthesiser.h"
#include "server/engines/synthesiser/espeaksynthesiser.h"
#include "server/engines/synthesiser/openaisynthesiser.h"
#include "server/engines/vision/openaivision.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

Result<AnyEngine> makeWebRtc(const EngineContext& context)
{
    auto detector = WebRtcDetector::create(webRtcOptions(context.spec));
    if (!detector)
        return detector.error();
    return AnyEngine(std::move(detector).value());
}

Result<AnyEngine> makeSphinx(const EngineContext& context)
{
    if (context.wish.language.startsWith(u"zh"_s)) {
        return Error { Error::Code::Unavailable,
            QCoreApplication::translate("myna", "There is no offline recogniser for Mandarin. Type your question instead.") };
    }
    return AnyEngine(std::make_unique<SphinxRecogniser>(context.house.pool, context.house.sphinx));
}

Result<AnyEngine> makeAssistant(const EngineContext& context)
{
    return AnyEngine(std::make_unique<Assistant>(context.wish.language, AssistantOptions {}, context.house.phrases));
}

RemoteChatOptions remoteOptions(const EngineContext& context)
{
    return { .toolRounds = context.toolRounds, .restWished = context.rest };
}

Result<AnyEngine> makeOpenAi(const EngineContext& context)
{
    return AnyEngine(makeOpenAiChat(context.spec, context.house.network, remoteOptions(context)));
}

Result<AnyEngine> makeOllama(const EngineContext& context)
{
    return AnyEngine(makeOllamaChat(context.spec, context.house.network, remoteOptions(context)));
}

Result<AnyEngine> makeEspeak(const EngineContext& context)
{
    return AnyEngine(std::make_unique<EspeakSynthesiser>(context.house.voiceWorker, context.house.espeak, context.wish.language));
}

Result<AnyEngine> makeOpenAiEar(const EngineContext& context)
{
    return AnyEngine(std::make_unique<OpenAiRecogniser>(context.spec, context.house.network, context.rest));
}

Result<AnyEngine> makeFunAsr(const EngineContext& context)
{
    return AnyEngine(std::make_unique<FunAsrRecogniser>(context.spec, context.house.network, context.rest));
}

Result<AnyEngine> makeOpenAiSpeech(const EngineContext& context)
{
    return AnyEngine(makeOpenAiVoice(context.spec, context.house.network, context.wish.voice, context.rest));
}

Result<AnyEngine> makeAliyun(const EngineContext& context)
{
    return AnyEngine(makeAliyunVoice(context.spec, context.house.network, context.house.aliyunTokens, context.wish.voice, context.rest));
}

Result<AnyEngine> makeVisionOverOpenAi(const EngineContext& context)
{
    return AnyEngine(makeOpenAiVision(context.spec, context.house.network, remoteOptions(context)));
}

Result<AnyEngine> makeLocalShort(const EngineContext& context)
{
    auto model = context.model(context.spec.settings["llm"_L1].toString());
    if (!model) {
        return Error { Error::Code::Unavailable,
            QCoreApplication::translate("myna", "The memory needs a language model. Add one below LLM and select it.") };
    }
    return AnyEngine(std::make_unique<LocalShort>(std::move(model)));
}

const EngineType* find(EngineKind kind, QStringView word, QLatin1String EngineType::*member)
{
    const auto& types = engineTypes();
    const auto found = std::find_if(types.begin(), types.end(), [&](const EngineType& type) {
        return type.kind == kind && !(type.*member).isEmpty() && word.compare(type.*member, Qt::CaseInsensitive) == 0;
    });
    return found == types.end() ? nullptr : &*found;
}

}

// The first of a kind that has a built-in name is what is used when nothing is selected. A local neural engine would be one more line whose
// factory loads its library at run time and answers with an Error while it is not installed.
const std::vector<EngineType>& engineTypes()
{
    static const std::vector<EngineType> types {
        { EngineKind::Detector, "webrtc"_L1, "WebRTC"_L1, true, wrongInWebRtc, makeWebRtc },
        { EngineKind::Recogniser, "pocketsphinx"_L1, "PocketSphinx"_L1, true, {}, makeSphinx },
        { EngineKind::Recogniser, "openai"_L1, {}, false, wrongInOpenAiRecogniser, makeOpenAiEar },
        { EngineKind::Recogniser, "fun_server"_L1, {}, false, wrongInFunAsr, makeFunAsr },
        { EngineKind::Chat, "assistant"_L1, "Assistant"_L1, true, {}, makeAssistant },
        { EngineKind::Chat, "openai"_L1, {}, false, wrongInOpenAi, makeOpenAi },
        { EngineKind::Chat, "xinference"_L1, {}, false, wrongInOpenAi, makeOpenAi },
        { EngineKind::Chat, "gemini"_L1, {}, false, wrongInOpenAi, makeOpenAi },
        { EngineKind::Chat, "fastgpt"_L1, {}, false, wrongInOpenAi, makeOpenAi },
        { EngineKind::Chat, "ollama"_L1, {}, false, wrongInOllama, makeOllama },
        { EngineKind::Synthesiser, "espeak"_L1, "espeak-ng"_L1, true, {}, makeEspeak },
        { EngineKind::Synthesiser, "openai"_L1, {}, false, wrongInOpenAiVoice, makeOpenAiSpeech },
        { EngineKind::Synthesiser, "siliconflow"_L1, {}, false, wrongInOpenAiVoice, makeOpenAiSpeech },
        { EngineKind::Synthesiser, "aliyun"_L1, {}, false, wrongInAliyun, makeAliyun },
        { EngineKind::Synthesiser, "aliyun_stream"_L1, {}, false, wrongInAliyun, makeAliyun },
        { EngineKind::Vision, "openai"_L1, {}, false, wrongInOpenAi, makeVisionOverOpenAi },
        { EngineKind::Memory, "nomem"_L1, "nomem"_L1, true, {}, {} },
        { EngineKind::Memory, "mem_local_short"_L1, "mem_local_short"_L1, true, {}, makeLocalShort },
        { EngineKind::Intent, "function_call"_L1, "function_call"_L1, true, {}, {} },
        { EngineKind::Intent, "rules"_L1, "rules"_L1, true, {}, {} },
        { EngineKind::Intent, "nointent"_L1, "nointent"_L1, true, {}, {} },
    };
    return types;
}

const EngineType* findEngineType(EngineKind kind, QStringView type)
{
    return find(kind, type, &EngineType::type);
}

const EngineType* builtinEngine(EngineKind kind, QStringView name)
{
    if (const EngineType* found = find(kind, name, &EngineType::builtin))
        return found;
    const EngineType* type = findEngineType(kind, name);
    return type && !type->builtin.isEmpty() ? type : nullptr;
}

}
