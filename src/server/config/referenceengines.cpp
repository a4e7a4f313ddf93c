// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/referenceengines.h"

#include "base/enumtable.h"
#include "server/engines/enginetypes.h"

#include <algorithm>
#include <array>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kinds = std::to_array<Word<EngineKind>>({
    { EngineKind::Detector, QLatin1String("VAD") },
    { EngineKind::Recogniser, QLatin1String("ASR") },
    { EngineKind::Chat, QLatin1String("LLM") },
    { EngineKind::Synthesiser, QLatin1String("TTS") },
    { EngineKind::Vision, QLatin1String("VLLM") },
    { EngineKind::Memory, QLatin1String("Memory") },
    { EngineKind::Intent, QLatin1String("Intent") },
});

// The words for `type` in xiaozhi-esp32-server.
QStringList referenceTypes(EngineKind kind)
{
    switch (kind) {
    case EngineKind::Detector:
        return { u"silero"_s };
    case EngineKind::Recogniser:
        return { u"fun_local"_s, u"fun_server"_s, u"sherpa_onnx_local"_s, u"vosk"_s, u"doubao"_s, u"doubao_stream"_s, u"tencent"_s,
            u"aliyun"_s, u"aliyun_stream"_s, u"aliyunbl_stream"_s, u"baidu"_s, u"openai"_s, u"qwen3_asr_flash"_s, u"xunfei_stream"_s };
    case EngineKind::Chat:
        return { u"openai"_s, u"ollama"_s, u"xinference"_s, u"gemini"_s, u"dify"_s, u"coze"_s, u"fastgpt"_s, u"AliBL"_s,
            u"homeassistant"_s };
    case EngineKind::Synthesiser:
        return { u"edge"_s, u"doubao"_s, u"huoshan_double_stream"_s, u"aliyun"_s, u"aliyun_stream"_s, u"alibl_stream"_s, u"xunfei_stream"_s,
            u"minimax_httpstream"_s, u"index_stream"_s, u"paddle_speech"_s, u"siliconflow"_s, u"cozecn"_s, u"openai"_s, u"tencent"_s,
            u"fishspeech"_s, u"gpt_sovits_v2"_s, u"gpt_sovits_v3"_s, u"custom"_s, u"linkerai"_s };
    case EngineKind::Vision:
        return { u"openai"_s };
    case EngineKind::Memory:
        return { u"nomem"_s, u"mem_local_short"_s, u"mem0ai"_s, u"powermem"_s, u"mem_report_only"_s };
    case EngineKind::Intent:
        return { u"nointent"_s, u"intent_llm"_s, u"function_call"_s };
    }
    return {};
}

// Those that are made from their name alone and are in no table of engines.
QStringList namedTypes(EngineKind kind)
{
    if (kind == EngineKind::Memory)
        return { u"nomem"_s };
    if (kind == EngineKind::Intent)
        return { u"nointent"_s, u"rules"_s, u"function_call"_s };
    return {};
}

// Addresses and model names as xiaozhi-esp32-server ships them.
std::vector<EnginePreset> allPresets()
{
    using enum EngineKind;
    const auto openai = [](EngineKind kind, const QString& name, const QString& url, const QString& model) {
        return EnginePreset { kind, name, u"openai"_s, { { u"base_url"_s, url }, { u"model_name"_s, model } } };
    };
    const QString glm = u"https://open.bigmodel.cn/api/paas/v4/"_s;
    const QString qwen = u"https://dashscope.aliyuncs.com/compatible-mode/v1"_s;
    return {
        { Detector, u"SileroVAD"_s, u"silero"_s, {} },
        { Recogniser, u"FunASR"_s, u"fun_local"_s, {} },
        { Recogniser, u"FunASRServer"_s, u"fun_server"_s, { { u"host"_s, u"127.0.0.1"_s }, { u"port"_s, 10096 }, { u"is_ssl"_s, true } } },
        openai(Recogniser, u"OpenaiASR"_s, u"https://api.openai.com/v1/audio/transcriptions"_s, u"gpt-4o-mini-transcribe"_s),
        openai(Recogniser, u"GroqASR"_s, u"https://api.groq.com/openai/v1/audio/transcriptions"_s, u"whisper-large-v3-turbo"_s),
        openai(Chat, u"ChatGLMLLM"_s, glm, u"glm-4-flash"_s),
        openai(Chat, u"AliLLM"_s, qwen, u"qwen-flash"_s),
        openai(Chat, u"DeepSeekLLM"_s, u"https://api.deepseek.com"_s, u"deepseek-chat"_s),
        openai(Chat, u"DoubaoLLM"_s, u"https://ark.cn-beijing.volces.com/api/v3"_s, u"doubao-1-5-pro-32k-250115"_s),
        openai(Chat, u"LMStudioLLM"_s, u"http://localhost:1234/v1"_s, u"deepseek-r1-distill-llama-8b@q4_k_m"_s),
        { Chat, u"OllamaLLM"_s, u"ollama"_s, { { u"base_url"_s, u"http://localhost:11434"_s }, { u"model_name"_s, u"qwen2.5"_s } } },
        { Chat, u"GeminiLLM"_s, u"gemini"_s, {} },
        { Chat, u"DifyLLM"_s, u"dify"_s, {} },
        { Chat, u"CozeLLM"_s, u"coze"_s, {} },
        { Chat, u"HomeAssistant"_s, u"homeassistant"_s, {} },
        { Synthesiser, u"EdgeTTS"_s, u"edge"_s, {} },
        { Synthesiser, u"DoubaoTTS"_s, u"doubao"_s, {} },
        { Synthesiser, u"AliyunTTS"_s, u"aliyun"_s, {} },
        { Synthesiser, u"AliyunStreamTTS"_s, u"aliyun_stream"_s, {} },
        { Synthesiser, u"OpenAITTS"_s, u"openai"_s,
            { { u"api_url"_s, u"https://api.openai.com/v1/audio/speech"_s }, { u"model"_s, u"tts-1"_s }, { u"voice"_s, u"onyx"_s } } },
        { Synthesiser, u"CosyVoiceSiliconflow"_s, u"siliconflow"_s,
            { { u"model"_s, u"FunAudioLLM/CosyVoice2-0.5B"_s }, { u"voice"_s, u"FunAudioLLM/CosyVoice2-0.5B:alex"_s } } },
        openai(Vision, u"ChatGLMVLLM"_s, glm, u"glm-4v-flash"_s),
        openai(Vision, u"QwenVLVLLM"_s, qwen, u"qwen2.5-vl-3b-instruct"_s),
        { Memory, u"mem0ai"_s, u"mem0ai"_s, {} },
        { Memory, u"powermem"_s, u"powermem"_s, {} },
        { Intent, u"intent_llm"_s, u"intent_llm"_s, {} },
    };
}

}

QLatin1String kindName(EngineKind kind)
{
    return wordOf(kinds, kind);
}

std::optional<EngineKind> kindFromName(QStringView name)
{
    return valueOf<EngineKind>(kinds, name);
}

const QVector<EngineKind>& everyEngineKind()
{
    static const QVector<EngineKind> all = [] {
        QVector<EngineKind> list;
        for (const Word<EngineKind>& word : kinds)
            list.append(word.value);
        return list;
    }();
    return all;
}

bool isEngineTypeHere(EngineKind kind, const QString& type)
{
    return findEngineType(kind, type) || namedTypes(kind).contains(type);
}

QStringList engineTypesHere(EngineKind kind)
{
    QStringList names;
    for (const EngineType& type : engineTypes()) {
        if (type.kind == kind)
            names.append(type.type);
    }
    for (const QString& name : namedTypes(kind)) {
        if (!names.contains(name))
            names.append(name);
    }
    return names;
}

bool isReferenceEngineType(EngineKind kind, const QString& type)
{
    return referenceTypes(kind).contains(type, Qt::CaseInsensitive);
}

QStringList builtInEngines(EngineKind kind)
{
    QStringList names;
    for (const EngineType& type : engineTypes()) {
        if (type.kind == kind && !type.builtin.isEmpty())
            names.append(type.type);
    }
    for (const QString& name : namedTypes(kind)) {
        if (!names.contains(name))
            names.append(name);
    }
    return names;
}

const EnginePreset* findEnginePreset(EngineKind kind, const QString& name)
{
    static const std::vector<EnginePreset> all = allPresets();
    const auto found
        = std::find_if(all.begin(), all.end(), [&](const EnginePreset& preset) { return preset.kind == kind && preset.name == name; });
    return found == all.end() ? nullptr : &*found;
}

}
