// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/jsoncodec.h"

#include "base/enumtable.h"
#include "protocol/bindingcodec.h"
#include "protocol/jsonfields.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace myna::protocol {

namespace {

constexpr auto listenStates = std::to_array<Word<ListenState>>({
    { ListenState::Start, "start"_L1 },
    { ListenState::Stop, "stop"_L1 },
    { ListenState::Detect, "detect"_L1 },
});

constexpr auto listenModes = std::to_array<Word<ListenMode>>({
    { ListenMode::Auto, "auto"_L1 },
    { ListenMode::Manual, "manual"_L1 },
    { ListenMode::Realtime, "realtime"_L1 },
});

constexpr auto speechStates = std::to_array<Word<SpeechState>>({
    { SpeechState::Start, "start"_L1 },
    { SpeechState::SentenceStart, "sentence_start"_L1 },
    { SpeechState::SentenceEnd, "sentence_end"_L1 },
    { SpeechState::Stop, "stop"_L1 },
});

// The rates Opus knows; anything else cannot be played.
constexpr auto opusRatesHz = std::to_array<int>({ 8000, 12000, 16000, 24000, 48000 });
constexpr int minFrameMs = 10;
constexpr int maxFrameMs = 120;

// Everything but `type` and `session_id`, which encode() adds.
QJsonObject fieldsOf(const Hello& hello)
{
    QJsonObject json { { u"version"_s, hello.version }, { u"transport"_s, hello.transport } };
    QJsonObject features;
    if (hello.features.mcp)
        features.insert("mcp"_L1, true);
    if (hello.features.aec)
        features.insert("aec"_L1, true);
    if (!features.isEmpty())
        json.insert("features"_L1, features);
    if (hello.audio) {
        json.insert("audio_params"_L1,
            QJsonObject { { u"format"_s, hello.audio->format }, { u"sample_rate"_s, hello.audio->sampleRateHz },
                { u"channels"_s, hello.audio->channels }, { u"frame_duration"_s, hello.audio->frameMs } });
    }
    if (!hello.udp.isEmpty())
        json.insert("udp"_L1, hello.udp);
    return json;
}

QJsonObject fieldsOf(const Listen& listen)
{
    QJsonObject json { { u"state"_s, wordOf(listenStates, listen.state) } };
    if (listen.mode)
        json.insert("mode"_L1, listenModeName(*listen.mode));
    putText(json, "text"_L1, listen.text);
    return json;
}

QJsonObject fieldsOf(const Speech& speech)
{
    QJsonObject json { { u"state"_s, wordOf(speechStates, speech.state) } };
    // The firmware wants `text` in a sentence even when it is empty.
    if (speech.state == SpeechState::SentenceStart || speech.state == SpeechState::SentenceEnd)
        json.insert("text"_L1, speech.text);
    else
        putText(json, "text"_L1, speech.text);
    return json;
}

QJsonObject fieldsOf(const Iot& iot)
{
    QJsonObject json;
    if (!iot.descriptors.isEmpty())
        json.insert("descriptors"_L1, iot.descriptors);
    if (!iot.states.isEmpty())
        json.insert("states"_L1, iot.states);
    // What a device says about itself is an update of what the server knows; commands are not.
    if (!json.isEmpty())
        json.insert("update"_L1, true);
    if (!iot.commands.isEmpty())
        json.insert("commands"_L1, iot.commands);
    return json;
}

QJsonObject fieldsOf(const Abort& abort)
{
    QJsonObject json;
    putText(json, "reason"_L1, abort.reason);
    return json;
}

QJsonObject fieldsOf(const Pong& pong)
{
    QJsonObject json;
    putText(json, "timestamp"_L1, pong.timestamp);
    return json;
}

QJsonObject fieldsOf(const Stt& stt)
{
    return { { u"text"_s, stt.text } };
}
QJsonObject fieldsOf(const Emotion& emotion)
{
    return { { u"emotion"_s, emotion.emotion }, { u"text"_s, emotion.text } };
}
QJsonObject fieldsOf(const Mcp& mcp)
{
    return { { u"payload"_s, mcp.payload } };
}
QJsonObject fieldsOf(const System& system)
{
    return { { u"command"_s, system.command } };
}
QJsonObject fieldsOf(const Custom& custom)
{
    return { { u"payload"_s, custom.payload } };
}
QJsonObject fieldsOf(const Failure& failure)
{
    return { { u"error_code"_s, failure.code }, { u"message"_s, failure.message } };
}
QJsonObject fieldsOf(const Goodbye&)
{
    return {};
}
QJsonObject fieldsOf(const Ping&)
{
    return {};
}
QJsonObject fieldsOf(const Unknown&)
{
    return {};
}

QJsonObject fieldsOf(const Alert& alert)
{
    return { { u"status"_s, alert.status }, { u"message"_s, alert.message }, { u"emotion"_s, alert.emotion } };
}

std::optional<AudioParams> readAudio(JsonFields& hello)
{
    if (!hello.has("audio_params"_L1))
        return std::nullopt;
    JsonFields fields = hello.inside("audio_params"_L1);
    AudioParams audio;
    if (fields.has("format"_L1))
        audio.format = fields.text("format"_L1);
    audio.sampleRateHz = int(fields.number("sample_rate"_L1, audio.sampleRateHz, opusRatesHz.front(), opusRatesHz.back()));
    if (std::find(opusRatesHz.begin(), opusRatesHz.end(), audio.sampleRateHz) == opusRatesHz.end())
        fields.rejectValue("sample_rate"_L1);
    audio.channels = int(fields.number("channels"_L1, audio.channels, 1, 2));
    audio.frameMs = int(fields.number("frame_duration"_L1, audio.frameMs, minFrameMs, maxFrameMs));
    return audio;
}

Body readHello(JsonFields& fields)
{
    Hello hello;
    hello.version = int(fields.number("version"_L1, 1, 1, 3));
    // Browser pages leave it out; this reader then assumes the wire it came over.
    if (fields.has("transport"_L1))
        hello.transport = fields.text("transport"_L1);
    JsonFields features = fields.inside("features"_L1);
    hello.features.mcp = features.flag("mcp"_L1);
    hello.features.aec = features.flag("aec"_L1);
    hello.audio = readAudio(fields);
    hello.udp = fields.object("udp"_L1);
    return hello;
}

Body readListen(JsonFields& fields)
{
    Listen listen;
    listen.state = fields.word<ListenState>("state"_L1, listenStates, Need::Required).value_or(ListenState::Start);
    listen.mode = fields.word<ListenMode>("mode"_L1, listenModes, Need::Optional);
    listen.text = fields.text("text"_L1);
    return listen;
}

Body readSpeech(JsonFields& fields)
{
    const auto state = fields.word<SpeechState>("state"_L1, speechStates, Need::Required);
    return Speech { state.value_or(SpeechState::Stop), fields.text("text"_L1) };
}

Body readIot(JsonFields& fields)
{
    return Iot { fields.objects("descriptors"_L1), fields.objects("states"_L1), fields.objects("commands"_L1) };
}

Body readAlert(JsonFields& fields)
{
    return Alert { fields.text("status"_L1), fields.text("message"_L1), fields.text("emotion"_L1) };
}

Body readEmotion(JsonFields& fields)
{
    return Emotion { fields.text("emotion"_L1), fields.text("text"_L1) };
}

Body readFailure(JsonFields& fields)
{
    return Failure { fields.looseText("error_code"_L1), fields.text("message"_L1) };
}

Body readAbort(JsonFields& fields)
{
    return Abort { fields.text("reason"_L1) };
}
Body readStt(JsonFields& fields)
{
    return Stt { fields.text("text"_L1, Need::Required) };
}
Body readMcp(JsonFields& fields)
{
    return Mcp { fields.object("payload"_L1, Need::Required) };
}
Body readSystem(JsonFields& fields)
{
    return System { fields.text("command"_L1, Need::Required) };
}
Body readCustom(JsonFields& fields)
{
    return Custom { fields.object("payload"_L1, Need::Required) };
}
Body readPong(JsonFields& fields)
{
    return Pong { fields.looseText("timestamp"_L1) };
}
Body readGoodbye(JsonFields&)
{
    return Goodbye {};
}
Body readPing(JsonFields&)
{
    return Ping {};
}

// One row a message type, in the order of the alternatives of Body.
struct Row
{
    QLatin1String type;
    Body (*read)(JsonFields&);
    bool alwaysNamesSession; // messages of devices carry session_id even when they have none yet, as every client does
};
constexpr auto rows = std::to_array<Row>({
    { "hello"_L1, readHello, false },
    { "goodbye"_L1, readGoodbye, true },
    { "listen"_L1, readListen, true },
    { "abort"_L1, readAbort, true },
    { "stt"_L1, readStt, false },
    { "tts"_L1, readSpeech, false },
    { "llm"_L1, readEmotion, false },
    { "mcp"_L1, readMcp, true },
    { "iot"_L1, readIot, false },
    { "system"_L1, readSystem, false },
    { "alert"_L1, readAlert, false },
    { "custom"_L1, readCustom, false },
    { "ping"_L1, readPing, false },
    { "pong"_L1, readPong, false },
    { "error"_L1, readFailure, false },
    { "auth"_L1, readAuth, false },
    { "auth_response"_L1, readAuthResponse, false },
    { "verify"_L1, readVerify, false },
    { "bind-status"_L1, readBindStatus, false },
});
static_assert(rows.size() + 1 == std::variant_size_v<AnyBody>, "Unknown is the only alternative without a row");

}

QByteArray encode(const Message& message)
{
    QJsonObject json = std::visit([](const auto& body) { return fieldsOf(body); }, message.body);
    const Unknown* unknown = std::get_if<Unknown>(&message.body);
    json.insert("type"_L1, unknown ? unknown->type : QString(rows[message.body.index()].type));
    if (!message.sessionId.isEmpty() || (!unknown && rows[message.body.index()].alwaysNamesSession))
        json.insert("session_id"_L1, message.sessionId);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<Message> decode(const QByteArray& text, qsizetype limit)
{
    const Result<QJsonObject> json = parseObject(text, limit);
    if (!json)
        return json.error();

    std::optional<Error> problem;
    JsonFields fields(*json, QString(), problem);
    const QString type = fields.text("type"_L1, Need::Required);
    Message message { fields.text("session_id"_L1), Unknown { type } };
    const QString name = type == "bind_status"_L1 ? u"bind-status"_s : type; // the one type whose name has a dash, so it is also misspelt
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& candidate) { return candidate.type == name; });
    if (row != rows.end()) {
        JsonFields named(*json, type + u'.', problem);
        message.body = row->read(named);
    }
    if (type.isEmpty())
        fields.rejectValue("type"_L1);
    if (problem)
        return *problem;
    return message;
}

QLatin1String listenModeName(ListenMode mode)
{
    return wordOf(listenModes, mode);
}

std::optional<ListenMode> listenModeFromName(QStringView name)
{
    return valueOf<ListenMode>(listenModes, name);
}

}
