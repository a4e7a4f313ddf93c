// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/serverconfig.h"
#include "server/engines/net/enginenetwork.h"
#include "server/engines/synthesiser/aliyunsynthesiser.h"
#include "server/engines/synthesiser/espeaksynthesiser.h"
#include "server/engines/synthesiser/openaisynthesiser.h"
#include "server/synthesiserconformance.h"
#include "support/apis/nlsstub.h"
#include "support/apis/soundstub.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;

namespace {

// Each voice with what is behind it.
struct Bench
{
    EngineNetwork network;
    AliyunTokens tokens;
    EspeakVoice espeak;
    EnginePool worker { 1 };
    SoundStub openAi;
    NlsStub nls;

    std::unique_ptr<Synthesiser> make(const QString& engine)
    {
        const auto spec = [&](QJsonObject settings) {
            return EngineSpec { EngineKind::Synthesiser, u"Stub"_s, engine.section(u',', 0, 0), std::move(settings) };
        };
        if (engine == "espeak"_L1)
            return std::make_unique<EspeakSynthesiser>(worker, espeak, u"en"_s);
        if (engine.startsWith("openai"_L1)) {
            return makeOpenAiVoice(spec({ { u"api_url"_s, openAi.http().url(u"/v1/audio/speech"_s).toString() }, { u"model"_s, u"tts-1"_s },
                                       { u"response_format"_s, engine.endsWith("wav"_L1) ? u"wav"_s : u"pcm"_s } }),
                network);
        }
        const bool http = engine == "aliyun"_L1;
        return makeAliyunVoice(
            spec({ { u"appkey"_s, nls.appKey }, { u"access_key_id"_s, nls.keyId },
                { u"access_key_secret"_s, QString::fromLatin1(nls.keySecret) }, { u"token_url"_s, nls.tokens().url().toString() },
                { u"host"_s, http ? nls.http().url(QString()).toString() : nls.socketUrl().toString() },
                { u"protocol"_s, http ? u"http"_s : u"websocket"_s } }),
            network, tokens);
    }
};

}

class TstSynthesiserConformance : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void initTestCase() { m_bench = std::make_unique<Bench>(); }
    void cleanup()
    {
        QTRY_COMPARE(m_bench->nls.openSockets, 0); // nothing stays open
    }
    void cleanupTestCase()
    {
        QCOMPARE(m_bench->openAi.complaints(), QStringList());
        QCOMPARE(m_bench->nls.complaints, QStringList());
        QVERIFY(m_bench->nls.issued <= 1); // one token for all of them
        m_bench.reset();
    }

    void speaksOnceAndLater_data() { engines(); }
    void speaksOnceAndLater() { conformance().speaksOnceAndLater(); }
    void keepsTheOrderOfSentences_data() { engines(); }
    void keepsTheOrderOfSentences() { conformance().keepsTheOrderOfSentences(); }
    void isSilentAfterCancel_data() { engines(); }
    void isSilentAfterCancel() { conformance().isSilentAfterCancel(); }
    void anotherTurnGoesOnAfterCancel_data() { engines(); }
    void anotherTurnGoesOnAfterCancel() { conformance().anotherTurnGoesOnAfterCancel(); }
    void nothingToSayIsSpokenSilently_data() { engines(); }
    void nothingToSayIsSpokenSilently() { conformance().nothingToSayIsSpokenSilently(); }
    void aVeryLongSentenceEnds_data() { engines(); }
    void aVeryLongSentenceEnds() { conformance().aVeryLongSentenceEnds(); }
    void tooManySentencesAreToldOneByOne_data() { engines(); }
    void tooManySentencesAreToldOneByOne() { conformance().tooManySentencesAreToldOneByOne(); }
    void twoConversationsAreNotMixed_data() { engines(); }
    void twoConversationsAreNotMixed() { conformance().twoConversationsAreNotMixed(); }
    void mayBeDeletedWhileItTells_data() { engines(); }
    void mayBeDeletedWhileItTells() { conformance().mayBeDeletedWhileItTells(); }

private:
    static void engines()
    {
        QTest::addColumn<QString>("engine");
        for (const char* name : { "espeak", "openai", "openai, wav", "aliyun", "aliyun, websocket", "aliyun_stream" })
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    [[nodiscard]] SynthesiserConformance conformance() const
    {
        const QString engine = *static_cast<QString*>(QTest::qData("engine", qMetaTypeId<QString>()));
        return SynthesiserConformance([this, engine] { return m_bench->make(engine); });
    }

    std::unique_ptr<Bench> m_bench;
};

QTEST_GUILESS_MAIN(TstSynthesiserConformance)
#include "tst_synthesiserconformance.moc"
