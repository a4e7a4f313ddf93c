// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/assistant.h"
#include "server/engines/net/enginenetwork.h"
#include "server/engines/recogniser/funasrrecogniser.h"
#include "server/engines/recogniser/openairecogniser.h"
#include "server/engines/recogniser/sphinxrecogniser.h"
#include "server/recogniserconformance.h"
#include "support/apis/funasrstub.h"
#include "support/apis/soundstub.h"
#include "support/speechclip.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;

namespace {

// Each engine with what is behind it.
struct Bench
{
    EngineNetwork network;
    SphinxModel sphinx { makeGrammar(Assistant::allPhrases()) };
    EnginePool pool { 2 };
    SoundStub openAi;
    FunAsrStub funAsr;
    std::array<EarSample::Spoken, 2> spoken;

    Bench()
    {
        const QStringList texts { u"what time is it"_s, u"what can you do"_s };
        for (size_t i = 0; i < spoken.size(); ++i)
            spoken[i] = { speechClip({ .text = texts[qsizetype(i)], .silenceAfterMs = 300 }), texts[qsizetype(i)] };
        // Understands exactly the two, sample by sample.
        const auto hears = [this](const codec::PcmFrame& sound) {
            for (const EarSample::Spoken& one : spoken) {
                if (one.sound.samples == sound.samples)
                    return one.text;
            }
            return u"something else"_s;
        };
        openAi.onSound(hears);
        funAsr.hears = hears;
    }
    std::unique_ptr<Recogniser> make(const QString& engine)
    {
        if (engine == "pocketsphinx"_L1)
            return std::make_unique<SphinxRecogniser>(pool, sphinx);
        if (engine == "openai"_L1) {
            return std::make_unique<OpenAiRecogniser>(
                EngineSpec { EngineKind::Recogniser, u"Stub"_s, u"openai"_s,
                    { { u"base_url"_s, openAi.http().url(u"/v1"_s).toString() }, { u"model_name"_s, u"whisper"_s } } },
                network);
        }
        funAsr.manner = engine == "funasr, unmarked"_L1 ? FunAsrStub::Manner::Unmarked : FunAsrStub::Manner::Proper;
        return std::make_unique<FunAsrRecogniser>(
            EngineSpec { EngineKind::Recogniser, u"Stub"_s, u"fun_server"_s,
                { { u"host"_s, u"127.0.0.1"_s }, { u"port"_s, int(funAsr.port()) }, { u"is_ssl"_s, false } } },
            network);
    }
};

}

class TstRecogniserConformance : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void initTestCase() { m_bench = std::make_unique<Bench>(); }
    void cleanup()
    {
        QTRY_COMPARE(m_bench->funAsr.openSockets, 0); // nothing stays open
    }
    void cleanupTestCase()
    {
        QCOMPARE(m_bench->openAi.complaints(), QStringList());
        QCOMPARE(m_bench->funAsr.complaints, QStringList());
        m_bench.reset();
    }

    void answersOnceAndLater_data() { engines(); }
    void answersOnceAndLater() { conformance().answersOnceAndLater(); }
    void isSilentAfterCancel_data() { engines(); }
    void isSilentAfterCancel() { conformance().isSilentAfterCancel(); }
    void aNewTurnReplacesTheOld_data() { engines(); }
    void aNewTurnReplacesTheOld() { conformance().aNewTurnReplacesTheOld(); }
    void nothingSaidIsNothing_data() { engines(); }
    void nothingSaidIsNothing() { conformance().nothingSaidIsNothing(); }
    void aVeryLongSpeechEnds_data() { engines(); }
    void aVeryLongSpeechEnds() { conformance().aVeryLongSpeechEnds(); }
    void twoConversationsAreNotMixed_data() { engines(); }
    void twoConversationsAreNotMixed() { conformance().twoConversationsAreNotMixed(); }
    void mayBeDeletedWhileItTells_data() { engines(); }
    void mayBeDeletedWhileItTells() { conformance().mayBeDeletedWhileItTells(); }

private:
    static void engines()
    {
        QTest::addColumn<QString>("engine");
        for (const char* name : { "pocketsphinx", "openai", "funasr", "funasr, unmarked" })
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    [[nodiscard]] RecogniserConformance conformance() const
    {
        const QString engine = *static_cast<QString*>(QTest::qData("engine", qMetaTypeId<QString>()));
        return RecogniserConformance({ [this, engine] { return m_bench->make(engine); }, m_bench->spoken });
    }

    std::unique_ptr<Bench> m_bench;
};

QTEST_GUILESS_MAIN(TstRecogniserConformance)
#include "tst_recogniserconformance.moc"
