// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chatconformance.h"
#include "server/engines/chat/assistant.h"
#include "server/engines/chat/ollamachat.h"
#include "server/engines/chat/openaichat.h"
#include "server/engines/intent/intendedchat.h"
#include "server/engines/net/enginenetwork.h"
#include "support/apis/modelstub.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;

namespace {

mcp::ToolSpec lampTool()
{
    mcp::ToolSpec spec;
    spec.name = u"self.lamp.set_power"_s;
    spec.description = u"Switches the lamp."_s;
    spec.arguments += mcp::Argument { .name = u"on"_s, .type = mcp::ArgumentType::Boolean };
    return spec;
}

// Each engine with what is behind it.
struct Bench
{
    EngineNetwork network;
    OpenAiStub openAi;
    OllamaStub ollama;
    std::shared_ptr<const PhraseBook> phrases = PhraseBook::make();

    Bench()
    {
        const auto brain = [](const QJsonObject& request) {
            return ModelStub::obliging(request, u"lamp"_s, u"self_lamp_set_power"_s, { { u"on"_s, true } });
        };
        openAi.onQuestion(brain);
        ollama.onQuestion(brain);
    }
    std::unique_ptr<Chat> makeOpenAi()
    {
        return makeOpenAiChat({ EngineKind::Chat, u"Stub"_s, u"openai"_s,
                                  { { u"base_url"_s, openAi.http().url(u"/v1"_s).toString() }, { u"model_name"_s, u"stub"_s } } },
            network);
    }
    std::unique_ptr<Chat> make(const QString& engine)
    {
        if (engine == "assistant"_L1)
            return std::make_unique<Assistant>(u"en"_s, AssistantOptions {}, phrases);
        if (engine == "openai"_L1)
            return makeOpenAi();
        if (engine == "ollama"_L1) {
            return makeOllamaChat({ EngineKind::Chat, u"Stub"_s, u"ollama"_s,
                                      { { u"base_url"_s, ollama.http().url().toString() }, { u"model_name"_s, u"stub"_s } } },
                network);
        }
        const QString intent = engine.section(u' ', 1);
        return withIntent(intent, {}, makeOpenAi(), u"en"_s, phrases);
    }
    ChatSample sample(const QString& engine)
    {
        return { [this, engine] { return make(engine); }, u"what time is it"_s, u"turn on the lamp"_s, lampTool(), { { u"on"_s, true } } };
    }
};

}

class TstChatConformance : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void initTestCase() { m_bench = std::make_unique<Bench>(); }
    void cleanupTestCase()
    {
        QCOMPARE(m_bench->openAi.complaints(), QStringList());
        QCOMPARE(m_bench->ollama.complaints(), QStringList());
        m_bench.reset();
    }

    void answersOnceAndLater_data() { engines(); }
    void answersOnceAndLater() { conformance().answersOnceAndLater(); }
    void callsToolAndGoesOn_data() { engines(); }
    void callsToolAndGoesOn() { conformance().callsToolAndGoesOn(); }
    void survivesAToolThatFails_data() { engines(); }
    void survivesAToolThatFails() { conformance().survivesAToolThatFails(); }
    void takesAnAnswerFromWithinTheCall_data() { engines(); }
    void takesAnAnswerFromWithinTheCall() { conformance().takesAnAnswerFromWithinTheCall(); }
    void isSilentAfterCancel_data() { engines(); }
    void isSilentAfterCancel() { conformance().isSilentAfterCancel(); }
    void aNewQuestionReplacesTheOld_data() { engines(); }
    void aNewQuestionReplacesTheOld() { conformance().aNewQuestionReplacesTheOld(); }
    void mayBeDeletedWhileItTells_data() { engines(); }
    void mayBeDeletedWhileItTells() { conformance().mayBeDeletedWhileItTells(); }
    void answersAnEmptyConversation_data() { engines(); }
    void answersAnEmptyConversation() { conformance().answersAnEmptyConversation(); }

private:
    static void engines()
    {
        QTest::addColumn<QString>("engine");
        for (const char* name : { "assistant", "openai", "ollama", "openai function_call", "openai rules" })
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    [[nodiscard]] ChatConformance conformance() const
    {
        const QString engine = *static_cast<QString*>(QTest::qData("engine", qMetaTypeId<QString>()));
        return ChatConformance(m_bench->sample(engine));
    }

    std::unique_ptr<Bench> m_bench;
};

QTEST_GUILESS_MAIN(TstChatConformance)
#include "tst_chatconformance.moc"
