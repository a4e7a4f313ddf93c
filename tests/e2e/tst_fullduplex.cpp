// SPDX-License-Identifier: GPL-3.0-or-later
// Full duplex with real sound devices and the real server: the microphone hears the loudspeaker all the time.
#include "base/invoke.h"
#include "client/clientcore.h"
#include "server/engines/engineregistry.h"
#include "server/localserver.h"
#include "servervoice.h"
#include "support/daemonprocess.h"
#include "support/loudroom.h"
#include "support/soundmath.h"
#include "support/soundrig.h"
#include "support/speechclip.h"
#include "support/testcase.h"

#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::test;
using session::State;
using session::VoiceSession;

namespace {

codec::PcmFrame question(const QString& text)
{
    return speechClip({ .text = text, .silenceBeforeMs = 200, .silenceAfterMs = 200 });
}

// A device in a room, and what happens to it. Everything arrives on the test's thread.
class Device final : public QObject
{
public:
    Device(const QUrl& url, const speech::Processing& processing)
        : m_core(options(processing))
    {
        connect(&m_core, &client::ClientCore::ready, this, [this, url] { join(url); });
        m_core.start();
    }

    void leave()
    {
        QSignalSpy stopped(&m_core, &client::ClientCore::stopped);
        m_core.stop();
        QTRY_COMPARE(stopped.size(), 1);
    }

    State state = State::Idle;
    QStringList heard;
    QStringList said;
    int begun = 0; // answers
    int finished = 0;
    int cancelled = 0;
    int packets = 0; // of the present answer
    int sent = 0; // frames of the microphone
    float loudest = 0; // of the microphone after processing, while it speaks
    bool inputWorks = false;
    bool outputWorks = false;

private:
    static client::ClientOptions options(const speech::Processing& processing)
    {
        client::ClientOptions options;
        options.sound.processing = processing;
        return options;
    }

    void join(const QUrl& url)
    {
        VoiceSession* session = m_core.session();
        audio::AudioEngine* sound = m_core.sound();
        connect(session, &VoiceSession::stateChanged, this, [this](State now) { state = now; });
        connect(session, &VoiceSession::heard, this, [this](const QString& text) { heard += text; });
        connect(session, &VoiceSession::sentence, this, [this](TurnId, const QString& text) { said += text; });
        connect(session, &VoiceSession::speechStarted, this, [this] {
            ++begun;
            packets = 0;
        });
        connect(session, &VoiceSession::audioReceived, this, [this] { ++packets; });
        connect(session, &VoiceSession::turnFinished, this, [this] { ++finished; });
        connect(session, &VoiceSession::speechCancelled, this, [this] { ++cancelled; });
        connect(sound, &audio::AudioEngine::packetReady, this, [this] { ++sent; });
        connect(sound, &audio::AudioEngine::levelsChanged, this, [this](float input, float) {
            if (state == State::Speaking)
                loudest = std::max(loudest, input);
        });
        connect(sound, &audio::AudioEngine::inputStatusChanged, this,
            [this](const audio::SoundStatus& status) { inputWorks = status.working; });
        connect(sound, &audio::AudioEngine::outputStatusChanged, this,
            [this](const audio::SoundStatus& status) { outputWorks = status.working; });
        m_core.openSound();
        const protocol::ConnectionProfile profile { .url = url,
            .identity = { .deviceId = u"02:00:00:00:00:01"_s, .clientId = u"7b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11"_s } };
        onThreadOf(session, [session, profile] {
            session->setProfile(profile);
            session->startListening(protocol::ListenMode::Realtime);
        });
    }

    client::ClientCore m_core;
};

}

class TstFullDuplex final : public TestCase
{
    Q_OBJECT

private slots:
    void initTestCase();
    void itsOwnVoiceIsNoQuestion();
    void speakingOverItIsHeardAtOnce();
    void theProgramWithoutAWindowToo();
    void withoutEchoCancellingItInterruptsItself();
    void cleanupTestCase();

private:
    void listen(Device& device)
    {
        QTRY_COMPARE(device.state, State::Listening);
        QTRY_VERIFY(device.sent > 5);
    }

    SoundRig m_rig;
    QTemporaryDir m_folder;
    std::unique_ptr<server::LocalServer> m_server;
    QVector<server::TurnReport> m_reports;
    QUrl m_url;
};

void TstFullDuplex::initTestCase()
{
    ignoreSoundBackendWarnings();
    QVERIFY2(m_rig.start(), qPrintable(m_rig.lastError()));
    QVERIFY2(openRoom(m_rig), qPrintable(m_rig.lastError()));
    m_server = std::make_unique<server::LocalServer>(server::makeBuiltinEngines());
    QSignalSpy started(m_server.get(), &server::LocalServer::started);
    connect(m_server.get(), &server::LocalServer::turnFinished, this, [this](const server::TurnReport& report) { m_reports += report; });
    m_server->start({ .dataDir = m_folder.path(),
        .bind = QHostAddress::LocalHost,
        .port = 0,
        .httpPort = 0,
        .activation = server::ActivationPolicy::Open });
    QTRY_COMPARE(started.size(), 1);
    m_url = started.first().first().value<server::ServerAddresses>().websocket;
}

void TstFullDuplex::cleanupTestCase()
{
    QSignalSpy stopped(m_server.get(), &server::LocalServer::stopped);
    m_server->stop();
    QTRY_COMPARE(stopped.size(), 1);
}

void TstFullDuplex::itsOwnVoiceIsNoQuestion()
{
    m_reports.clear();
    Device device(m_url, {});
    listen(device);
    const auto recorder = m_rig.record();
    m_rig.speak(question(u"what can you do"_s));
    QTRY_COMPARE(device.begun, 1);
    QTRY_COMPARE_WITH_TIMEOUT(device.finished, 1, 40000);
    const QString answer = device.said.join(u' ');
    const qint64 over = recorder->position();
    const int sent = device.sent;
    QTRY_VERIFY(device.sent >= sent + 30); // it goes on listening: nothing is left to be heard
    qInfo("The answer of %d packets came back with %.1f dB at most.", device.packets, 20 * std::log10(std::max(1e-5F, device.loudest)));
    QCOMPARE(device.cancelled, 0);
    QCOMPARE(device.heard, QStringList { u"what can you do"_s });
    QCOMPARE(device.begun, 1);
    QCOMPARE(m_reports.size(), 1);
    QCOMPARE(device.state, State::Listening);
    const QString difference = differenceOf(serverVoice(answer), recorder->clip(0, over));
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
    device.leave();
}

void TstFullDuplex::speakingOverItIsHeardAtOnce()
{
    m_reports.clear();
    Device device(m_url, {});
    listen(device);
    m_rig.speak(question(u"what can you do"_s));
    QTRY_COMPARE(device.begun, 1);
    QTRY_VERIFY(device.packets * 60 > 1500);
    const codec::PcmFrame over = question(u"what time is it"_s);
    const auto recorder = m_rig.record();
    QVERIFY(recorder->waitFor(1600));
    const qint64 began = recorder->position();
    m_rig.speak(over);
    QTRY_COMPARE(device.cancelled, 1);
    QCOMPARE(device.heard.size(), 1); // it falls silent before it knows what was said
    QTRY_COMPARE(device.begun, 2);
    QTRY_COMPARE(device.finished, 2);

    const double voiceMs = 50 + firstSoundMs(over); // the first sample sounds so much after speak()
    // The new answer comes no sooner than 600 ms after the question.
    const double silentMs = lastSoundMs(part(recorder->clip(began), 0, 50 + lastSoundMs(over) + 550));
    qInfo("Silent %.0f ms after the voice began, of a voice of %.0f ms.", silentMs - voiceMs, lastSoundMs(over) - firstSoundMs(over));
    QVERIFY2(silentMs < 50 + lastSoundMs(over), qPrintable(QString::number(silentMs - voiceMs))); // before the question was over
    QCOMPARE(device.heard, (QStringList { u"what can you do"_s, u"what time is it"_s }));
    QVERIFY2(device.said.last().startsWith(u"It is"_s), qPrintable(device.said.last()));
    QCOMPARE(device.cancelled, 1);
    QCOMPARE(m_reports.size(), 2);
    device.leave();
}

// What `mynad talk` does with the same devices.
void TstFullDuplex::theProgramWithoutAWindowToo()
{
    m_reports.clear();
    DaemonProcess talk({ u"talk"_s, u"--websocket"_s, m_url.toString(), u"--data"_s, m_folder.filePath(u"talk"_s), u"--mic"_s,
        u"--speaker"_s, u"--mode"_s, u"realtime"_s, u"--timeout"_s, u"60"_s, u"--json"_s });
    talk.start();
    QVERIFY(!talk.waitFor(u"hello"_s).isEmpty());
    const auto microphone = m_rig.record(u"mic"_s);
    QVERIFY(microphone->waitFor(8000)); // the stream of a program is connected within half a second
    m_rig.speak(question(u"what can you do"_s));
    QCOMPARE(talk.waitForExit(), 0);
    QCOMPARE(talk.events(u"stt"_s).size(), 1);
    QCOMPARE(talk.events(u"stt"_s).value(0)["text"_L1].toString(), u"what can you do"_s);
    QCOMPARE(talk.events(u"turn"_s).size(), 1);
    QCOMPARE(m_reports.size(), 1);
    QVERIFY(talk.events(u"sentence"_s).size() > 1); // to its end
    const QJsonObject done = talk.events(u"done"_s).value(0);
    QCOMPARE(done["turns"_L1].toInt(), 1);
    QVERIFY(done["frames_sent"_L1].toInt() > 100); // also while it spoke
}

// The same room, so that those above can fail.
void TstFullDuplex::withoutEchoCancellingItInterruptsItself()
{
    Device device(m_url, speech::unprocessed);
    listen(device);
    m_rig.speak(question(u"what can you do"_s));
    QTRY_COMPARE(device.begun, 1);
    QTRY_VERIFY(device.cancelled > 0);
    qInfo("Its own voice came back with %.1f dB and stopped it after %d packets.", 20 * std::log10(std::max(1e-5F, device.loudest)),
        device.packets);
    device.leave();
}

MYNA_RIG_MAIN(TstFullDuplex)
#include "tst_fullduplex.moc"
