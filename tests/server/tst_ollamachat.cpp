// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chatconformance.h"
#include "server/engines/chat/ollamachat.h"
#include "server/engines/net/enginenetwork.h"
#include "support/apis/modelstub.h"
#include "support/testcase.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;

namespace {

using Entry = ChatLog::Entry;

mcp::ToolSpec lampTool()
{
    mcp::ToolSpec spec;
    spec.name = u"self.lamp.set"_s;
    spec.arguments += mcp::Argument { .name = u"on"_s, .type = mcp::ArgumentType::Boolean };
    return spec;
}

struct Partner
{
    explicit Partner(OllamaStub& stub, QJsonObject settings = {})
    {
        settings.insert(u"base_url"_s, stub.http().url().toString());
        settings.insert(u"model_name"_s, u"qwen2.5"_s);
        chat = makeOllamaChat({ EngineKind::Chat, u"Stub"_s, u"ollama"_s, settings }, network);
        log = std::make_unique<ChatLog>(*chat);
        QObject::connect(chat.get(), &Chat::failed, chat.get(), [this](TurnId, const Error& e) { error = e; });
    }
    bool ask(const QVector<mcp::ToolSpec>& tools = {})
    {
        turn = turn.next();
        chat->ask(turn, conversationOf(u"the lamp, please"_s), tools);
        return becomesTrue([this] { return log->count(Entry::Finished, turn) + log->count(Entry::Failed, turn) > 0; });
    }
    EngineNetwork network;
    std::unique_ptr<Chat> chat;
    std::unique_ptr<ChatLog> log;
    std::optional<Error> error;
    TurnId turn;
};

}

Q_DECLARE_METATYPE(myna::Error::Code)
Q_DECLARE_METATYPE(myna::test::ApiStub::Answer)

class TstOllamaChat : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void asksAsTheApiSays()
    {
        OllamaStub stub;
        stub.onQuestion([](const QJsonObject& request) {
            return ModelStub::obliging(request, u"lamp"_s, u"self_lamp_set"_s, { { u"on"_s, true } });
        });
        Partner partner(stub, { { u"temperature"_s, 0.3 }, { u"max_tokens"_s, u"200"_s }, { u"keep_alive"_s, u"5m"_s } });
        partner.log->then = [&](const Entry& entry) {
            if (entry.kind == Entry::Call)
                partner.chat->toolAnswered(entry.turn, entry.call.id, u"it is on"_s);
        };
        QVERIFY(partner.ask({ lampTool() }));
        QCOMPARE(stub.complaints(), QStringList());
        QCOMPARE(partner.log->words(partner.turn), u"The tool said: it is on"_s);
        QCOMPARE(stub.http().requests().size(), 2);
        const ApiStub::Request& request = stub.http().requests().last();
        QCOMPARE(request.path, "/api/chat");
        QVERIFY(!request.headers.contains("authorization"));
        const QJsonObject body = request.json();
        QCOMPARE(body["stream"_L1], true);
        QCOMPARE(body["think"_L1], false);
        QCOMPARE(body["keep_alive"_L1], u"5m"_s);
        QCOMPARE(body["options"_L1].toObject(), (QJsonObject { { u"temperature"_s, 0.3 }, { u"num_predict"_s, 200.0 } }));
        const QJsonArray messages = body["messages"_L1].toArray();
        QCOMPARE(messages.size(), 4);
        QCOMPARE(messages[2]["tool_calls"_L1][0]["function"_L1]["arguments"_L1]["on"_L1], true);
        QCOMPARE(messages[3].toObject(),
            (QJsonObject { { u"role"_s, u"tool"_s }, { u"tool_name"_s, u"self_lamp_set"_s }, { u"content"_s, u"it is on"_s } }));
    }

    void takesTheAddressOfTheOtherSide()
    {
        for (const QString& base : { u"http://box:11434"_s, u"http://box:11434/"_s, u"http://box:11434/v1"_s, u"http://box:11434/v1/"_s }) {
            const OllamaDialect dialect({ EngineKind::Chat, u"X"_s, u"ollama"_s, { { u"base_url"_s, base }, { u"model"_s, u"m"_s } } });
            QCOMPARE(dialect.question({}).url, QUrl(u"http://box:11434/api/chat"_s));
        }
        const EngineSpec bare { EngineKind::Chat, u"X"_s, u"ollama"_s, { { u"model"_s, u"m"_s } } };
        QCOMPARE(OllamaDialect(bare).question({}).url, QUrl(u"http://127.0.0.1:11434/api/chat"_s));
        QCOMPARE(wrongInOllama(bare), QString());
        QVERIFY(wrongInOllama({ EngineKind::Chat, u"X"_s, u"ollama"_s, {} }).contains(u"model_name"_s));
    }

    void readsEverySplit()
    {
        const QByteArray stream
            = joined(OllamaStub::stream({ { u"Good "_s, u"day, 你好!"_s }, { { u"a"_s, { { u"x"_s, 1 } } } }, u"hm"_s }));
        for (const QByteArray& bytes : { stream, QByteArray(stream).replace('\n', "\r\n"), stream.chopped(1) }) {
            for (qsizetype i = 0; i <= bytes.size(); ++i)
                check({ bytes.left(i), bytes.mid(i) });
            check(ApiStub::byteByByte(bytes));
        }
    }

    void failsInPlainWords_data()
    {
        QTest::addColumn<ApiStub::Answer>("answer");
        QTest::addColumn<Error::Code>("code");
        const QByteArray half = R"({"message":{"role":"assistant","content":"Half "},"done":false})"
                                "\n";
        const auto lines = [](const QByteArray& text) { return ApiStub::Answer { 200, "application/x-ndjson", {}, { text } }; };
        QTest::newRow("no such model") << ApiStub::Answer { 404, "application/json", {}, { R"({"error":"model 'x' not found"})" } }
                                       << Error::Code::NotFound;
        QTest::newRow("fault in the stream") << lines(half
            + R"({"error":"out of memory"})"
              "\n") << Error::Code::Unavailable;
        QTest::newRow("ended early") << lines(half) << Error::Code::Network;
        QTest::newRow("malformed") << lines(half + "{\"message\"\n") << Error::Code::Protocol;
        QTest::newRow("nothing") << lines("") << Error::Code::Protocol;
        QTest::newRow("a web page") << ApiStub::Answer { 200, "text/html", {}, { "<html>" } } << Error::Code::Protocol;
        QTest::newRow("an endless line") << ApiStub::Answer { 200, "application/x-ndjson", {}, { QByteArray(60000, 'x') },
            ApiStub::End::Endless } << Error::Code::Protocol;
    }

    void failsInPlainWords()
    {
        QFETCH(ApiStub::Answer, answer);
        QFETCH(Error::Code, code);
        OllamaStub stub;
        stub.onAnswer([&](const ApiStub::Answer&) { return answer; });
        Partner partner(stub);
        QVERIFY(partner.ask());
        QVERIFY(partner.error);
        QCOMPARE(partner.error->code, code);
        QVERIFY2(partner.error->text.endsWith(u'.'), qPrintable(partner.error->text));
    }

private:
    static void check(const QList<QByteArray>& pieces)
    {
        OllamaReader reader { QUrl(u"http://h/"_s) };
        reader.begin("application/x-ndjson");
        QString words;
        int overs = 0;
        const auto take = [&](const ChatReader::Piece& piece) {
            words += piece.text;
            overs += piece.over;
            QVERIFY(!piece.error);
        };
        for (const QByteArray& piece : pieces)
            take(reader.put(piece));
        take(reader.end());
        QCOMPARE(words, u"Good day, 你好!"_s);
        QCOMPARE(overs, 1);
        QCOMPARE(reader.calls().size(), 1);
        QCOMPARE(reader.calls().first().arguments, (QJsonObject { { u"x"_s, 1 } }));
    }
};

QTEST_GUILESS_MAIN(TstOllamaChat)
#include "tst_ollamachat.moc"
