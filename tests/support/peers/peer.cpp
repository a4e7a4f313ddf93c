// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/peers/peer.h"

#include "codec/speechcodec.h"
#include "support/soundmath.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QUuid>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

namespace {

QVector<QByteArray> toneOf(int rateHz, int frameMs, int packets)
{
    const auto encoder = codec::SpeechEncoder::create({ .rateHz = rateHz, .frameMs = frameMs });
    QVector<QByteArray> all;
    for (int i = 0; encoder && i < packets; ++i) {
        // A whole number of periods in a packet, so that there is no seam.
        if (const auto packet = (*encoder)->encode(sine(400, frameMs, rateHz, 0.3)))
            all << *packet;
    }
    return all;
}

}

Peer::Peer(const PeerStyle& style)
    : m_style(style)
    , m_voice(toneOf(style.sentRateHz, style.sentFrameMs, answerPackets * 60 / style.sentFrameMs))
{
    m_http.onOta([this](const OtaStub::Request& request) { return onVersionCheck(request); });
    m_http.onActivate([this](const OtaStub::Request& request) { return onActivate(request); });
    m_door.objection = [this] { return objection(m_door); };
    connect(&m_door, &WsStub::upgraded, this, &Peer::admit);
}

Peer::~Peer() = default;

OtaStub::Answer Peer::json(const QJsonObject& body, int status)
{
    return { .status = status, .body = QJsonDocument(body).toJson(QJsonDocument::Compact) };
}

OtaStub::Answer Peer::versionAnswer(const QJsonObject& more) const
{
    QJsonObject body { { u"server_time"_s,
                           QJsonObject { { u"timestamp"_s, double(QDateTime::currentMSecsSinceEpoch()) }, { u"timezone_offset"_s, 480 } } },
        { u"firmware"_s, QJsonObject { { u"version"_s, u"1.0.0"_s }, { u"url"_s, QString() } } } };
    for (auto field = more.begin(); field != more.end(); ++field)
        body.insert(field.key(), field.value());
    return json(body);
}

QJsonObject Peer::webSocketSection(const QString& token) const
{
    return { { u"url"_s, webSocketUrl().toString() }, { u"token"_s, token } };
}

OtaStub::Answer Peer::onActivate(const OtaStub::Request&)
{
    return { .status = 404 };
}

QByteArray Peer::objection(const WsStub&)
{
    return {};
}

void Peer::admit()
{
    auto talk = std::make_unique<PeerTalk>(m_door.takePeer());
    PeerTalk* the = talk.get();
    connect(the, &PeerTalk::textReceived, this, [this, the](const QString& text) { onText(*the, text); });
    connect(the, &PeerTalk::packetReceived, this, [this, the](const QByteArray& packet) { onPacket(*the, packet); });
    m_talks.push_back(std::move(talk));
    onConnected(*the);
}

QString Peer::sessionIdFor(const PeerTalk&) const
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

void Peer::onConnected(PeerTalk&) { }

void Peer::onText(PeerTalk& talk, const QString& text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (!document.isObject()) {
        complain(u"not a JSON object: "_s + text);
        onNotJson(talk, text);
        return;
    }
    const QJsonObject message = document.object();
    talk.received.append(message);
    const QString type = message["type"_L1].toString();
    if (type == u"hello"_s) {
        talk.hello = message;
        onHello(talk);
        return;
    }
    if (talk.hello.isEmpty() && type != u"mcp"_s)
        complain(type + u" before hello"_s);
    // §5: the id is advisory, but a device sends the one it was given; an answer to `mcp` may have crossed hello.
    if (type != u"mcp"_s && !talk.sessionId.isEmpty() && message["session_id"_L1].toString() != talk.sessionId)
        complain(type + u" without the session's id"_s);
    onMessage(talk, message);
}

void Peer::onNotJson(PeerTalk&, const QString&) { }

void Peer::onHello(PeerTalk& talk)
{
    // §4.2
    const QJsonObject audio = talk.hello["audio_params"_L1].toObject();
    if (talk.hello["transport"_L1] != u"websocket"_s || audio["format"_L1] != u"opus"_s || audio["sample_rate"_L1] != 16000)
        complain(u"a hello of another kind"_s);
    welcome(talk);
}

void Peer::welcome(PeerTalk& talk)
{
    talk.sessionId = sessionIdFor(talk);
    if (has(Fault::PlainText)) {
        talk.write(u"Server is running\n"_s);
        talk.write(u"42"_s);
    }
    if (has(Fault::SoundBeforeHello))
        talk.sound(m_voice.mid(0, 3), 3);
    if (has(Fault::ToolsBeforeHello) && !talk.desk.wanted)
        startTools(talk);
    const QJsonObject said = talk.hello["audio_params"_L1].toObject();
    const QJsonObject truth { { u"format"_s, u"opus"_s }, { u"sample_rate"_s, m_style.sentRateHz }, { u"channels"_s, 1 },
        { u"frame_duration"_s, m_style.sentFrameMs } };
    talk.say({ { u"type"_s, u"hello"_s }, { u"version"_s, 1 }, { u"transport"_s, u"websocket"_s }, { u"session_id"_s, talk.sessionId },
        { u"audio_params"_s, has(Fault::WrongAudioParams) ? said : truth } });
    if (has(Fault::UnknownMessages)) {
        talk.say({ { u"type"_s, u"audio"_s }, { u"data"_s, u"00"_s } });
        talk.say({ { u"type"_s, u"auth_response"_s }, { u"success"_s, true } });
        talk.say({ { u"type"_s, u"stt"_s } });
        talk.say({ { u"text"_s, u"no type at all"_s } });
    }
    // §7.1: after a hello whose features.mcp is true.
    if (talk.hello["features"_L1]["mcp"_L1].toBool() && !talk.desk.wanted)
        startTools(talk);
}

void Peer::onMessage(PeerTalk& talk, const QJsonObject& message)
{
    const QString type = message["type"_L1].toString();
    if (type == u"listen"_s) {
        onListen(talk, message);
    } else if (type == u"abort"_s) {
        // §5.1: stop, clear the queues, answer at once.
        talk.hush();
        talk.busy = false;
        tts(talk, u"stop"_s);
    } else if (type == u"mcp"_s) {
        onTools(talk, message["payload"_L1].toObject());
    } else if (type == u"goodbye"_s) { // §5.1: of a device behind a gateway
        talk.close();
    } else {
        complain(u"unknown type "_s + type);
    }
}

void Peer::onListen(PeerTalk& talk, const QJsonObject& message)
{
    const QString state = message["state"_L1].toString();
    if (message.contains("mode"_L1))
        talk.mode = message["mode"_L1].toString();
    if (state == u"start"_s) {
        talk.listening = true;
        talk.packetsOfUtterance = 0;
    } else if (state == u"stop"_s) {
        talk.listening = false;
        if (talk.mode == u"manual"_s && talk.packetsOfUtterance > 0)
            answer(talk, u"what was spoken"_s);
    } else if (state == u"detect"_s) {
        answer(talk, message["text"_L1].toString());
    } else { // §5.1: this closes the connection
        complain(u"listen without a state"_s);
        talk.close();
    }
}

void Peer::onPacket(PeerTalk& talk, const QByteArray& packet)
{
    ++talk.packets;
    const auto length = codec::packetDurationUs(packet);
    if (!length || *length > 60000) // §4.4: longer ones do not fit the reference server's buffer
        complain(u"a packet that cannot be decoded"_s);
    // §6: behind a gateway sound takes a way of its own, and may overtake the words that announce it.
    if (!talk.listening && talk.mode != u"realtime"_s && !talk.busy && m_mqtt.isEmpty())
        complain(u"sound while nobody listens"_s);
    ++talk.packetsOfUtterance;
    const int needed = utterancePackets * 60000 / (length ? std::max(*length, 1) : 60000);
    if (talk.mode != u"manual"_s && !talk.busy && talk.packetsOfUtterance >= needed)
        answer(talk, u"what was spoken"_s);
}

void Peer::tts(PeerTalk& talk, const QString& state, const QString& text) const
{
    QJsonObject message { { u"type"_s, u"tts"_s }, { u"state"_s, state }, { u"session_id"_s, talk.sessionId } };
    if (!text.isEmpty() || m_style.endsSentences)
        message.insert(u"text"_s, text);
    if (m_style.endsSentences) {
        message.insert(u"index"_s, 1);
        message.insert(u"audio_codec"_s, u"opus"_s);
    }
    talk.say(message);
}

void Peer::answer(PeerTalk& talk, const QString& heard)
{
    if (talk.busy)
        return;
    talk.busy = true;
    talk.packetsOfUtterance = 0;
    talk.say({ { u"type"_s, u"stt"_s }, { u"text"_s, heard }, { u"session_id"_s, talk.sessionId } });
    if (heard.contains(u"volume"_s))
        callTool(talk, heard);
    else
        speak(talk, u"You said: %1."_s.arg(heard));
}

void Peer::speak(PeerTalk& talk, const QString& sentence)
{
    if (!has(Fault::NoStart))
        tts(talk, u"start"_s);
    talk.say({ { u"type"_s, u"llm"_s }, { u"emotion"_s, m_style.firstEmotion }, { u"text"_s, m_style.firstEmoji },
        { u"session_id"_s, talk.sessionId } });
    if (!has(Fault::NoStart))
        tts(talk, u"sentence_start"_s, sentence);
    if (has(Fault::DropsTcp) && !m_dropped) {
        talk.sound(m_voice.mid(0, m_voice.size() / 2), m_style.packetsAtOnce, m_style.sentFrameMs);
        talk.then([this] { m_dropped = true; });
        talk.drop();
        return;
    }
    talk.sound(m_voice, has(Fault::StopsEarly) ? int(m_voice.size()) : m_style.packetsAtOnce, m_style.sentFrameMs);
    if (m_style.endsSentences)
        tts(talk, u"sentence_end"_s, sentence);
    if (has(Fault::ClosesAfterAnswer)) {
        talk.wait(m_style.tailMs);
        talk.close();
        return;
    }
    talk.wait(has(Fault::StopsEarly) ? 0 : m_style.tailMs);
    tts(talk, u"stop"_s);
    talk.then([&talk] {
        talk.busy = false;
        talk.packetsOfUtterance = 0;
    });
}

void Peer::ask(PeerTalk& talk, int id, const QString& method, const QJsonObject& params) const
{
    QJsonObject payload { { u"jsonrpc"_s, u"2.0"_s }, { u"id"_s, id }, { u"method"_s, method } };
    if (!params.isEmpty()) // §7.2: left out rather than null
        payload.insert(u"params"_s, params);
    QJsonObject message { { u"type"_s, u"mcp"_s }, { u"payload"_s, payload } };
    if (m_style.namesSessionInTools)
        message.insert(u"session_id"_s, talk.sessionId);
    talk.say(message);
}

// §7.1
void Peer::startTools(PeerTalk& talk)
{
    talk.desk.wanted = true;
    talk.desk.onReply = [this, &talk](const QJsonObject& reply) {
        if (reply["result"_L1]["protocolVersion"_L1] != u"2024-11-05"_s)
            complain(u"initialize was answered oddly"_s);
        QTimer::singleShot(m_style.listsToolsAfterMs, &talk, [this, &talk] { listTools(talk); });
    };
    ask(talk, 1, u"initialize"_s,
        { { u"protocolVersion"_s, u"2024-11-05"_s },
            { u"capabilities"_s,
                QJsonObject { { u"roots"_s, QJsonObject { { u"listChanged"_s, true } } }, { u"sampling"_s, QJsonObject {} } } },
            { u"clientInfo"_s, QJsonObject { { u"name"_s, u"XiaozhiClient"_s }, { u"version"_s, u"1.0.0"_s } } } });
}

void Peer::listTools(PeerTalk& talk, const QString& cursor)
{
    talk.desk.onReply = [this, &talk](const QJsonObject& reply) {
        const QJsonObject result = reply["result"_L1].toObject();
        const QJsonArray page = result["tools"_L1].toArray();
        for (const auto& tool : page)
            talk.desk.tools.append(tool);
        const QString nextPage = result["nextCursor"_L1].toString();
        if (!nextPage.isEmpty()) {
            listTools(talk, nextPage); // §7.1: more pages, the same id
            return;
        }
        talk.desk.listed = true;
        if (talk.desk.tools.isEmpty())
            complain(u"no tools"_s);
    };
    ask(talk, 2, u"tools/list"_s, cursor.isEmpty() ? QJsonObject {} : QJsonObject { { u"cursor"_s, cursor } });
}

void Peer::callTool(PeerTalk& talk, const QString& heard)
{
    if (!talk.desk.listed) { // a language model takes its time
        QTimer::singleShot(50, &talk, [this, &talk, heard] { callTool(talk, heard); });
        return;
    }
    constexpr int volume = 40;
    // §5.3: the banner of a tool call is an `stt`.
    talk.say({ { u"type"_s, u"stt"_s }, { u"text"_s, u"% self_audio_speaker_set_volume"_s }, { u"session_id"_s, talk.sessionId } });
    talk.desk.onReply = [this, &talk](const QJsonObject& reply) {
        const QJsonObject result = reply["result"_L1].toObject();
        if (result["content"_L1].toArray().at(0)["text"_L1] == u"true"_s && result["isError"_L1] == QJsonValue(false))
            volumeSet = volume;
        else
            complain(u"the volume was not set"_s);
        speak(talk, u"The volume is %1 now."_s.arg(volume));
    };
    ask(talk, talk.desk.nextCall++, u"tools/call"_s,
        { { u"name"_s, u"self.audio_speaker.set_volume"_s }, { u"arguments"_s, QJsonObject { { u"volume"_s, volume } } } });
}

void Peer::onTools(PeerTalk& talk, const QJsonObject& payload)
{
    if (payload.contains("method"_L1) || !talk.desk.onReply)
        return; // §7.3: a request of the device is only logged
    const auto handle = std::exchange(talk.desk.onReply, {});
    handle(payload);
}

}

#include "moc_peer.cpp"
