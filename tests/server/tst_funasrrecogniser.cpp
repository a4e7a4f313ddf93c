// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/certificatepin.h"
#include "server/engines/enginetypes.h"
#include "server/engines/net/enginenetwork.h"
#include "server/engines/recogniser/funasrrecogniser.h"
#include "server/recogniserconformance.h"
#include "support/apis/funasrstub.h"
#include "support/testcase.h"
#include "support/tlsfiles.h"
#include "support/wsstub.h"

#include <QJsonDocument>
#include <QTcpServer>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;

namespace {

// One that listens, and what it told.
struct Ear
{
    explicit Ear(const QUrl& url, QJsonObject settings = {}, FunAsrTiming timing = {})
        : recogniser(specFor(url, std::move(settings)), network, {}, timing)
        , log(recogniser)
    {
    }
    static EngineSpec specFor(const QUrl& url, QJsonObject settings)
    {
        settings.insert(u"host"_s, url.host());
        settings.insert(u"port"_s, url.port());
        settings.insert(u"is_ssl"_s, url.scheme() == "wss"_L1);
        settings.insert(u"api_key"_s, u"none"_s);
        return { EngineKind::Recogniser, u"FunASRServer"_s, u"fun_server"_s, settings };
    }
    void feed(TurnId turn, int packets)
    {
        for (int i = 0; i < packets; ++i)
            recogniser.feed(turn, sine(300 + i, 60, 16000));
    }
    void say(TurnId turn, int packets = 20)
    {
        feed(turn, packets);
        recogniser.finish(turn);
    }
    EngineNetwork network;
    FunAsrRecogniser recogniser;
    EarLog log;
};

}

class TstFunAsrRecogniser : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void guessesWhileSomebodySpeaks()
    {
        FunAsrStub stub;
        Ear ear(stub.url(), { { u"hotwords"_s, QJsonObject { { u"八哥"_s, 20 } } }, { u"itn"_s, u"false"_s } });
        ear.feed({ 1 }, 17);
        QTRY_COMPARE(ear.log.of({ 1 }), 2); // before the end of speech
        QCOMPARE(ear.log.entries[0].kind, EarLog::Entry::Partial);
        QCOMPARE(ear.log.entries[0].text, u"guess"_s);
        QCOMPARE(ear.log.entries[1].text, u"guess guess"_s);
        ear.recogniser.finish({ 1 });
        QTRY_COMPARE(ear.log.ends({ 1 }), 1);
        QCOMPARE(ear.log.words({ 1 }), u"16320 samples"_s); // without the tags
        QCOMPARE(stub.complaints, QStringList());
        const QJsonObject greeting = stub.greetings.value(0);
        QCOMPARE(greeting["itn"_L1], false);
        QCOMPARE(QJsonDocument::fromJson(greeting["hotwords"_L1].toString().toUtf8()).object()[u"八哥"_s], 20);
        codec::PcmFrame spoken { {}, 16000 };
        for (int i = 0; i < 17; ++i)
            spoken = joined(spoken, sine(300 + i, 60, 16000));
        QVERIFY(stub.lastSound == spoken); // every sample, also those spoken before the connection stood
        QTRY_COMPARE(stub.openSockets, 0);
    }

    void waitsForTheLastWords_data()
    {
        QTest::addColumn<int>("manner");
        QTest::addColumn<QString>("text");
        QTest::newRow("marked") << int(FunAsrStub::Manner::Proper) << u"19200 samples"_s;
        QTest::newRow("not marked") << int(FunAsrStub::Manner::Unmarked) << u"19200 samples"_s;
        QTest::newRow("in two parts") << int(FunAsrStub::Manner::InParts) << u"First. 19200 samples"_s;
    }
    void waitsForTheLastWords()
    {
        QFETCH(int, manner);
        QFETCH(QString, text);
        FunAsrStub stub;
        stub.manner = FunAsrStub::Manner(manner);
        Ear ear(stub.url());
        ear.feed({ 1 }, 20);
        if (stub.manner == FunAsrStub::Manner::InParts)
            QTRY_VERIFY(ear.log.of({ 1 }) > 0);
        ear.recogniser.finish({ 1 });
        QTRY_COMPARE(ear.log.ends({ 1 }), 1);
        QCOMPARE(ear.log.words({ 1 }), text);
        QCOMPARE(stub.complaints, QStringList());
    }

    void failsOnce_data()
    {
        QTest::addColumn<int>("manner");
        QTest::addColumn<Error::Code>("code");
        QTest::newRow("garbage") << int(FunAsrStub::Manner::Garbage) << Error::Code::Protocol;
        QTest::newRow("cut at the end") << int(FunAsrStub::Manner::Cut) << Error::Code::Network;
        QTest::newRow("cut at once") << int(FunAsrStub::Manner::CutEarly) << Error::Code::Network;
        QTest::newRow("silent") << int(FunAsrStub::Manner::Silent) << Error::Code::Timeout;
    }
    void failsOnce()
    {
        QFETCH(int, manner);
        QFETCH(Error::Code, code);
        FunAsrStub stub;
        stub.manner = FunAsrStub::Manner(manner);
        Ear ear(stub.url(), {}, { .handshake = 5s, .answer = 300ms, .lull = 50ms });
        ear.say({ 1 });
        QTRY_COMPARE(ear.log.ends({ 1 }), 1);
        ear.feed({ 1 }, 3); // what still comes of that turn
        ear.recogniser.finish({ 1 });
        QCOMPARE(ear.log.error.code, code);
        QVERIFY2(ear.log.error.text.endsWith(u'.'), qPrintable(ear.log.error.text));
        stub.manner = FunAsrStub::Manner::Proper;
        ear.say({ 2 });
        QTRY_COMPARE(ear.log.ends({ 2 }), 1);
        QCOMPARE(ear.log.words({ 2 }), u"19200 samples"_s);
        QCOMPARE(ear.log.ends({ 1 }), 1);
        QTRY_COMPARE(stub.openSockets, 0);
    }

    void failsBeforeTheConnectionStands_data()
    {
        QTest::addColumn<int>("manner");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<Error::Code>("code");
        QTest::newRow("401") << int(WsStub::Manner::Status) << QByteArray("401 Unauthorized") << Error::Code::Refused;
        QTest::newRow("503") << int(WsStub::Manner::Status) << QByteArray("503 Service Unavailable") << Error::Code::Unavailable;
        QTest::newRow("hangs up") << int(WsStub::Manner::HangUp) << QByteArray() << Error::Code::Network;
        QTest::newRow("says nothing") << int(WsStub::Manner::Silent) << QByteArray() << Error::Code::Timeout;
    }
    void failsBeforeTheConnectionStands()
    {
        QFETCH(int, manner);
        QFETCH(QByteArray, status);
        QFETCH(Error::Code, code);
        WsStub stub { WsStub::Manner(manner) };
        stub.status = status;
        Ear ear(stub.url(), {}, { .handshake = 500ms });
        ear.say({ 1 });
        QTRY_COMPARE(ear.log.ends({ 1 }), 1);
        QCOMPARE(ear.log.error.code, code);
    }

    void nobodyThere()
    {
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        const QUrl url(u"ws://127.0.0.1:%1"_s.arg(gone.serverPort()));
        gone.close();
        Ear ear(url);
        ear.feed({ 1 }, 2);
        QTRY_COMPARE(ear.log.ends({ 1 }), 1); // told while somebody still speaks, so that another one can take over
        ear.recogniser.finish({ 1 });
        QCOMPARE(ear.log.error.code, Error::Code::Network);
        QVERIFY2(ear.log.error.text.contains(u"127.0.0.1"_s), qPrintable(ear.log.error.text));
    }

    void cancelClosesTheConnection()
    {
        FunAsrStub stub;
        stub.manner = FunAsrStub::Manner::Silent;
        Ear ear(stub.url());
        ear.say({ 1 });
        QTRY_COMPARE(stub.openSockets, 1);
        ear.recogniser.cancel({ 2 });
        ear.recogniser.cancel({ 1 });
        QTRY_COMPARE(stub.openSockets, 0);
        QCOMPARE(stub.acceptedSockets, 1);
        QCOMPARE(ear.log.ends({ 1 }), 0);
    }

    void believesTheCertificateOfTheFingerprintOnly()
    {
        FunAsrStub stub(tlsOf("selfsigned"));
        const QString right = net::fingerprintOf(certificateOf("selfsigned"));
        {
            Ear ear(stub.url());
            ear.say({ 1 });
            QTRY_COMPARE(ear.log.ends({ 1 }), 1);
            QCOMPARE(ear.log.error.code, Error::Code::Network);
            QVERIFY2(ear.log.error.text.contains(right), qPrintable(ear.log.error.text)); // what to compare and to enter
        }
        {
            Ear ear(stub.url(), { { u"fingerprint"_s, net::fingerprintOf(certificateOf("another")) } });
            ear.say({ 1 });
            QTRY_COMPARE(ear.log.ends({ 1 }), 1);
            QCOMPARE(ear.log.error.code, Error::Code::Network);
        }
        QVERIFY(stub.greetings.isEmpty()); // nothing was sent
        Ear ear(stub.url(), { { u"fingerprint"_s, right.toLower() } });
        ear.say({ 1 });
        QTRY_COMPARE(ear.log.ends({ 1 }), 1);
        QCOMPARE(ear.log.words({ 1 }), u"19200 samples"_s);
    }

    void aCertificateOfAnAuthorityIsNotTheFingerprintsEither()
    {
        FunAsrStub stub(tlsOf("selfsigned"));
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        QSslConfiguration trusting = before;
        trusting.addCaCertificate(QSslCertificate(certificateOf("selfsigned"), QSsl::Der));
        QSslConfiguration::setDefaultConfiguration(trusting);
        Ear plain(stub.url());
        plain.say({ 1 });
        QTRY_COMPARE(plain.log.ends({ 1 }), 1);
        QCOMPARE(plain.log.words({ 1 }), u"19200 samples"_s);
        Ear pinned(stub.url(), { { u"fingerprint"_s, net::fingerprintOf(certificateOf("another")) } });
        pinned.say({ 1 });
        QTRY_COMPARE(pinned.log.ends({ 1 }), 1);
        QSslConfiguration::setDefaultConfiguration(before);
        QCOMPARE(pinned.log.error.code, Error::Code::Network);
    }

    void saysWhatIsMissing()
    {
        const auto wrong = [](const QJsonObject& settings) {
            return findEngineType(EngineKind::Recogniser, u"fun_server"_s)
                ->wrong({ EngineKind::Recogniser, u"Ear"_s, u"fun_server"_s, settings });
        };
        QVERIFY(wrong({}).contains(u"host"_s));
        QVERIFY(wrong({ { u"host"_s, u"pc"_s }, { u"port"_s, 70000 } }).contains(u"port"_s));
        QVERIFY(wrong({ { u"host"_s, u"pc"_s }, { u"fingerprint"_s, u"12:34"_s } }).contains(u"fingerprint"_s));
        QVERIFY(wrong({ { u"url"_s, u"http://pc"_s } }).contains(u"url"_s));
        QCOMPARE(wrong({ { u"host"_s, u"127.0.0.1"_s }, { u"port"_s, u"10096"_s } }), QString());
        QCOMPARE(wrong({ { u"url"_s, u"wss://pc:10096"_s } }), QString());
    }
};

QTEST_GUILESS_MAIN(TstFunAsrRecogniser)
#include "tst_funasrrecogniser.moc"
