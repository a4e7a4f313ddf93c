// SPDX-License-Identifier: GPL-3.0-or-later
// Called by its phrase: microphone sound → spotter and pre-roll → session → the real server over loopback → its answer.
#include "audio/preroll.h"
#include "audio/sphinxspotter.h"
#include "audio/uplink.h"
#include "server/engines/engineregistry.h"
#include "server/localserver.h"
#include "session/voicesession.h"
#include "support/faultproxy.h"
#include "support/speechclip.h"
#include "support/testcase.h"
#include "transport/websockettransport.h"

#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::audio;

namespace {

// A device as the programs put it together, with a clip for a microphone that runs as quick as everybody can listen.
struct Device
{
    SphinxSpotter spotter;
    PreRoll preRoll;
    Uplink uplink { { .frameMs = 60 } };
    session::VoiceSession session;
    QStringList heard;
    QStringList said;
    int hits = 0;

    explicit Device(const QUrl& url)
        : session([](const protocol::ConnectionProfile& profile) { return std::make_unique<transport::WebSocketTransport>(profile); },
            { .uplink = { .frameMs = 60 } })
    {
        session.setProfile(
            { .url = url, .identity = { .deviceId = u"02:00:00:00:00:01"_s, .clientId = u"7b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11"_s } });
        QObject::connect(&spotter, &KeywordSpotter::spotted, &session, [this](const QString& phrase) {
            ++hits;
            session.wake(phrase, packed(preRoll.take(), 60), protocol::ListenMode::Auto);
        });
        QObject::connect(&session, &session::VoiceSession::microphoneWanted, &uplink, [this](bool wanted) {
            if (wanted)
                uplink.open();
            else
                uplink.finish();
        });
        QObject::connect(&uplink, &Uplink::packetReady, &session, &session::VoiceSession::sendAudio);
        QObject::connect(&session, &session::VoiceSession::heard, &session, [this](const QString& text) { heard += text; });
        QObject::connect(&session, &session::VoiceSession::sentence, &session, [this](TurnId, const QString& text) { said += text; });
        QObject::connect(&session, &session::VoiceSession::speechEnded, &session,
            [this](TurnId turn) { session.playbackDrained(turn); }); // nobody listens to the answer
    }

    // 10 ms at a time, waiting for the spotter's ears.
    void speak(const QString& text, int silenceAfterMs)
    {
        const codec::PcmFrame sound
            = test::speechClip({ .text = text, .voice = u"en-us"_s, .silenceBeforeMs = 300, .silenceAfterMs = silenceAfterMs });
        for (size_t from = 0; from + 160 <= sound.samples.size(); from += 160) {
            const auto begin = sound.samples.begin() + std::ptrdiff_t(from);
            const codec::PcmFrame piece { { begin, begin + 160 }, 16000 };
            preRoll.put(piece);
            spotter.put(piece);
            uplink.put(piece);
        }
    }
};

}

class TstWakeLoop final : public test::TestCase
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void calledAskedAnswered();
    void theFirstWordArrivesThoughTheLinkIsSlow();
    void aPressedQuestionArrivesThoughTheLinkIsSlow();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<server::LocalServer> m_server;
    QUrl m_websocket;
};

void TstWakeLoop::initTestCase()
{
    m_server = std::make_unique<server::LocalServer>(server::makeBuiltinEngines());
    QSignalSpy started(m_server.get(), &server::LocalServer::started);
    m_server->start({ .dataDir = m_folder.path(),
        .bind = QHostAddress::LocalHost,
        .port = 0,
        .httpPort = 0,
        .activation = server::ActivationPolicy::Open });
    QTRY_COMPARE(started.size(), 1);
    m_websocket = started.first().first().value<server::ServerAddresses>().websocket;
}

void TstWakeLoop::cleanupTestCase()
{
    QSignalSpy stopped(m_server.get(), &server::LocalServer::stopped);
    m_server->stop();
    QTRY_COMPARE(stopped.size(), 1);
    m_server.reset();
}

void TstWakeLoop::calledAskedAnswered()
{
    Device device(m_websocket);
    QSignalSpy armed(&device.spotter, &KeywordSpotter::armed);
    device.spotter.arm({ { u"hello computer"_s }, 50 });
    QTRY_COMPARE(armed.size(), 1);

    // Nothing leaves before the phrase.
    device.speak(u"nice day"_s, 300);
    QVERIFY(!device.session.isConnected());
    device.speak(u"hello computer"_s, 300);
    QTRY_COMPARE(device.hits, 1);
    QTRY_COMPARE(device.session.state(), session::State::Listening);
    QVERIFY(device.uplink.isOpen());
    QVERIFY(device.session.counters().link.framesSent >= 10); // the pre-roll

    // The server does not take the phrase for a question, and hears the one that follows.
    device.speak(u"what is two plus three"_s, 2000);
    QTRY_VERIFY(!device.said.isEmpty());
    QCOMPARE(device.heard, QStringList { u"what is two plus three"_s });
    QVERIFY2(device.said.join(u' ').contains(u"5"_s) || device.said.join(u' ').contains(u"five"_s), qPrintable(device.said.join(u' ')));

    // While it speaks or listens to us the phrase is no second conversation.
    QTRY_COMPARE(device.session.state(), session::State::Listening);
}

// Requirement of issue 3: what is said while the link is still being opened is not lost. All of it is said before the server could answer.
void TstWakeLoop::theFirstWordArrivesThoughTheLinkIsSlow()
{
    test::FaultProxy proxy(m_websocket);
    proxy.setToServer({ .delayMs = 400 });
    proxy.setToClient({ .delayMs = 400 });
    Device device(proxy.url());
    device.session.startListening(protocol::ListenMode::Auto);
    QVERIFY(device.uplink.isOpen());
    device.speak(u"what is two plus three"_s, 1500);
    QCOMPARE(device.session.state(), session::State::Connecting);
    QCOMPARE(device.session.counters().link.framesSent, 0U);
    QTRY_VERIFY(!device.said.isEmpty());
    QCOMPARE(device.heard, QStringList { u"what is two plus three"_s });
    QCOMPARE(device.session.counters().earlyDropped, 0U);
    QCOMPARE(device.session.counters().link.framesDropped, 0U);
    QCOMPARE(proxy.connections, 1);
}

void TstWakeLoop::aPressedQuestionArrivesThoughTheLinkIsSlow()
{
    test::FaultProxy proxy(m_websocket);
    proxy.setToServer({ .delayMs = 300 });
    proxy.setToClient({ .delayMs = 300 });
    Device device(proxy.url());
    device.session.startListening(protocol::ListenMode::Manual);
    device.speak(u"what is two plus three"_s, 200);
    device.session.stopListening();
    QCOMPARE(device.session.state(), session::State::Connecting);
    QVERIFY(!device.uplink.isOpen());
    device.session.microphoneClosed();
    QTRY_VERIFY(!device.said.isEmpty());
    QCOMPARE(device.heard, QStringList { u"what is two plus three"_s });
}

QTEST_GUILESS_MAIN(TstWakeLoop)
#include "tst_wakeloop.moc"
