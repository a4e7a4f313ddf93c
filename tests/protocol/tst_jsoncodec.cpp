// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/jsoncodec.h"
#include "protocol/timeline.h"
#include "protocol/wiredata.h"
#include "support/testcase.h"

#include <QJsonDocument>

using namespace myna;
using namespace myna::protocol;
using namespace Qt::Literals::StringLiterals;

class TstJsonCodec : public test::TestCase
{
    Q_OBJECT

private slots:
    void readsGoldenFrames_data();
    void readsGoldenFrames();
    void writesGoldenFrames_data();
    void writesGoldenFrames();
    void returnsWhatWasSent_data();
    void returnsWhatWasSent();
    void keepsAnUnknownTypeAsAValue();
    void refusesWithWhatAndWhere_data();
    void refusesWithWhatAndWhere();
    void takesNumbersAsDoublesAndNullAsAbsent();
    void leavesOutWhatIsEmpty();
    void boundsTheSize();
    void boundsTheNesting();
    void refusesEveryTruncation();
    void survivesNoise();
    void namesListenModes();
    void writesTimelines();
};

namespace {

const QString py = u""_s;
const QString fw = u"9d1c"_s;
const QString srv = u"4b6c5d0e-1f2a-4b3c-8d9e-0a1b2c3d4e5f"_s;
const QString go = u"device-a4_cf_12_0b_9e_31"_s;

QJsonObject parsed(const QByteArray& text)
{
    return QJsonDocument::fromJson(text).object();
}

AudioParams audio(int rateHz, int frameMs)
{
    return { u"opus"_s, rateHz, 1, frameMs };
}

Mcp mcpOf(const QString& file)
{
    return { parsed(test::wire(file)).value("payload"_L1).toObject() };
}

Iot iotOf(const QString& file)
{
    const QJsonObject json = parsed(test::wire(file));
    return { json.value("descriptors"_L1).toArray(), json.value("states"_L1).toArray(), json.value("commands"_L1).toArray() };
}

// The rows both golden tests share: these frames hold nothing that we do not keep.
void exactRows()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<Message>("message");
    const auto row = [](const char* file, const QString& session, const Body& body) {
        QTest::newRow(file) << QString::fromLatin1(file) + ".json"_L1 << Message { session, body };
    };
    row("firmware/listen_start_auto", fw, Listen { ListenState::Start, ListenMode::Auto, {} });
    row("firmware/listen_start_realtime", fw, Listen { ListenState::Start, ListenMode::Realtime, {} });
    row("firmware/listen_stop", fw, Listen { ListenState::Stop, {}, {} });
    row("firmware/listen_detect", fw, Listen { ListenState::Detect, {}, u"你好小智"_s });
    row("firmware/abort", fw, Abort {});
    row("firmware/abort_wake", fw, Abort { u"wake_word_detected"_s });
    row("firmware/goodbye", fw, Goodbye {});
    row("firmware/mcp_result", fw, mcpOf(u"firmware/mcp_result.json"_s));
    row("firmware/mcp_error", fw, mcpOf(u"firmware/mcp_error.json"_s));
    row("pyxiaozhi/hello", py, Hello { 1, u"websocket"_s, audio(16000, 20), { true, false }, {} });
    row("pyxiaozhi/listen_start_manual", py, Listen { ListenState::Start, ListenMode::Manual, {} });
    row("pyxiaozhi/listen_detect", py, Listen { ListenState::Detect, {}, u"what time is it"_s });
    row("pyxiaozhi/abort_wake", py, Abort { u"wake_word_detected"_s });
    row("pyxiaozhi/mcp_tool_error", py, mcpOf(u"pyxiaozhi/mcp_tool_error.json"_s));
    row("pythonserver/hello", srv, Hello { 1, u"websocket"_s, audio(24000, 60), {}, {} });
    row("pythonserver/stt", srv, Stt { u"what time is it"_s });
    row("pythonserver/llm", srv, Emotion { u"happy"_s, u"🙂"_s });
    row("pythonserver/tts_start", srv, Speech { SpeechState::Start, {} });
    row("pythonserver/tts_sentence_start", srv, Speech { SpeechState::SentenceStart, u"It is ten past nine."_s });
    row("pythonserver/tts_stop", srv, Speech { SpeechState::Stop, {} });
    row("pythonserver/iot_commands", {}, iotOf(u"pythonserver/iot_commands.json"_s));
    row("pythonserver/pong", {}, Pong { u"2025-10-09 10:40:00"_s });
    row("goserver/hello", go, Hello { 1, u"websocket"_s, audio(24000, 60), {}, {} });
    row("goserver/llm_thinking", go, Emotion { u"thinking"_s, u"🤔"_s });
}

}

void TstJsonCodec::readsGoldenFrames_data()
{
    exactRows();
    const auto row = [](const char* file, const QString& session, const Body& body) {
        QTest::newRow(file) << QString::fromLatin1(file) + ".json"_L1 << Message { session, body };
    };
    row("firmware/hello", {}, Hello { 1, u"websocket"_s, audio(16000, 60), { true, true }, {} });
    row("firmware/hello_udp", {}, Hello { 3, u"udp"_s, audio(16000, 60), { true, false }, {} });
    row("pyxiaozhi/iot_descriptors", py, iotOf(u"pyxiaozhi/iot_descriptors.json"_s));
    row("pyxiaozhi/iot_states", py, iotOf(u"pyxiaozhi/iot_states.json"_s));
    row("pythonserver/mcp_initialize", {}, mcpOf(u"pythonserver/mcp_initialize.json"_s));
    row("pythonserver/mcp_tools_list", {}, mcpOf(u"pythonserver/mcp_tools_list.json"_s));
    row("goserver/tts_start", go, Speech { SpeechState::Start, {} });
    row("goserver/tts_sentence_end", go, Speech { SpeechState::SentenceEnd, u"It is ten past nine."_s });
    row("browser/hello", {}, Hello { 1, u"websocket"_s, std::nullopt, { true, false }, {} });
    row("browser/listen_detect", {}, Listen { ListenState::Detect, ListenMode::Manual, u"hello"_s });
}

void TstJsonCodec::readsGoldenFrames()
{
    QFETCH(QString, file);
    QFETCH(Message, message);
    const Result<Message> decoded = decode(test::wire(file));
    QVERIFY2(decoded, decoded ? "" : qPrintable(decoded.error().text));
    QCOMPARE(*decoded, message);
}

void TstJsonCodec::writesGoldenFrames_data()
{
    exactRows();
}

void TstJsonCodec::writesGoldenFrames()
{
    QFETCH(QString, file);
    QFETCH(Message, message);
    QJsonObject golden = parsed(test::wire(file));
    QVERIFY(!golden.isEmpty());
    QCOMPARE(parsed(encode(message)), golden);
}

void TstJsonCodec::returnsWhatWasSent_data()
{
    QTest::addColumn<Message>("message");
    const QJsonObject udp { { u"server"_s, u"203.0.113.9"_s }, { u"port"_s, 8884 } };
    const QJsonArray things { QJsonObject { { u"name"_s, u"Lamp"_s } } };
    const AudioParams longest { u"opus"_s, 48000, 2, 120 };
    QTest::newRow("hello") << Message { u"s"_s, Hello { 3, u"udp"_s, longest, { true, true }, udp } };
    QTest::newRow("hello, bare") << Message { {}, Hello {} };
    QTest::newRow("goodbye") << Message { u"s"_s, Goodbye {} };
    QTest::newRow("listen") << Message { u"s"_s, Listen { ListenState::Detect, ListenMode::Auto, u"a \"quoted\" word\n"_s } };
    QTest::newRow("abort") << Message { {}, Abort { u"because"_s } };
    QTest::newRow("stt") << Message { u"s"_s, Stt { u"你好 🙂"_s } };
    QTest::newRow("stt, empty") << Message { u"s"_s, Stt {} };
    QTest::newRow("tts") << Message { u"s"_s, Speech { SpeechState::SentenceStart, {} } };
    QTest::newRow("llm") << Message { u"s"_s, Emotion { u"sad"_s, u"😔"_s } };
    QTest::newRow("mcp") << Message { u"s"_s, Mcp { { { u"jsonrpc"_s, u"2.0"_s } } } };
    QTest::newRow("iot") << Message { u"s"_s, Iot { things, things, things } };
    QTest::newRow("system") << Message { {}, System { u"reboot"_s } };
    QTest::newRow("alert") << Message { {}, Alert { u"warning"_s, u"hot"_s, u"sad"_s } };
    QTest::newRow("custom") << Message { {}, Custom { { { u"a"_s, 1 } } } };
    QTest::newRow("ping") << Message { {}, Ping {} };
    QTest::newRow("pong") << Message { {}, Pong { u"now"_s } };
    QTest::newRow("error") << Message { {}, Failure { u"bad_frame"_s, u"what?"_s } };
    QTest::newRow("unknown") << Message { u"s"_s, Unknown { u"weather"_s } };
}

void TstJsonCodec::returnsWhatWasSent()
{
    QFETCH(Message, message);
    const Result<Message> decoded = decode(encode(message));
    QVERIFY2(decoded, decoded ? "" : qPrintable(decoded.error().text));
    QCOMPARE(*decoded, message);
}

void TstJsonCodec::keepsAnUnknownTypeAsAValue()
{
    const Result<Message> decoded = decode(R"({"type":"server","action":{"state":7},"session_id":"x"})");
    QVERIFY(decoded);
    QCOMPARE(*decoded, (Message { u"x"_s, Unknown { u"server"_s } }));
}

void TstJsonCodec::refusesWithWhatAndWhere_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("mentions");
    QTest::newRow("not JSON") << test::wire(u"pythonserver/auth_failed.txt"_s) << u"not JSON"_s;
    QTest::newRow("nothing") << QByteArray() << u"not JSON"_s;
    QTest::newRow("a list") << QByteArray("[1,2]") << u"not an object"_s;
    QTest::newRow("broken UTF-8") << QByteArray("{\"type\":\"stt\",\"text\":\"\xff\xfe\"}") << u"not JSON"_s;
    QTest::newRow("no type") << QByteArray(R"({"text":"a"})") << u"type is missing"_s;
    QTest::newRow("type is null") << QByteArray(R"({"type":null})") << u"type is missing"_s;
    QTest::newRow("type is a number") << QByteArray(R"({"type":1})") << u"type must be text"_s;
    QTest::newRow("type is empty") << QByteArray(R"({"type":""})") << u"type"_s;
    QTest::newRow("session is a number") << QByteArray(R"({"type":"ping","session_id":5})") << u"session_id must be text"_s;
    QTest::newRow("listen without state") << QByteArray(R"({"type":"listen","mode":"auto"})") << u"listen.state is missing"_s;
    QTest::newRow("listen in a strange state") << QByteArray(R"({"type":"listen","state":"maybe %1"})") << u"“maybe %1”"_s;
    QTest::newRow("listen in a strange mode") << QByteArray(R"({"type":"listen","state":"start","mode":"loud"})") << u"listen.mode"_s;
    QTest::newRow("tts without state") << QByteArray(R"({"type":"tts"})") << u"tts.state is missing"_s;
    QTest::newRow("stt without text") << QByteArray(R"({"type":"stt"})") << u"stt.text is missing"_s;
    QTest::newRow("stt text is an object") << QByteArray(R"({"type":"stt","text":{}})") << u"stt.text must be text"_s;
    QTest::newRow("mcp as text") << QByteArray(R"({"type":"mcp","payload":"{}"})") << u"mcp.payload must be an object"_s;
    QTest::newRow("mcp without payload") << QByteArray(R"({"type":"mcp"})") << u"mcp.payload is missing"_s;
    QTest::newRow("iot of numbers") << QByteArray(R"({"type":"iot","states":[1]})") << u"iot.states must be a list"_s;
    QTest::newRow("iot not a list") << QByteArray(R"({"type":"iot","commands":{}})") << u"iot.commands must be a list"_s;
    QTest::newRow("44.1 kHz") << QByteArray(R"({"type":"hello","audio_params":{"sample_rate":44100}})")
                              << u"hello.audio_params.sample_rate has a value that is not allowed: “44100”"_s;
    QTest::newRow("rate as text") << QByteArray(R"({"type":"hello","audio_params":{"sample_rate":"16000"}})") << u"must be a number"_s;
    QTest::newRow("rate huge") << QByteArray(R"({"type":"hello","audio_params":{"sample_rate":1e300}})") << u"sample_rate"_s;
    QTest::newRow("frame too short") << QByteArray(R"({"type":"hello","audio_params":{"frame_duration":5}})") << u"frame_duration"_s;
    QTest::newRow("frame too long") << QByteArray(R"({"type":"hello","audio_params":{"frame_duration":121}})") << u"frame_duration"_s;
    QTest::newRow("half a frame") << QByteArray(R"({"type":"hello","audio_params":{"frame_duration":20.5}})") << u"frame_duration"_s;
    QTest::newRow("surround") << QByteArray(R"({"type":"hello","audio_params":{"channels":6}})") << u"channels"_s;
    QTest::newRow("audio is a list") << QByteArray(R"({"type":"hello","audio_params":[]})") << u"hello.audio_params must be an object"_s;
    QTest::newRow("framing 9") << QByteArray(R"({"type":"hello","version":9})") << u"hello.version"_s;
    QTest::newRow("mcp feature as text") << QByteArray(R"({"type":"hello","features":{"mcp":"yes"}})")
                                         << u"hello.features.mcp must be true or false"_s;
}

void TstJsonCodec::refusesWithWhatAndWhere()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, mentions);
    const Result<Message> decoded = decode(text);
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().code, Error::Code::Invalid);
    QVERIFY2(decoded.error().text.contains(mentions), qPrintable(decoded.error().text));
}

void TstJsonCodec::takesNumbersAsDoublesAndNullAsAbsent()
{
    const Result<Message> decoded = decode(R"({"type":"hello","version":1.0,"session_id":null,"features":null,"udp":null,)"
                                           R"("audio_params":{"sample_rate":2.4e4,"frame_duration":60.0}})");
    QVERIFY(decoded);
    QCOMPARE(*decoded, (Message { {}, Hello { 1, u"websocket"_s, audio(24000, 60), {}, {} } }));
}

void TstJsonCodec::leavesOutWhatIsEmpty()
{
    QCOMPARE(encode({ {}, Ping {} }), QByteArray(R"({"type":"ping"})"));
    QCOMPARE(parsed(encode({ {}, Hello {} })).keys(), (QStringList { u"transport"_s, u"type"_s, u"version"_s }));
    QCOMPARE(parsed(encode({ {}, Abort {} })).keys(), (QStringList { u"session_id"_s, u"type"_s }));
    QCOMPARE(parsed(encode({ {}, Stt {} })).keys(), (QStringList { u"text"_s, u"type"_s }));
    const Iot states { {}, { QJsonObject { { u"name"_s, u"Lamp"_s } } }, {} };
    QCOMPARE(parsed(encode({ u"s"_s, states })).keys(), (QStringList { u"session_id"_s, u"states"_s, u"type"_s, u"update"_s }));
    QCOMPARE(parsed(encode({ u"s"_s, states })).value("update"_L1), QJsonValue(true));
}

void TstJsonCodec::boundsTheSize()
{
    const QByteArray head = R"({"type":"stt","text":")";
    const QByteArray fits = head + QByteArray(maxTextBytes - head.size() - 2, 'x') + "\"}";
    QCOMPARE(fits.size(), maxTextBytes);
    QVERIFY(decode(fits));
    const Result<Message> over = decode(fits + ' ');
    QVERIFY(!over);
    QCOMPARE(over.error().code, Error::Code::Invalid);
    QVERIFY(over.error().text.contains(QString::number(maxTextBytes)));
}

void TstJsonCodec::boundsTheNesting()
{
    const QByteArray deep = R"({"type":"custom","payload":)" + QByteArray(100000, '[') + QByteArray(100000, ']') + '}';
    QVERIFY(!decode(deep));
}

void TstJsonCodec::refusesEveryTruncation()
{
    const QStringList files = test::wireFrames();
    QVERIFY(files.size() > 20);
    for (const QString& file : files) {
        const QByteArray golden = test::wire(file);
        for (qsizetype size = 0; size < golden.size(); ++size)
            QVERIFY2(!decode(golden.left(size)), qPrintable(file));
    }
}

void TstJsonCodec::survivesNoise()
{
    QRandomGenerator random(20261120);
    const QStringList files = test::wireFrames();
    for (int round = 0; round < 20000; ++round) {
        const QByteArray golden = test::wire(files.at(random.bounded(int(files.size()))));
        const Result<Message> decoded = decode(round % 4 ? test::damaged(golden, random) : test::noise(random, 200));
        if (decoded)
            QVERIFY(decode(encode(*decoded)));
        else
            QCOMPARE(decoded.error().code, Error::Code::Invalid);
    }
}

void TstJsonCodec::namesListenModes()
{
    for (ListenMode mode : { ListenMode::Auto, ListenMode::Manual, ListenMode::Realtime })
        QCOMPARE(listenModeFromName(QString(listenModeName(mode))), mode);
    QCOMPARE(listenModeName(ListenMode::Realtime), "realtime"_L1);
    QVERIFY(!listenModeFromName(u"AUTO"));
    QVERIFY(!listenModeFromName(u""));
}

void TstJsonCodec::writesTimelines()
{
    QCOMPARE(toJson({}), QJsonObject());
    const Timeline timeline { 180, 210, {}, 0, 320, 4200 };
    QCOMPARE(toJson(timeline),
        (QJsonObject { { u"recognised"_s, 180 }, { u"first_token"_s, 210 }, { u"first_audio"_s, 0 }, { u"first_packet"_s, 320 },
            { u"stop"_s, 4200 } }));
    QVERIFY(QDebug::toString(Message { u"s"_s, Stt { u"hi"_s } }).contains(u"stt"));
}

QTEST_GUILESS_MAIN(TstJsonCodec)
#include "tst_jsoncodec.moc"
