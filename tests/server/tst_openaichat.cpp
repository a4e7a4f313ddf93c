// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chatconformance.h"
#include "server/engines/chat/openaichat.h"
#include "server/engines/chat/openaireader.h"
#include "server/engines/net/enginenetwork.h"
#include "support/apis/modelstub.h"
#include "support/testcase.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;
using namespace std::chrono_literals;

namespace {

using Entry = ChatLog::Entry;

const QString key = u"sk-very-secret-0123456789"_s;
const QString question = u"my secret question"_s;

mcp::ToolSpec tool(const QString& name, bool userOnly = false)
{
    mcp::ToolSpec spec;
    spec.name = name;
    spec.description = u"What %1 does."_s.arg(name);
    spec.arguments += mcp::Argument { .name = u"value"_s, .type = mcp::ArgumentType::Text };
    spec.userOnly = userOnly;
    return spec;
}

EngineSpec specFor(const QUrl& url, QJsonObject settings = {})
{
    settings.insert(u"base_url"_s, url.toString());
    if (!settings.contains("model_name"_L1))
        settings.insert(u"model_name"_s, u"stub"_s);
    settings.insert(u"api_key"_s, key);
    return { EngineKind::Chat, u"Stub"_s, u"openai"_s, settings };
}

// One conversation with the stub.
struct Partner
{
    explicit Partner(OpenAiStub& stub, QJsonObject settings = {}, RemoteChatOptions options = {})
    {
        options.now = [] { return QDateTime(QDate(2026, 11, 21), QTime(9, 5)); };
        options.restWished = [this](std::chrono::milliseconds time) { rest = time; };
        chat = makeOpenAiChat(specFor(stub.http().url(u"/v1/"_s), std::move(settings)), network, options);
        log = std::make_unique<ChatLog>(*chat);
        QObject::connect(chat.get(), &Chat::failed, chat.get(), [this](TurnId, const Error& e) { error = e; });
    }
    bool ask(const QVector<mcp::ToolSpec>& tools = {}, const QString& words = question)
    {
        turn = turn.next();
        error.reset();
        chat->ask(turn, conversationOf(words), tools);
        // A loop of its own: QTest's looks only every 10 ms, and the stub writes a byte each time.
        QEventLoop loop;
        QObject::connect(chat.get(), &Chat::finished, &loop, &QEventLoop::quit);
        QObject::connect(chat.get(), &Chat::failed, &loop, &QEventLoop::quit);
        QTimer::singleShot(10s, &loop, &QEventLoop::quit);
        loop.exec();
        return log->count(Entry::Finished, turn) + log->count(Entry::Failed, turn) > 0;
    }
    EngineNetwork network;
    std::unique_ptr<Chat> chat;
    std::unique_ptr<ChatLog> log;
    std::optional<Error> error;
    std::optional<std::chrono::milliseconds> rest;
    TurnId turn;
};

// A piece of a call, with what is not empty.
QJsonObject part(const QJsonValue& index, const QString& id, const QString& name, const QJsonValue& arguments)
{
    QJsonObject function { { u"arguments"_s, arguments } };
    if (!name.isEmpty())
        function.insert(u"name"_s, name);
    QJsonObject call { { u"function"_s, function } };
    if (index.isDouble())
        call.insert(u"index"_s, index);
    if (!id.isEmpty())
        call.insert(u"id"_s, id);
    return call;
}

ApiStub::Answer withText(const QByteArray& text)
{
    return { 200, "text/event-stream", {}, { text } };
}

}

Q_DECLARE_METATYPE(myna::Error::Code)
Q_DECLARE_METATYPE(myna::test::ApiStub::Answer)

class TstOpenAiChat : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void asksAsTheApiSays()
    {
        OpenAiStub stub;
        Partner partner(stub,
            { { u"temperature"_s, u"0.5"_s }, { u"max_tokens"_s, 300 }, { u"top_p"_s, 0.9 }, { u"frequency_penalty"_s, u""_s },
                { u"extra_body"_s, QJsonObject { { u"seed"_s, 7 } } },
                { u"headers"_s, QJsonObject { { u"X-Team"_s, u"home"_s }, { u"Host"_s, u"evil"_s }, { u"X-Bad"_s, u"a\r\nb"_s } } } });
        Conversation conversation = conversationOf(question, u"You are a pirate."_s);
        conversation.memory = u"The cat is called Tom."_s;
        conversation.utterances.prepend({ Utterance::Speaker::Assistant, u"Hello."_s });
        partner.chat->ask(
            { 1 }, conversation, { tool(u"self.lamp.set"_s), tool(u"self_lamp_set"_s), tool(u"照明"_s), tool(u"for.people"_s, true) });
        QTRY_COMPARE(partner.log->count(Entry::Finished, { 1 }), 1);
        QCOMPARE(stub.complaints(), QStringList());
        const ApiStub::Request& request = stub.http().requests().first();
        QCOMPARE(request.path, "/v1/chat/completions");
        QCOMPARE(request.headers.value("authorization"), "Bearer " + key.toLatin1());
        QCOMPARE(request.headers.value("accept"), "text/event-stream");
        QCOMPARE(request.headers.value("x-team"), "home");
        QVERIFY(request.headers.value("host").startsWith("127.0.0.1"));
        QVERIFY(!request.headers.contains("x-bad"));
        const QJsonObject body = request.json();
        QCOMPARE(body["stream"_L1], true);
        QCOMPARE(body["model"_L1], u"stub"_s);
        QCOMPARE(body["temperature"_L1], 0.5);
        QCOMPARE(body["max_tokens"_L1], 300);
        QCOMPARE(body["top_p"_L1], 0.9);
        QVERIFY(!body.contains("frequency_penalty"_L1));
        QVERIFY(!body.contains("thinking"_L1) && !body.contains("enable_thinking"_L1));
        QCOMPARE(body["seed"_L1], 7);

        const QJsonArray messages = body["messages"_L1].toArray();
        QCOMPARE(messages.size(), 3);
        const QString system = messages[0]["content"_L1].toString();
        QVERIFY(system.startsWith(u"You are a pirate."_s) && system.contains(u"Tom"_s) && system.contains(u"English"_s));
        QVERIFY(system.contains(u"21 November 2026"_s) && system.contains(u"09:05"_s));
        QCOMPARE(messages[1]["role"_L1], u"assistant"_s);
        QCOMPARE(messages[2]["content"_L1], question);

        QStringList names;
        const QJsonArray tools = body["tools"_L1].toArray();
        for (const auto one : tools)
            names += one["function"_L1]["name"_L1].toString();
        QCOMPARE(names, (QStringList { u"self_lamp_set"_s, u"self_lamp_set_2"_s, u"__"_s }));
        QCOMPARE(tools[0]["function"_L1]["parameters"_L1]["properties"_L1]["value"_L1]["type"_L1], u"string"_s);
    }

    void switchesThoughtsOffWhereTheyAre_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("expected");
        const QByteArray typed = R"({"type":"disabled"})";
        QTest::newRow("aliyun") << u"https://dashscope.aliyuncs.com/compatible-mode/v1"_s << QByteArray("false");
        QTest::newRow("deepseek") << u"https://api.deepseek.com"_s << typed;
        QTest::newRow("bigmodel") << u"https://open.bigmodel.cn/api/paas/v4/"_s << typed;
        QTest::newRow("moonshot") << u"https://api.moonshot.cn/v1"_s << typed;
        QTest::newRow("volces") << u"https://ark.cn-beijing.volces.com/api/v3"_s << typed;
        QTest::newRow("openai") << u"https://api.openai.com/v1"_s << QByteArray();
        QTest::newRow("in the path only") << u"http://127.0.0.1/deepseek/v1"_s << QByteArray();
    }

    void switchesThoughtsOffWhereTheyAre()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, expected);
        const OpenAiPlace place = OpenAiPlace::of(specFor(QUrl(url)));
        const QJsonValue flag = place.common["enable_thinking"_L1];
        const QByteArray found
            = flag.isBool() ? QByteArray("false") : QJsonDocument(place.common["thinking"_L1].toObject()).toJson(QJsonDocument::Compact);
        QCOMPARE(found == "{}" ? QByteArray() : found, expected);
        const OpenAiPlace wished = OpenAiPlace::of(specFor(QUrl(url), { { u"thinking"_s, true } }));
        QVERIFY(!wished.common.contains("thinking"_L1) && !wished.common.contains("enable_thinking"_L1));
    }

    void knowsItsAddresses_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("url");
        QTest::newRow("plain") << u"openai"_s << u"https://a.example/v1"_s << u"https://a.example/v1/chat/completions"_s;
        QTest::newRow("slashes") << u"openai"_s << u"https://a.example/v1//"_s << u"https://a.example/v1/chat/completions"_s;
        QTest::newRow("whole") << u"openai"_s << u"https://a.example/v1/chat/completions"_s << u"https://a.example/v1/chat/completions"_s;
        QTest::newRow("query") << u"openai"_s << u"https://a.example/v1?v=2"_s << u"https://a.example/v1/chat/completions?v=2"_s;
        QTest::newRow("xinference") << u"xinference"_s << u"http://localhost:9997"_s << u"http://localhost:9997/v1/chat/completions"_s;
        QTest::newRow("gemini") << u"gemini"_s << u""_s << u"https://generativelanguage.googleapis.com/v1beta/openai/chat/completions"_s;
    }

    void knowsItsAddresses()
    {
        QFETCH(QString, type);
        QFETCH(QString, base);
        QFETCH(QString, url);
        EngineSpec spec { EngineKind::Chat, u"X"_s, type, { { u"url"_s, base }, { u"model"_s, u"m"_s } } };
        QCOMPARE(OpenAiPlace::of(spec).url.toString(), url);
        QCOMPARE(wrongInOpenAi(spec), QString());
    }

    void saysWhatIsWrongWithItsSettings_data()
    {
        QTest::addColumn<QJsonObject>("settings");
        QTest::addColumn<QString>("part");
        const QString base = u"https://a.example"_s;
        QTest::newRow("no address") << QJsonObject { { u"model"_s, u"m"_s } } << u"base_url"_s;
        QTest::newRow("no web address") << QJsonObject { { u"url"_s, u"ftp://a"_s }, { u"model"_s, u"m"_s } } << u"http://"_s;
        QTest::newRow("password") << QJsonObject { { u"url"_s, u"https://u:p@a.example"_s }, { u"model"_s, u"m"_s } } << u"password"_s;
        QTest::newRow("no model") << QJsonObject { { u"url"_s, base } } << u"model_name"_s;
        QTest::newRow("key to fill in") << QJsonObject { { u"url"_s, base }, { u"model"_s, u"m"_s }, { u"api_key"_s, u"你的密钥"_s } }
                                        << u"api_key"_s;
    }

    void saysWhatIsWrongWithItsSettings()
    {
        QFETCH(QJsonObject, settings);
        QFETCH(QString, part);
        const EngineSpec spec { EngineKind::Chat, u"MyLLM"_s, u"openai"_s, settings };
        const QString wrong = wrongInOpenAi(spec);
        QVERIFY2(wrong.contains(part) && wrong.contains("MyLLM"_L1), qPrintable(wrong));
        QVERIFY(!wrong.contains(u"你的"_s));
        EngineNetwork network;
        const auto chat = makeOpenAiChat(spec, network);
        ChatLog log(*chat);
        log.inside = true;
        chat->ask({ 1 }, conversationOf(question), {});
        log.inside = false;
        QTRY_COMPARE(log.count(Entry::Failed, { 1 }), 1);
        QCOMPARE(log.entries.front().text, wrong);
        QCOMPARE(log.fromInside, 0);
    }

    void readsEverySplit_data()
    {
        QTest::addColumn<QByteArray>("stream");
        const QByteArray stream
            = joined(OpenAiStub::stream({ { u"<think>hm</think>Good "_s, u"day, 你好 😀"_s, u"!"_s }, {}, u"thoughts"_s }));
        QTest::newRow("LF") << stream;
        QTest::newRow("CR LF") << QByteArray(stream).replace('\n', "\r\n");
        QTest::newRow("no DONE") << QByteArray(stream).replace("data: [DONE]\n\n", "");
        QTest::newRow("no last end") << QByteArray(stream).replace("[DONE]\n\n", "[DONE]");
        QTest::newRow("with comments") << QByteArray(stream).replace("data: {", ": PROCESSING\n\ndata: {");
    }

    void readsEverySplit()
    {
        QFETCH(QByteArray, stream);
        const auto check = [](const QList<QByteArray>& pieces) {
            OpenAiReader reader { QUrl(u"http://h/"_s) };
            AnswerFilter filter;
            reader.begin("text/event-stream");
            QString words;
            int overs = 0;
            const auto take = [&](const ChatReader::Piece& piece) {
                words += filter.put(piece.text);
                overs += piece.over;
                QVERIFY(!piece.error);
            };
            for (const QByteArray& piece : pieces)
                take(reader.put(piece));
            take(reader.end());
            QCOMPARE(words + filter.end(), u"Good day, 你好 😀!"_s);
            QCOMPARE(overs, 1);
        };
        for (qsizetype i = 0; i <= stream.size(); ++i)
            check({ stream.left(i), stream.mid(i) });
        check(ApiStub::byteByByte(stream));
    }

    void streamsThroughARealServer_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("byte by byte") << 0;
        QTest::newRow("packed") << 1;
        QTest::newRow("until the end of the connection") << 2;
        QTest::newRow("with another content type") << 3;
        QTest::newRow("with none") << 4;
    }

    void streamsThroughARealServer()
    {
        QFETCH(int, way);
        OpenAiStub stub;
        stub.onQuestion([](const QJsonObject&) { return ModelWords { { u"One. "_s, u"Two 你好. "_s, u"Three."_s }, {}, u"hm"_s }; });
        stub.onAnswer([&](ApiStub::Answer answer) {
            if (way == 0)
                answer.pieces = ApiStub::byteByByte(joined(answer));
            if (way == 1) {
                answer.pieces = { ApiStub::gzipped(joined(answer)) };
                answer.headers = { { "Content-Encoding", "gzip" } };
            }
            answer.closes = way == 2;
            if (way >= 3)
                answer.contentType = way == 3 ? "text/plain" : "";
            return answer;
        });
        Partner partner(stub);
        QVERIFY(partner.ask());
        QVERIFY2(!partner.error, qPrintable(partner.error ? partner.error->text : QString()));
        QCOMPARE(partner.log->words(partner.turn), u"One. Two 你好. Three."_s);
    }

    void takesAnAnswerThatIsNotStreamed()
    {
        OpenAiStub stub;
        stub.onAnswer([](const ApiStub::Answer&) {
            return ApiStub::Answer { 200, "application/json", {},
                { R"({"choices":[{"message":{"role":"assistant","content":"Whole."}}]})" } };
        });
        Partner partner(stub);
        QVERIFY(partner.ask());
        QCOMPARE(partner.log->words(partner.turn), u"Whole."_s);
    }

    void firstWordsComeWhileTheModelSpeaks()
    {
        OpenAiStub stub;
        stub.onAnswer([](ApiStub::Answer answer) {
            answer.pieces = { OpenAiStub::event({ { u"content"_s, u"First"_s } }) };
            answer.end = ApiStub::End::Held;
            return answer;
        });
        Partner partner(stub);
        partner.chat->ask({ 1 }, conversationOf(question), {});
        QTRY_COMPARE(partner.log->words({ 1 }), u"First"_s);
        QCOMPARE(partner.log->count(Entry::Finished, { 1 }), 0);
    }

    void joinsParallelCalls()
    {
        OpenAiStub stub;
        const QJsonObject first { { u"value"_s, u"one 你好 \"quoted\""_s } };
        const QJsonObject second { { u"value"_s, u"two"_s } };
        stub.onQuestion([&](const QJsonObject& request) {
            const QJsonArray messages = request["messages"_L1].toArray();
            if (messages.size() == 2)
                return ModelWords { { u"Let me see. "_s }, { { u"a_first"_s, first }, { u"b"_s, second } } };
            QStringList answers;
            for (const auto message : messages) {
                if (message["role"_L1] == "tool"_L1)
                    answers += message["content"_L1].toString();
            }
            return ModelWords { { answers.join(u'+') } };
        });
        Partner partner(stub);
        partner.chat->ask({ 1 }, conversationOf(question), { tool(u"a.first"_s), tool(u"b"_s) });
        QTRY_COMPARE(partner.log->count(Entry::Call, { 1 }), 2);
        const ToolCall a = partner.log->entries[1].call;
        const ToolCall b = partner.log->entries[2].call;
        QCOMPARE(a.name, u"a.first"_s);
        QCOMPARE(a.arguments, first);
        QCOMPARE(b.arguments, second);
        QVERIFY(a.id != b.id);
        // The second is ready first; the model gets both in the order it asked.
        partner.chat->toolAnswered({ 1 }, b.id, u"B"_s);
        QCOMPARE(stub.http().requests().size(), 1);
        partner.chat->toolAnswered({ 1 }, a.id, Error { Error::Code::Refused, u"It is locked."_s });
        QTRY_COMPARE(partner.log->count(Entry::Finished, { 1 }), 1);
        QCOMPARE(partner.log->words({ 1 }), u"Let me see. Error: It is locked.+B"_s);
        QCOMPARE(stub.complaints(), QStringList());
        QCOMPARE(stub.http().acceptedSockets(), 1); // the second round uses the connection of the first
    }

    void bearsOddCalls_data()
    {
        QTest::addColumn<QByteArray>("deltas");
        QTest::addColumn<QStringList>("calls"); // name and value
        const QStringList both { u"a 1"_s, u"b 2"_s };
        const QString one = u"{\"value\":\"1\"}"_s;
        const QString two = u"{\"value\":\"2\"}"_s;
        const QJsonValue none;
        const auto event = [](const QJsonArray& calls) { return OpenAiStub::event({ { u"tool_calls"_s, calls } }); };
        QTest::newRow("no index") << event({ part(none, u"x"_s, u"a"_s, one.left(5)) }) + event({ part(none, {}, {}, one.mid(5)) })
                + event({ part(none, u"y"_s, u"b"_s, two) })
                                  << both;
        QTest::newRow("always index 0") << event({ part(0, u"x"_s, u"a"_s, one) }) + event({ part(0, u"y"_s, u"b"_s, two) }) << both;
        QTest::newRow("same ids") << event({ part(0, u"x"_s, u"a"_s, one) }) + event({ part(1, u"x"_s, u"b"_s, two) }) << both;
        QTest::newRow("no ids") << event({ part(0, {}, u"a"_s, one), part(1, {}, u"b"_s, two) }) << both;
        QTest::newRow("objects") << event({ part(0, u"x"_s, u"a"_s, QJsonObject { { u"value"_s, u"1"_s } }),
            part(1, u"y"_s, u"b"_s, QJsonObject { { u"value"_s, u"2"_s } }) })
                                 << both;
        QTest::newRow("id repeated in every piece") << event({ part(0, u"x"_s, u"a"_s, one.left(5)) })
                + event({ part(0, u"x"_s, u"a"_s, one.mid(5)) }) + event({ part(1, u"y"_s, u"b"_s, two) })
                                                    << both;
        QTest::newRow("written as text") << OpenAiStub::event(
            { { u"content"_s, u"<tool_call>{\"name\":\"a\",\"arguments\":%1}</tool_call>"_s.arg(one) } })
                                         << QStringList { u"a 1"_s };
        QTest::newRow("unknown and broken ones")
            << event({ part(0, u"x"_s, u"rm"_s, u"{}"_s), part(1, u"y"_s, u"b"_s, two.left(5)), part(2, u"z"_s, u"a"_s, one) })
            << QStringList { u"rm "_s, u"a 1"_s }; // what was not offered is refused by whoever is asked
    }

    void bearsOddCalls()
    {
        QFETCH(QByteArray, deltas);
        QFETCH(QStringList, calls);
        OpenAiStub stub;
        bool asked = false;
        stub.onAnswer(
            [&](const ApiStub::Answer& answer) { return std::exchange(asked, true) ? answer : withText(deltas + "data: [DONE]\n\n"); });
        Partner partner(stub);
        QStringList called;
        partner.log->then = [&](const Entry& entry) {
            if (entry.kind == Entry::Call) {
                called += entry.call.name + u' ' + entry.call.arguments["value"_L1].toString();
                partner.chat->toolAnswered(entry.turn, entry.call.id, u"ok"_s);
            }
        };
        QVERIFY(partner.ask({ tool(u"a"_s), tool(u"b"_s) }));
        QVERIFY2(!partner.error, qPrintable(partner.error ? partner.error->text : QString()));
        QCOMPARE(called, calls);
        QCOMPARE(stub.complaints(), QStringList()); // ids fit, whatever came
        QCOMPARE(stub.http().requests().size(), 2);
    }

    void roundsAreLimited()
    {
        OpenAiStub stub;
        stub.onQuestion([](const QJsonObject& request) {
            return request.contains("tools"_L1) ? ModelWords { {}, { { u"a"_s, { { u"value"_s, u"again"_s } } } } }
                                                : ModelWords { { u"Enough."_s } };
        });
        Partner partner(stub);
        partner.log->then = [&](const Entry& entry) {
            if (entry.kind == Entry::Call)
                partner.chat->toolAnswered(entry.turn, entry.call.id, u"ok"_s);
        };
        QVERIFY(partner.ask({ tool(u"a"_s) }));
        QCOMPARE(partner.log->count(Entry::Call, partner.turn), 5);
        QCOMPARE(partner.log->words(partner.turn), u"Enough."_s);
        QCOMPARE(stub.http().requests().size(), 6);
        QCOMPARE(stub.complaints(), QStringList());
    }

    void aModelThatOnlyCallsFailsInWords()
    {
        OpenAiStub stub;
        stub.onQuestion([](const QJsonObject&) { return ModelWords { {}, { { u"a"_s, {} } } }; });
        Partner partner(stub);
        partner.log->then = [&](const Entry& entry) {
            if (entry.kind == Entry::Call)
                partner.chat->toolAnswered(entry.turn, entry.call.id, u"ok"_s);
        };
        QVERIFY(partner.ask({ tool(u"a"_s) }));
        QVERIFY(partner.error && partner.error->text.contains(u"empty answer"_s));
    }

    void failsInPlainWords_data()
    {
        QTest::addColumn<ApiStub::Answer>("answer");
        QTest::addColumn<Error::Code>("code");
        QTest::addColumn<QString>("words"); // said before
        const QByteArray half = OpenAiStub::event({ { u"content"_s, u"Half "_s } });
        const auto json = [](int status) {
            return ApiStub::Answer { status, "application/json", {},
                { "{\"error\":{\"message\":\"" + key.toLatin1() + " " + question.toLatin1() + "\"}}" } };
        };
        QTest::newRow("401") << json(401) << Error::Code::Refused << u""_s;
        QTest::newRow("404") << json(404) << Error::Code::NotFound << u""_s;
        QTest::newRow("429") << json(429) << Error::Code::Unavailable << u""_s;
        QTest::newRow("500") << json(500) << Error::Code::Unavailable << u""_s;
        QTest::newRow("cut") << ApiStub::Answer { 200, "text/event-stream", {}, { half }, ApiStub::End::Cut } << Error::Code::Network
                             << u"Half "_s;
        QTest::newRow("ended early") << withText(half) << Error::Code::Network << u"Half "_s;
        QTest::newRow("malformed") << withText(half + "data: {\"choices\":[\n\n") << Error::Code::Protocol << u"Half "_s;
        QTest::newRow("not an object") << withText("data: 7\n\n") << Error::Code::Protocol << u""_s;
        QTest::newRow("fault in the stream") << withText(
            half + "data: {\"error\":{\"message\":\"" + key.toLatin1() + "\",\"code\":\"overloaded\"}}\n\n")
                                             << Error::Code::Unavailable << u"Half "_s;
        QTest::newRow("nothing") << withText("") << Error::Code::Protocol << u""_s;
        QTest::newRow("only comments") << withText(": ping\n\n: ping\n\n") << Error::Code::Protocol << u""_s;
        QTest::newRow("a web page") << ApiStub::Answer { 200, "text/html", {}, { "<html>log in</html>" } } << Error::Code::Protocol
                                    << u""_s;
        QTest::newRow("malformed whole") << ApiStub::Answer { 200, "application/json", {}, { "{\"choices\":" } } << Error::Code::Protocol
                                         << u""_s;
        QTest::newRow("empty answer") << withText(OpenAiStub::event({}, u"stop"_s) + "data: [DONE]\n\n") << Error::Code::Protocol << u""_s;
        QTest::newRow("thoughts only") << withText(
            OpenAiStub::event({ { u"content"_s, u"<think>hm"_s } }, u"length"_s) + "data: [DONE]\n\n")
                                       << Error::Code::Protocol << u""_s;
        QTest::newRow("an endless line") << ApiStub::Answer { 200, "text/event-stream", {}, { "data: ", QByteArray(60000, 'x') },
            ApiStub::End::Endless } << Error::Code::Protocol
                                         << u""_s;
        QTest::newRow("endless thoughts") << ApiStub::Answer { 200, "text/event-stream", {},
            { OpenAiStub::event({ { u"reasoning_content"_s, QString(60000, u'x') } }) }, ApiStub::End::Endless }
                                          << Error::Code::Protocol << u""_s;
        QTest::newRow("endless arguments") << ApiStub::Answer { 200, "text/event-stream", {},
            { "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"a\",\"arguments\":\""
                + QByteArray(60000, 'x') + "\"}}]}}]}\n\n" },
            ApiStub::End::Endless } << Error::Code::Protocol
                                           << u""_s;
        ApiStub::Answer silent;
        silent.silent = true;
        QTest::newRow("silent") << silent << Error::Code::Timeout << u""_s;
        QTest::newRow("stalled") << ApiStub::Answer { 200, "text/event-stream", {}, { half }, ApiStub::End::Held } << Error::Code::Timeout
                                 << u"Half "_s;
    }

    void failsInPlainWords()
    {
        QFETCH(ApiStub::Answer, answer);
        QFETCH(Error::Code, code);
        QFETCH(QString, words);
        OpenAiStub stub;
        stub.onAnswer([&](const ApiStub::Answer&) { return answer; });
        RemoteChatOptions options;
        if (code == Error::Code::Timeout)
            options.timing = { 100ms, 100ms, 60s };
        Partner partner(stub, {}, options);
        QVERIFY(partner.ask({ tool(u"a"_s) }));
        QVERIFY(partner.error);
        QCOMPARE(partner.error->code, code);
        const QString text = partner.error->text;
        QVERIFY2(!text.contains(key) && !text.contains(question), qPrintable(text));
        QVERIFY2(text.endsWith(u'.') && text.size() > 20, qPrintable(text));
        QCOMPARE(partner.log->words(partner.turn), words);
        QCOMPARE(partner.log->count(Entry::Call, partner.turn), 0);
        // The next question is asked as if nothing had been.
        stub.onAnswer({});
        QVERIFY(partner.ask());
        QVERIFY(!partner.error);
    }

    void saysHowLongToWait()
    {
        OpenAiStub stub;
        stub.onAnswer([](const ApiStub::Answer&) { return ApiStub::Answer { 429, "application/json", { { "Retry-After", "20" } } }; });
        Partner partner(stub);
        std::optional<std::chrono::milliseconds> atFailure;
        partner.log->then = [&](const Entry&) { atFailure = partner.rest; };
        QVERIFY(partner.ask());
        QCOMPARE(atFailure, std::optional<std::chrono::milliseconds>(20s)); // known before the failure
    }

    void cancelClosesTheConnection_data()
    {
        QTest::addColumn<int>("stage");
        QTest::newRow("at once") << 0;
        QTest::newRow("asked") << 1;
        QTest::newRow("in the middle") << 2;
        QTest::newRow("second round") << 3;
    }

    void cancelClosesTheConnection()
    {
        QFETCH(int, stage);
        OpenAiStub stub;
        stub.onQuestion(
            [&](const QJsonObject& request) { return ModelStub::obliging(request, stage == 3 ? question : u"never"_s, u"a"_s, {}); });
        stub.onAnswer([&](ApiStub::Answer answer) {
            if (stage == 3 && stub.http().requests().size() == 1)
                return answer;
            answer.silent = stage < 2;
            answer.pieces = answer.pieces.mid(0, 2);
            answer.end = ApiStub::End::Held;
            return answer;
        });
        Partner partner(stub);
        partner.log->then = [&](const Entry& entry) {
            if (entry.kind == Entry::Call)
                partner.chat->toolAnswered(entry.turn, entry.call.id, u"ok"_s);
        };
        partner.chat->ask({ 1 }, conversationOf(question), { tool(u"a"_s) });
        if (stage == 1)
            QTRY_COMPARE(stub.http().requests().size(), 1);
        if (stage >= 2)
            QTRY_VERIFY(!partner.log->words({ 1 }).isEmpty());
        partner.chat->cancel({ 1 });
        const int told = partner.log->of({ 1 });
        QTRY_COMPARE(stub.http().openSockets(), 0);
        QCOMPARE(partner.log->of({ 1 }), told);
        QCOMPARE(partner.log->count(Entry::Finished, { 1 }) + partner.log->count(Entry::Failed, { 1 }), 0);
    }

    // Twenty at once, each with its own prompt, tool and words, answered out of order in small pieces.
    void conversationsAreNeverMixed()
    {
        constexpr int many = 20;
        OpenAiStub stub;
        stub.onQuestion([](const QJsonObject& request) {
            const QJsonArray messages = request["messages"_L1].toArray();
            const QString who = messages[0]["content"_L1].toString().section(u'\n', 0, 0);
            const QString offered = request["tools"_L1][0]["function"_L1]["name"_L1].toString();
            if (messages.last()["role"_L1] == "tool"_L1)
                return ModelWords { { who, u"|"_s, messages[1]["content"_L1].toString(),
                    u"|"_s + messages.last()["content"_L1].toString() } };
            return ModelWords { {}, { { offered, { { u"value"_s, who } } } } };
        });
        stub.onAnswer([](ApiStub::Answer answer) {
            answer.pieces = ApiStub::byteByByte(joined(answer));
            return answer;
        });
        EngineNetwork network;
        std::vector<std::unique_ptr<Chat>> chats;
        std::vector<std::unique_ptr<ChatLog>> logs;
        chats.reserve(many);
        logs.reserve(many);
        for (int i = 0; i < many; ++i) {
            chats.push_back(makeOpenAiChat(specFor(stub.http().url(u"/v1"_s)), network));
            logs.push_back(std::make_unique<ChatLog>(*chats.back()));
            logs.back()->then = [chat = chats.back().get(), i](const Entry& entry) {
                if (entry.kind == Entry::Call && entry.call.name == u"tool.%1"_s.arg(i))
                    chat->toolAnswered(
                        entry.turn, entry.call.id, u"result %1 for %2"_s.arg(i).arg(entry.call.arguments["value"_L1].toString()));
            };
            chats.back()->ask({ 1 }, conversationOf(u"question %1"_s.arg(i), u"prompt %1"_s.arg(i)), { tool(u"tool.%1"_s.arg(i)) });
        }
        for (int i = 0; i < many; ++i) {
            QTRY_COMPARE(logs[size_t(i)]->count(Entry::Finished, { 1 }), 1);
            QCOMPARE(logs[size_t(i)]->words({ 1 }), u"prompt %1|question %1|result %1 for prompt %1"_s.arg(i));
        }
        QCOMPARE(stub.complaints(), QStringList());
        QCOMPARE(network.threads(), 1);
    }
};

QTEST_GUILESS_MAIN(TstOpenAiChat)
#include "tst_openaichat.moc"
