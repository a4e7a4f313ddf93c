// SPDX-License-Identifier: GPL-3.0-or-later
#include "codec/resampler.h"
#include "server/config/serverconfig.h"
#include "server/engines/enginetypes.h"
#include "server/engines/net/enginenetwork.h"
#include "server/engines/synthesiser/aliyunsynthesiser.h"
#include "server/synthesiserconformance.h"
#include "support/apis/nlsstub.h"
#include "support/speechclip.h"
#include "support/testcase.h"
#include "support/tlsfiles.h"

#include <QThread>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;

namespace {

enum class Way { Http, Socket, Flowing };

EngineSpec specFor(NlsStub& stub, Way way, QJsonObject more = {})
{
    QJsonObject settings { { u"appkey"_s, stub.appKey }, { u"access_key_id"_s, stub.keyId },
        { u"access_key_secret"_s, QString::fromLatin1(stub.keySecret) }, { u"token_url"_s, stub.tokens().url().toString() },
        { u"host"_s, way == Way::Http ? stub.http().url(QString()).toString() : stub.socketUrl().toString() } };
    if (way == Way::Socket)
        settings.insert(u"protocol"_s, u"websocket"_s);
    for (auto it = more.begin(); it != more.end(); ++it)
        settings.insert(it.key(), it.value());
    return { EngineKind::Synthesiser, u"AliyunTTS"_s, way == Way::Flowing ? u"aliyun_stream"_s : u"aliyun"_s, settings };
}

// What all voices share.
struct House
{
    EngineNetwork network;
    AliyunTokens tokens;
};

// One that speaks, and what it told.
struct Voice
{
    Voice(NlsStub& stub, House& house, Way way, const QJsonObject& settings = {}, const QString& wished = {})
        : synthesiser(makeAliyunVoice(specFor(stub, way, settings), house.network, house.tokens, wished))
        , log(*synthesiser)
    {
    }
    std::unique_ptr<Synthesiser> synthesiser;
    VoiceLog log;
};

void ways()
{
    QTest::addColumn<int>("way");
    QTest::newRow("HTTP") << int(Way::Http);
    QTest::newRow("WebSocket") << int(Way::Socket);
    QTest::newRow("flowing") << int(Way::Flowing);
}

}

class TstAliyunSynthesiser : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void theStubsOwnHmacIsRight()
    {
        // RFC 2202, cases 1, 2 and 6
        QCOMPARE(plainHmacSha1(QByteArray(20, '\x0b'), "Hi There").toHex(), "b617318655057264e28bc0b6fb378c8ef146be00");
        QCOMPARE(plainHmacSha1("Jefe", "what do ya want for nothing?").toHex(), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        QCOMPARE(plainHmacSha1(QByteArray(80, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First").toHex(),
            "aa4ae5e15272d00e95705637ce8a3b55ed402112");
    }

    void signsAsPublished()
    {
        // The example of Alibaba's description of its RPC signature.
        const QByteArray query = signedQuery(
            { { "TimeStamp", "2016-02-23T12:46:24Z" }, { "Format", "XML" }, { "AccessKeyId", "testid" }, { "Action", "DescribeRegions" },
                { "SignatureMethod", "HMAC-SHA1" }, { "SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf" },
                { "Version", "2014-05-26" }, { "SignatureVersion", "1.0" } },
            "GET", u"testsecret"_s);
        QVERIFY(query.startsWith("AccessKeyId=testid&Action=DescribeRegions&Format=XML&"));
        QByteArray plain = query.left(query.indexOf("&Signature="));
        QCOMPARE(QByteArray::fromPercentEncoding(query.mid(query.indexOf("&Signature=") + 11)),
            plainHmacSha1("testsecret&", "GET&%2F&" + plain.toPercentEncoding()).toBase64());
    }

    void speaks_data() { ways(); }
    void speaks()
    {
        QFETCH(int, way);
        NlsStub stub;
        const codec::PcmFrame said = speechClip({ .text = u"The lamp is on now."_s, .silenceAfterMs = 300 });
        stub.speaks = [&](const QString&, int rateHz) { return *codec::resampled(said, rateHz); };
        House house;
        Voice voice(stub, house, Way(way), { { u"voice"_s, u"xiaoyun"_s }, { u"volume"_s, u"150"_s }, { u"speech_rate"_s, -50 } });
        voice.synthesiser->speak({ 1 }, u"现在灯亮了。"_s);
        QTRY_COMPARE(voice.log.ends({ 1 }), 1);
        QCOMPARE(stub.complaints, QStringList());
        QCOMPARE(stub.texts, QStringList { u"现在灯亮了。"_s });
        const QJsonObject payload = stub.payloads.first();
        QCOMPARE(payload["voice"_L1], u"xiaoyun"_s);
        QCOMPARE(payload["volume"_L1], 100);
        QCOMPARE(payload["speech_rate"_L1], -50);
        QCOMPARE(payload["sample_rate"_L1], Way(way) == Way::Flowing ? 24000 : 16000);
        QVERIFY(envelopeCorrelation(*codec::resampled(said, 24000), voice.log.sentences({ 1 }).front()).score > 0.98);
        QTRY_COMPARE(stub.openSockets, 0);
        QCOMPARE(stub.acceptedSockets, Way(way) == Way::Http ? 0 : 1);

        Voice wished(stub, house, Way(way), {}, u"aixia"_s);
        wished.synthesiser->speak({ 1 }, u"好"_s);
        QTRY_COMPARE(wished.log.ends({ 1 }), 1);
        QCOMPARE(stub.payloads.last()["voice"_L1], u"aixia"_s);
        QCOMPARE(stub.issued, 1);
    }

    void oneTokenForAll()
    {
        NlsStub stub;
        House house;
        std::vector<std::unique_ptr<Voice>> voices;
        for (int i = 0; i < 8; ++i) {
            voices.push_back(std::make_unique<Voice>(stub, house, i % 2 == 0 ? Way::Http : Way::Flowing));
            voices.back()->synthesiser->speak({ 1 }, u"好"_s);
        }
        voices.front().reset(); // who leaves takes nobody's token along
        for (size_t i = 1; i < voices.size(); ++i)
            QTRY_COMPARE(voices[i]->log.count(VoiceLog::Entry::Spoken, { 1 }), 1);
        QCOMPARE(stub.issued, 1);
        QCOMPARE(stub.complaints, QStringList());
    }

    void aTokenEndsAndIsRenewed_data() { ways(); }
    void aTokenEndsAndIsRenewed()
    {
        QFETCH(int, way);
        NlsStub stub;
        House house;
        stub.tokenLife = 30; // about to end: not used twice
        Voice voice(stub, house, Way(way));
        voice.synthesiser->speak({ 1 }, u"一"_s);
        voice.synthesiser->speak({ 1 }, u"二"_s);
        QTRY_COMPARE(voice.log.count(VoiceLog::Entry::Spoken, { 1 }), 2);
        QCOMPARE(stub.issued, 2);

        stub.tokenLife = 3600;
        voice.synthesiser->speak({ 2 }, u"三"_s);
        QTRY_COMPARE(voice.log.count(VoiceLog::Entry::Spoken, { 2 }), 1);
        QCOMPARE(stub.issued, 3);
        stub.valid.clear(); // withdrawn
        if (Way(way) != Way::Http) {
            stub.manner = NlsStub::Manner::TaskFailed;
            stub.failStatus = 40000001;
        }
        voice.synthesiser->speak({ 3 }, u"四"_s);
        QTRY_COMPARE(voice.log.ends({ 3 }), 1);
        QCOMPARE(stub.issued, 4); // once
        QCOMPARE(voice.log.count(VoiceLog::Entry::Spoken, { 3 }), Way(way) == Way::Http ? 1 : 0);
        if (Way(way) != Way::Http)
            QCOMPARE(voice.log.error.code, Error::Code::Refused);
    }

    void theOwnersTokenIsUsedAsItIs()
    {
        NlsStub stub;
        stub.valid.insert(u"my-token"_s);
        House house;
        const QJsonObject settings { { u"token"_s, u"my-token"_s }, { u"access_key_id"_s, u"你的阿里云账号access_key_id"_s } };
        Voice voice(stub, house, Way::Http, settings);
        voice.synthesiser->speak({ 1 }, u"好"_s);
        QTRY_COMPARE(voice.log.count(VoiceLog::Entry::Spoken, { 1 }), 1);
        QCOMPARE(stub.http().requests().first().headers.value("x-nls-token"), "my-token");
        QCOMPARE(stub.issued, 0);
        stub.valid.clear();
        voice.synthesiser->speak({ 1 }, u"好"_s);
        QTRY_COMPARE(voice.log.count(VoiceLog::Entry::Failed, { 1 }), 1);
        QCOMPARE(voice.log.error.code, Error::Code::Invalid); // 400, and the service's reason is not told over HTTP
    }

    void wrongKeysAreRefused()
    {
        NlsStub stub;
        House house;
        for (const QJsonObject& settings :
            { QJsonObject { { u"access_key_secret"_s, u"another"_s } }, { { u"access_key_id"_s, u"nobody"_s } } }) {
            Voice voice(stub, house, Way::Http, settings);
            voice.synthesiser->speak({ 1 }, u"好"_s);
            QTRY_COMPARE(voice.log.ends({ 1 }), 1);
            QCOMPARE(voice.log.error.code, Error::Code::Refused);
            QVERIFY(!voice.log.error.text.contains(u"another"_s));
        }
        QCOMPARE(stub.complaints, (QStringList { u"SignatureDoesNotMatch"_s, u"InvalidAccessKeyId.NotFound"_s }));
        QVERIFY(stub.texts.isEmpty());
    }

    void tokensComeOverTls()
    {
        NlsStub stub(tlsOf("selfsigned"));
        House house;
        Voice voice(stub, house, Way::Http);
        voice.synthesiser->speak({ 1 }, u"好"_s);
        QTRY_COMPARE(voice.log.ends({ 1 }), 1);
        QCOMPARE(voice.log.error.code, Error::Code::Network);
        QVERIFY(stub.tokens().requests().isEmpty()); // nothing was sent to somebody nobody vouches for
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        QSslConfiguration trusting = before;
        trusting.addCaCertificate(QSslCertificate(certificateOf("selfsigned"), QSsl::Der));
        QSslConfiguration::setDefaultConfiguration(trusting);
        House later; // a connection remembers whom it believes
        Voice again(stub, later, Way::Http);
        again.synthesiser->speak({ 1 }, u"好"_s);
        QTRY_COMPARE(again.log.ends({ 1 }), 1);
        QSslConfiguration::setDefaultConfiguration(before);
        QCOMPARE(again.log.count(VoiceLog::Entry::Spoken, { 1 }), 1);
    }

    void failsOverTheSocket_data()
    {
        QTest::addColumn<int>("manner");
        QTest::addColumn<qint64>("status");
        QTest::addColumn<Error::Code>("code");
        const int failed = int(NlsStub::Manner::TaskFailed);
        QTest::newRow("cut") << int(NlsStub::Manner::Cut) << qint64(0) << Error::Code::Network;
        QTest::newRow("garbage") << int(NlsStub::Manner::Garbage) << qint64(0) << Error::Code::Protocol;
        QTest::newRow("too many at once") << failed << qint64(40000005) << Error::Code::Unavailable;
        QTest::newRow("trial over") << failed << qint64(40000010) << Error::Code::Refused;
        QTest::newRow("wrong parameter") << failed << qint64(40000003) << Error::Code::Invalid;
        QTest::newRow("its own fault") << failed << qint64(50000001) << Error::Code::Unavailable;
    }
    void failsOverTheSocket()
    {
        QFETCH(int, manner);
        QFETCH(qint64, status);
        QFETCH(Error::Code, code);
        NlsStub stub;
        stub.manner = NlsStub::Manner(manner);
        stub.failStatus = status;
        House house;
        Voice voice(stub, house, Way::Flowing);
        voice.synthesiser->speak({ 1 }, u"好，我们现在开始。"_s);
        QTRY_COMPARE(voice.log.ends({ 1 }), 1);
        QCOMPARE(voice.log.error.code, code);
        QVERIFY(!voice.log.error.text.contains(u"stub"_s));
        stub.manner = NlsStub::Manner::Proper;
        voice.synthesiser->speak({ 1 }, u"好"_s);
        QTRY_COMPARE(voice.log.count(VoiceLog::Entry::Spoken, { 1 }), 1);
        QTRY_COMPARE(stub.openSockets, 0);
    }

    void failsOverHttp()
    {
        NlsStub stub;
        QList<ApiStub::Answer> answers { { 429, "application/json" }, { 503, "text/html", {}, { "<p>" } },
            { 200, "text/html", {}, { "<p>" } }, { 200, "application/json", {}, { R"({"status":40000005,"message":"m"})" } },
            { 200, "audio/mpeg" } };
        const QList<Error::Code> codes { Error::Code::Unavailable, Error::Code::Unavailable, Error::Code::Protocol,
            Error::Code::Unavailable, Error::Code::Protocol };
        stub.change = [&](const ApiStub::Answer&) { return answers.takeFirst(); };
        House house;
        Voice voice(stub, house, Way::Http);
        for (int i = 0; i < codes.size(); ++i) {
            voice.synthesiser->speak({ quint64(i) }, u"好"_s);
            QTRY_COMPARE(voice.log.ends({ quint64(i) }), 1);
            QCOMPARE(voice.log.error.code, codes[i]);
        }
    }

    void cancelClosesTheSocket()
    {
        NlsStub stub;
        stub.manner = NlsStub::Manner::Silent;
        House house;
        Voice voice(stub, house, Way::Socket);
        voice.synthesiser->speak({ 1 }, u"好"_s);
        QTRY_COMPARE(stub.payloads.size(), 1);
        voice.synthesiser->cancel({ 2 });
        QCOMPARE(stub.openSockets, 1);
        voice.synthesiser->cancel({ 1 });
        QTRY_COMPARE(stub.openSockets, 0);
        QCOMPARE(voice.log.of({ 1 }), 0);
    }

    void longTextsGoInParts_data() { ways(); }
    void longTextsGoInParts()
    {
        QFETCH(int, way);
        NlsStub stub;
        House house;
        Voice voice(stub, house, Way(way));
        const QString text = u"这是一个很长的句子，"_s.repeated(50);
        voice.synthesiser->speak({ 1 }, text);
        QTRY_COMPARE(voice.log.ends({ 1 }), 1);
        QCOMPARE(stub.complaints, QStringList());
        QCOMPARE(stub.texts.join(QString()), text);
        QCOMPARE(stub.texts.size(), 2);
    }

    void saysWhatIsMissing()
    {
        const auto wrong = [](QJsonObject settings, const QString& without = {}) {
            settings.insert(u"appkey"_s, u"a"_s);
            settings.insert(u"token"_s, u"t"_s);
            settings.remove(without);
            return findEngineType(EngineKind::Synthesiser, u"aliyun"_s)
                ->wrong({ EngineKind::Synthesiser, u"AliyunTTS"_s, u"aliyun"_s, settings });
        };
        QCOMPARE(wrong({}), QString());
        QVERIFY(wrong({}, u"appkey"_s).contains(u"appkey"_s));
        QVERIFY(wrong({}, u"token"_s).contains(u"access_key_id"_s));
        QVERIFY(wrong({ { u"host"_s, u"http://nls.example.com"_s } }).contains(u"host"_s)); // the key would go in the clear
        QVERIFY(wrong({ { u"host"_s, u"ws://nls.example.com"_s } }).contains(u"host"_s));
        QVERIFY(
            wrong({ { u"access_key_id"_s, u"i"_s }, { u"access_key_secret"_s, u"s"_s }, { u"token_url"_s, u"http://meta.example.com"_s } })
                .contains(u"token_url"_s));
        QVERIFY(wrong({ { u"sample_rate"_s, 22050 } }).contains(u"sample_rate"_s));
    }
};

QTEST_GUILESS_MAIN(TstAliyunSynthesiser)
#include "tst_aliyunsynthesiser.moc"
