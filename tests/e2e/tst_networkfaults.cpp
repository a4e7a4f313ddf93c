// SPDX-License-Identifier: GPL-3.0-or-later
// A conversation of the two programs over a bad network: what the listener hears, and what happens when the network goes.
#include "clientpool.h"
#include "codec/resampler.h"
#include "codec/wavfile.h"
#include "servervoice.h"
#include "support/faultproxy.h"
#include "support/soundmath.h"
#include "support/speechclip.h"
#include "support/testcase.h"
#include "transport/websockettransport.h"

#include <QJsonArray>
#include <QTemporaryDir>

#include <algorithm>
#include <numeric>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna;
using namespace myna::test;

namespace {

// A spoken question over a bad network.
class Call final : public ClientRun
{
public:
    Call(QString title, const LinkFaults& faults, int mostUnderruns, const QUrl& server, QString question)
        : name(std::move(title))
        , bad(faults)
        , most(mostUnderruns)
        , proxy(server)
        , m_question(std::move(question))
    {
        proxy.setToServer(bad);
        proxy.setToClient(bad);
    }
    QStringList arguments() override
    {
        return { u"--websocket"_s, proxy.url().toString(), u"--input"_s, m_question, u"--output"_s, answer() };
    }
    [[nodiscard]] QString answer() const { return folder.filePath(u"answer.wav"_s); }

    const QString name;
    const LinkFaults bad;
    const int most; // underruns
    FaultProxy proxy;

private:
    QString m_question;
};

}

class TstNetworkFaults : public TestCase
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<DaemonProcess> m_server;
    QUrl m_websocket;
    ClientPool<Call> m_calls { 2 }; // more would be one another's bad network

    [[nodiscard]] QStringList talk(const FaultProxy& proxy, const QStringList& more) const
    {
        return QStringList { u"talk"_s, u"--websocket"_s, proxy.url().toString(), u"--data"_s, m_folder.filePath(u"client"_s), u"--json"_s,
            u"--timeout"_s, u"40"_s }
        + more;
    }

private slots:
    void initTestCase()
    {
        m_server = std::make_unique<DaemonProcess>(QStringList { u"serve"_s, u"--data"_s, m_folder.filePath(u"server"_s), u"--bind"_s,
            u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--http-port"_s, u"0"_s, u"--activation"_s, u"open"_s, u"--json"_s });
        m_server->start();
        m_websocket = QUrl(m_server->waitFor(u"ready"_s)["websocket"_L1].toString());
        QVERIFY2(m_websocket.port() > 0, m_server->errors().constData());
        const QString question = speechFile(m_folder.path(), { .text = u"what can you do"_s });
        const auto add = [&](const QString& name, const LinkFaults& faults, int mostUnderruns) {
            m_calls.runs.push_back(std::make_unique<Call>(name, faults, mostUnderruns, m_websocket, question));
        };
        add(u"80 ms and 60 ms of jitter"_s, { .delayMs = 80, .jitterMs = 60 }, 5);
        add(u"stalls of 300 ms"_s, { .delayMs = 10, .stallEveryMs = 2000, .stallMs = 300 }, 8);
        add(u"Wi-Fi bursts"_s, { .delayMs = 5, .jitterMs = 10, .burstMs = 150 }, 6);
    }

    void cleanupTestCase()
    {
        m_calls.runs.clear();
        m_server.reset();
    }

    void theWholeAnswerIsHeard_data()
    {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < m_calls.runs.size(); ++i)
            QTest::newRow(qPrintable(m_calls.runs[i]->name)) << int(i);
    }
    void theWholeAnswerIsHeard()
    {
        QFETCH(int, index);
        for (size_t i = 0; i < m_calls.runs.size(); ++i) // who computes is a bad network itself
            QVERIFY(m_calls.finish(i));
        Call& call = *m_calls.runs[size_t(index)];
        const LinkFaults& faults = call.bad;
        const FaultProxy& proxy = call.proxy;
        DaemonProcess& client = *call.client;
        QCOMPARE(client.waitForExit(), 0);
        QStringList sentences;
        for (const auto& event : client.events(u"sentence"_s))
            sentences << event["text"_L1].toString();
        QCOMPARE(client.events(u"stt"_s).value(0)["text"_L1].toString(), u"what can you do"_s);
        QCOMPARE(proxy.connections, 1);
        QVERIFY2(proxy.longestWaitMs >= faults.delayMs + std::max({ faults.jitterMs / 2, faults.burstMs / 2, faults.stallMs / 2 }),
            qPrintable(QString::number(proxy.longestWaitMs)));

        const auto played = codec::readWav(call.answer());
        QVERIFY2(played, qPrintable(played ? QString() : played.error().text));
        const auto heard = codec::resampled(*played, 16000);
        QVERIFY(heard);
        const codec::PcmFrame expected = serverVoice(sentences.join(u' '));
        // A hole that was waited out shifts what follows, so it is compared piece by piece.
        const double startMs = firstSoundMs(*heard) - firstSoundMs(expected);
        const double lateMs = lastSoundMs(*heard) - startMs - lastSoundMs(expected);
        const auto scores = pieceScores(expected, *heard, startMs);
        const double mean = std::accumulate(scores.begin(), scores.end(), 0.0) / double(scores.size());
        const double least = *std::min_element(scores.begin(), scores.end());
        const QJsonObject done = client.events(u"done"_s).value(0);
        qInfo("likeness of pieces %.2f, the least %.2f, of the whole %.2f; %.1f s, last sound %+.0f ms; concealed %d, underruns %d, "
              "longest wait %d ms, of it %d not wanted",
            mean, least, envelopeCorrelation(expected, *heard).score, expected.durationMs() / 1000.0, lateMs,
            done["frames_lost"_L1].toInt(), done["underruns"_L1].toInt(), proxy.longestWaitMs, proxy.lateMs);
        QVERIFY(mean > 0.8);
        QVERIFY(least > 0.5);
        QVERIFY2(scores.front() > 0.8 && scores.back() > 0.8, qPrintable(u"%1 %2"_s.arg(scores.front()).arg(scores.back())));
        // Nothing is cut off, and holes make it longer, never shorter.
        QVERIFY(lateMs > -60 && lateMs < 1500);
        QVERIFY(done["frames_received"_L1].toInt() > expected.durationMs() / 60 - 2);
        QVERIFY(done["underruns"_L1].toInt() <= call.most);
    }

    void aCutInMidAnswerIsSaidAndMended()
    {
        FaultProxy proxy(m_websocket);
        DaemonProcess client(talk(proxy, { u"--text"_s, u"what time is it"_s }));
        client.start();
        QVERIFY(!client.waitFor(u"sentence"_s).isEmpty());
        const qint64 before = proxy.bytesToClient;
        QTRY_VERIFY(proxy.bytesToClient > before + 1500);
        const int seen = int(client.events().size());
        proxy.cut();
        const QJsonObject closed = client.waitFor(u"closed"_s, patienceMs, seen);
        QVERIFY(!closed.isEmpty());
        QCOMPARE(closed["clean"_L1].toBool(true), false);
        const int status = client.waitForExit();
        QStringList states;
        for (const auto& event : client.events(u"state"_s))
            states << event["state"_L1].toString();
        qInfo("status %d, connections %d, states %s", status, proxy.connections, qPrintable(states.join(u' ')));
        QVERIFY(states.contains(u"reconnecting"_s));
        QCOMPARE(proxy.connections, 2);
        // The question is asked anew and answered.
        QCOMPARE(status, 0);
        QCOMPARE(client.events(u"done"_s).value(0)["turns"_L1].toInt(), 1);
    }

    void aHalfOpenConnectionIsNoticedByPings()
    {
        FaultProxy proxy(m_websocket);
        proxy.setToServer({ .delayMs = 30 });
        proxy.setToClient({ .delayMs = 30 });
        protocol::ConnectionProfile profile;
        profile.url = proxy.url();
        profile.identity = { .deviceId = u"02:00:00:00:00:07"_s, .clientId = u"5b0f5a3e-3d5c-4f42-9d3b-0f3d3f1f8a01"_s };
        transport::WebSocketTiming timing;
        timing.pingEvery = 100ms;
        timing.silenceLimit = 1000ms;
        transport::WebSocketTransport transport(profile, timing);
        QSignalSpy opened(&transport, &transport::Transport::opened);
        QSignalSpy closed(&transport, &transport::Transport::closed);
        transport.open();
        QTRY_COMPARE(opened.size(), 1);
        QTRY_VERIFY(transport.counters().roundTripMs >= 60);
        // Longer than the limit: the pongs alone keep it open.
        const qint64 bytes = proxy.bytesToClient;
        QTRY_VERIFY(proxy.bytesToClient > bytes + 12 * 6);
        QCOMPARE(closed.size(), 0);
        proxy.fallSilent();
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(!transport.isOpen());
    }
};

QTEST_GUILESS_MAIN(TstNetworkFaults)
#include "tst_networkfaults.moc"
