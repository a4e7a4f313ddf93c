// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/otastub.h"
#include "support/peers/peertalk.h"
#include "support/wsstub.h"

#include <QFlags>

#include <memory>
#include <vector>

namespace myna::test {

// What a peer does wrong. Some do it always, and a test may ask any of them for it.
enum class Fault {
    ToolsBeforeHello = 1 << 0, // §4.2: `mcp` arrives before the server has said hello
    RefusesWith200 = 1 << 1, // §2.4: the version check says no, with HTTP status 200
    WrongAudioParams = 1 << 2, // §4.2: hello announces another rate and length than what is sent
    DropsTcp = 1 << 3, // §4.5: the stream ends without a close frame, once, in mid answer
    NoStart = 1 << 4, // speech without `tts` start (§12 no. 27 is one such case)
    StopsEarly = 1 << 5, // §9.2: `tts` stop comes with the last packet, while almost all of it waits to be played
    SoundBeforeHello = 1 << 6, // §3.6: a voice before hello
    PlainText = 1 << 7, // §4.1, §5.1: lines that are not JSON
    UnknownMessages = 1 << 8, // §3.7, §5.3: types and fields nobody else sends
    ClosesAfterAnswer = 1 << 9, // §5.4: an exit command is answered with a close, without `tts` stop
};
Q_DECLARE_FLAGS(Faults, Fault)
Q_DECLARE_OPERATORS_FOR_FLAGS(Faults)

// What differs from server to server in how it speaks.
struct PeerStyle
{
    bool namesSessionInTools = false; // §7: go includes session_id in `mcp`, srv omits it
    int listsToolsAfterMs = 1000; // §7.1
    int packetsAtOnce = 5; // §4.4
    int tailMs = 420; // §5.4: `tts` stop after the queue has drained
    bool endsSentences = false; // §5.4: only go sends sentence_end, with text and index in every tts
    QString firstEmotion = QStringLiteral("happy");
    QString firstEmoji = QStringLiteral("🙂");
    int sentRateHz = 24000; // §4.2: what really comes
    int sentFrameMs = 60;
};

// A XiaoZhi server on two loopback ports, one for the version check and one for the conversation. It hears by counting packets and answers
// with a tone of `answerPackets` packets; a question with the word "volume" makes it set the device's volume first.
class Peer : public QObject
{
    Q_OBJECT

public:
    static constexpr int answerPackets = 10; // of 60 ms
    static constexpr int utterancePackets = 16; // §5.2: 0.9 s is the least the reference server recognises

    ~Peer() override;

    [[nodiscard]] virtual QUrl otaUrl() const { return m_http.otaUrl(); }
    [[nodiscard]] QUrl webSocketUrl() const { return m_door.url(); }
    void add(Faults faults) { m_faults |= faults; }
    void offerMqtt(const QJsonObject& section) { m_mqtt = section; } // §2.4: what stands in the answer, if this server has a gateway
    [[nodiscard]] bool has(Fault fault) const { return m_faults.testFlag(fault); }

    // What has been seen.
    [[nodiscard]] const std::vector<std::unique_ptr<PeerTalk>>& talks() const { return m_talks; }
    [[nodiscard]] QList<OtaStub::Request> requests() const { return m_http.requests(); }
    [[nodiscard]] QStringList complaints() const { return m_complaints; } // what this server would not have taken from a device
    int volumeSet = -1; // by a tool call that was answered with true

protected:
    explicit Peer(const PeerStyle& style = {});

    virtual OtaStub::Answer onVersionCheck(const OtaStub::Request& request) = 0;
    virtual OtaStub::Answer onActivate(const OtaStub::Request& request);
    virtual QByteArray objection(const WsStub& door); // instead of the upgrade; nothing: welcome
    virtual void onConnected(PeerTalk& talk); // the upgrade is done
    virtual void onHello(PeerTalk& talk);
    virtual void onMessage(PeerTalk& talk, const QJsonObject& message);
    virtual void onNotJson(PeerTalk& talk, const QString& text);
    virtual QString sessionIdFor(const PeerTalk& talk) const;

    void welcome(PeerTalk& talk); // hello, then tools where the device has some
    void answer(PeerTalk& talk, const QString& heard);
    void speak(PeerTalk& talk, const QString& sentence);
    void startTools(PeerTalk& talk);
    void complain(const QString& what) { m_complaints.append(what); }
    [[nodiscard]] const PeerStyle& style() const { return m_style; }
    [[nodiscard]] const WsStub& door() const { return m_door; }
    [[nodiscard]] const QJsonObject& mqtt() const { return m_mqtt; }

    // `server_time` and `firmware` as all of them send it, then `more`.
    [[nodiscard]] OtaStub::Answer versionAnswer(const QJsonObject& more) const;
    static OtaStub::Answer json(const QJsonObject& body, int status = 200);
    [[nodiscard]] QJsonObject webSocketSection(const QString& token) const;

private:
    void admit();
    void onText(PeerTalk& talk, const QString& text);
    void onPacket(PeerTalk& talk, const QByteArray& packet);
    void onListen(PeerTalk& talk, const QJsonObject& message);
    void onTools(PeerTalk& talk, const QJsonObject& payload);
    void callTool(PeerTalk& talk, const QString& heard);
    void ask(PeerTalk& talk, int id, const QString& method, const QJsonObject& params = {}) const;
    void listTools(PeerTalk& talk, const QString& cursor = {});
    void tts(PeerTalk& talk, const QString& state, const QString& text = {}) const;

    PeerStyle m_style;
    Faults m_faults;
    OtaStub m_http;
    WsStub m_door;
    QJsonObject m_mqtt;
    QVector<QByteArray> m_voice;
    std::vector<std::unique_ptr<PeerTalk>> m_talks;
    QStringList m_complaints;
    bool m_dropped = false;
};

}
