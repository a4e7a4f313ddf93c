// SPDX-License-Identifier: GPL-3.0-or-later
// The two programs as strangers meet them: `mynad serve` and `mynad talk`, with espeak-ng's voice as the speaker.
#include "clientpool.h"
#include "codec/resampler.h"
#include "codec/wavfile.h"
#include "servervoice.h"
#include "support/soundmath.h"
#include "support/speechclip.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::test;

namespace {

QStringList texts(const QVector<QJsonObject>& events)
{
    QStringList all;
    for (const QJsonObject& event : events)
        all << event["text"_L1].toString();
    return all;
}

struct House
{
    explicit House(const QString& activation = u"open"_s)
        : server({ u"serve"_s, u"--data"_s, folder.filePath(u"server"_s), u"--bind"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s,
            u"--http-port"_s, u"0"_s, u"--activation"_s, activation, u"--json"_s })
    {
        server.start();
        ready = server.waitFor(u"ready"_s);
    }

    [[nodiscard]] QStringList talkArguments(const QStringList& more) const
    {
        return QStringList { u"talk"_s, u"--ota"_s, ready["ota"_L1].toString(), u"--data"_s, folder.filePath(u"client"_s), u"--json"_s,
            u"--timeout"_s, u"60"_s }
        + more;
    }

    QTemporaryDir folder;
    DaemonProcess server;
    QJsonObject ready;
};

// A client that asks once.
class Talk final : public ClientRun
{
public:
    enum class Proof { Spoken, Typed, Framed };

    Talk(Proof what, QString title, const House& server, QStringList words)
        : proof(what)
        , name(std::move(title))
        , m_house(server)
        , m_words(std::move(words))
    {
    }
    QStringList arguments() override
    {
        return QStringList { u"--ota"_s, m_house.ready["ota"_L1].toString(), u"--timeout"_s, u"60"_s, u"--output"_s, answer() } + m_words;
    }
    [[nodiscard]] QString answer() const { return folder.filePath(u"answer.wav"_s); }

    const Proof proof;
    const QString name;
    QString expected; // in what is said

private:
    const House& m_house;
    QStringList m_words;
};

}

class TstTalkServe : public TestCase
{
    Q_OBJECT

    std::unique_ptr<House> m_house; // of those who talk at the same time
    ClientPool<Talk> m_talks { 3 };

    void rows(Talk::Proof proof) const
    {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < m_talks.runs.size(); ++i) {
            if (m_talks.runs[i]->proof == proof)
                QTest::newRow(qPrintable(m_talks.runs[i]->name)) << int(i);
        }
    }
    // What the server says of the turn of this client.
    QJsonObject turnOf(const Talk& talk)
    {
        const QJsonValue device = talk.client->events(u"paired"_s).value(0)["device"_L1];
        QJsonObject found;
        [[maybe_unused]] const bool came = becomesTrue([&] {
            for (const QJsonObject& turn : m_house->server.events(u"turn"_s)) {
                if (turn["device"_L1] == device)
                    found = turn;
            }
            return !found.isEmpty();
        });
        return found;
    }

private slots:
    void initTestCase()
    {
        m_house = std::make_unique<House>();
        QVERIFY2(!m_house->ready.isEmpty(), m_house->server.errors().constData());
        const QString question = speechFile(m_house->folder.path(), { .text = u"what time is it"_s });
        const auto add = [this](Talk::Proof proof, const QString& name, const QStringList& words, const QString& expected = {}) {
            m_talks.runs.push_back(std::make_unique<Talk>(proof, name, *m_house, words));
            m_talks.runs.back()->expected = expected;
        };
        const auto spoken = [&](const QString& mode, const QString& frame) {
            add(Talk::Proof::Spoken, u"%1, %2 ms"_s.arg(mode, frame), { u"--input"_s, question, u"--mode"_s, mode, u"--frame"_s, frame });
        };
        spoken(u"auto"_s, u"60"_s);
        spoken(u"manual"_s, u"20"_s);
        spoken(u"realtime"_s, u"40"_s);
        add(Talk::Proof::Typed, u"sum"_s, { u"--text"_s, u"what is seven times eight"_s }, u"fifty"_s);
        add(Talk::Proof::Typed, u"Chinese sum"_s, { u"--text"_s, u"七乘以八等于多少"_s }, u"五十六"_s);
        for (const QString& version : { u"1"_s, u"2"_s, u"3"_s })
            add(Talk::Proof::Framed, version, { u"--input"_s, question, u"--framing"_s, version });
    }
    void cleanupTestCase()
    {
        m_talks.runs.clear();
        m_house.reset();
    }

    void aSpokenQuestionIsHeardAndAnsweredAloud_data() { rows(Talk::Proof::Spoken); }
    void aSpokenQuestionIsHeardAndAnsweredAloud()
    {
        QFETCH(int, index);
        QVERIFY(m_talks.finish(size_t(index)));
        const Talk& run = *m_talks.runs[size_t(index)];
        DaemonProcess& talk = *run.client;
        QCOMPARE(talk.waitForExit(), 0);
        QVERIFY2(talk.noise().isEmpty(), qPrintable(talk.noise().join(u'\n')));

        QCOMPARE(texts(talk.events(u"stt"_s)), QStringList { u"what time is it"_s });
        const QStringList sentences = texts(talk.events(u"sentence"_s));
        QVERIFY(!sentences.isEmpty());
        const QJsonObject done = talk.events(u"done"_s).value(0);
        QCOMPARE(done["turns"_L1].toInt(), 1);
        QVERIFY(done["frames_sent"_L1].toInt() > 10);
        QVERIFY(done["frames_received"_L1].toInt() > 5);
        QCOMPARE(done["frames_lost"_L1].toInt(), 0);

        QCOMPARE(differenceFromServerVoice(run.answer(), sentences.join(u' ')), QString());

        const QJsonObject turn = turnOf(run);
        QCOMPARE(turn["heard"_L1].toString(), u"what time is it"_s);
        const QJsonObject line = turn["timeline"_L1].toObject();
        QVERIFY(line["recognised"_L1].toInt(-1) >= 0);
        QVERIFY(line["first_packet"_L1].toInt(-1) >= line["first_audio"_L1].toInt(0));
        QVERIFY(line["stop"_L1].toInt() > line["first_packet"_L1].toInt());
    }

    void typedTextTakesTheSameWay_data() { rows(Talk::Proof::Typed); }
    void typedTextTakesTheSameWay()
    {
        QFETCH(int, index);
        QVERIFY(m_talks.finish(size_t(index)));
        const Talk& run = *m_talks.runs[size_t(index)];
        QCOMPARE(run.client->waitForExit(), 0);
        const QString said = texts(run.client->events(u"sentence"_s)).join(u' ');
        QVERIFY2(said.contains(u"56"_s) || said.contains(run.expected), qPrintable(said));
    }

    void everyFramingCarriesTheSameConversation_data() { rows(Talk::Proof::Framed); }
    void everyFramingCarriesTheSameConversation()
    {
        QFETCH(int, index);
        QVERIFY(m_talks.finish(size_t(index)));
        DaemonProcess& talk = *m_talks.runs[size_t(index)]->client;
        QCOMPARE(talk.waitForExit(), 0);
        QCOMPARE(texts(talk.events(u"stt"_s)), QStringList { u"what time is it"_s });
        QVERIFY(talk.events(u"done"_s).value(0)["frames_received"_L1].toInt() > 5);
    }

    void anUnknownDeviceShowsItsCodeAndIsLetInWhenApproved()
    {
        House house(u"approve"_s);
        DaemonProcess talk(house.talkArguments({ u"--text"_s, u"hello"_s }));
        talk.start();
        const QJsonObject offer = talk.waitFor(u"activation"_s);
        const QString code = offer["code"_L1].toString();
        QCOMPARE(code.size(), 6);
        QCOMPARE(house.server.waitFor(u"activation"_s)["code"_L1].toString(), code);
        DaemonProcess approve({ u"devices"_s, u"approve"_s, code, u"--admin"_s, house.ready["admin"_L1].toString(), u"--data"_s,
            house.folder.filePath(u"server"_s), u"--json"_s });
        approve.start();
        QCOMPARE(approve.waitForExit(), 0);
        QCOMPARE(talk.waitForExit(), 0);
        QVERIFY(!talk.events(u"paired"_s).isEmpty());
        QVERIFY(!texts(talk.events(u"sentence"_s)).isEmpty());

        // The next start is known: no code any more, the same identity.
        DaemonProcess again(house.talkArguments({ u"--text"_s, u"hello"_s }));
        again.start();
        QCOMPARE(again.waitForExit(), 0);
        QVERIFY(again.events(u"activation"_s).isEmpty());
        QCOMPARE(again.events(u"paired"_s).value(0)["device"_L1], talk.events(u"paired"_s).value(0)["device"_L1]);
    }

    void aCodeThatNobodyApprovesEndsWithNotPaired()
    {
        House house(u"code"_s);
        DaemonProcess talk(QStringList { u"talk"_s, u"--ota"_s, house.ready["ota"_L1].toString(), u"--data"_s,
            house.folder.filePath(u"client"_s), u"--json"_s, u"--timeout"_s, u"5"_s, u"--text"_s, u"hello"_s });
        talk.start();
        QCOMPARE(talk.waitForExit(), 4);
        QVERIFY(!talk.events(u"error"_s).isEmpty());
    }

    void anAddressWhereNobodyListensIsANetworkError()
    {
        QTemporaryDir folder;
        QTcpServer probe;
        QVERIFY(probe.listen(QHostAddress::LocalHost));
        const quint16 port = probe.serverPort();
        probe.close();
        DaemonProcess talk({ u"talk"_s, u"--ota"_s, u"http://127.0.0.1:%1/xiaozhi/ota/"_s.arg(port), u"--data"_s, folder.path(),
            u"--text"_s, u"hello"_s, u"--json"_s });
        talk.start();
        QCOMPARE(talk.waitForExit(), 3);
        QVERIFY(!talk.events(u"error"_s).value(0)["text"_L1].toString().isEmpty());

        // Without a version check it goes on trying, but says so, and at the end why nothing came of it.
        DaemonProcess direct(
            { u"talk"_s, u"--websocket"_s, u"ws://127.0.0.1:%1/"_s.arg(port), u"--text"_s, u"hello"_s, u"--timeout"_s, u"2"_s });
        direct.start();
        QCOMPARE(direct.waitForExit(), 7);
        const QString said = QString::fromUtf8(direct.errors());
        QVERIFY2(said.count(u"port %1"_s.arg(port)) == 2 && said.contains(u"Trying again"_s) && said.contains(u"within 2 s"_s),
            qPrintable(said));
    }

    void helpNamesTheVerb_data()
    {
        QTest::addColumn<QString>("verb");
        for (const auto& verb : { u"serve"_s, u"talk"_s, u"devices"_s, u"doctor"_s, u"bench"_s })
            QTest::addRow("%s", qPrintable(verb)) << verb;
    }
    void helpNamesTheVerb()
    {
        QFETCH(QString, verb);
        DaemonProcess process({ verb, u"--help"_s });
        process.start();
        QCOMPARE(process.waitForExit(), 0);
        QVERIFY2(process.noise().value(0).startsWith(u"Usage: mynad "_s + verb), qPrintable(process.noise().value(0)));
    }

    void wrongUseIsExplained_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no address") << QStringList { u"talk"_s, u"--text"_s, u"hi"_s };
        QTest::newRow("unknown option") << QStringList { u"talk"_s, u"--nonsense"_s };
        QTest::newRow("bad mode") << QStringList { u"talk"_s, u"--ota"_s, u"http://127.0.0.1:1/"_s, u"--text"_s, u"hi"_s, u"--mode"_s,
            u"loud"_s };
        QTest::newRow("bad port") << QStringList { u"serve"_s, u"--port"_s, u"99999"_s };
        QTest::newRow("bad policy") << QStringList { u"serve"_s, u"--activation"_s, u"maybe"_s };
        QTest::newRow("no verb") << QStringList {};
        QTest::newRow("unknown verb") << QStringList { u"server"_s };
    }
    void wrongUseIsExplained()
    {
        QFETCH(QStringList, arguments);
        DaemonProcess process(arguments);
        process.start();
        QCOMPARE(process.waitForExit(), 2);
        QVERIFY(!process.errors().isEmpty());
    }

    void aConfigurationErrorNamesFileLineAndKey()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"bad.yaml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("server:\n  ip: 127.0.0.1\n  port: eight thousand\n");
        file.close();
        DaemonProcess serve({ u"serve"_s, u"--config"_s, file.fileName(), u"--data"_s, folder.path(), u"--json"_s });
        serve.start();
        QCOMPARE(serve.waitForExit(), 2);
        const QByteArray words = serve.errors();
        QVERIFY2(words.contains("bad.yaml") && words.contains('3') && words.contains("port"), words.constData());
    }

    void aTakenPortIsNamed()
    {
        QTemporaryDir folder;
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        DaemonProcess serve({ u"serve"_s, u"--data"_s, folder.path(), u"--bind"_s, u"127.0.0.1"_s, u"--port"_s,
            QString::number(other.serverPort()), u"--http-port"_s, u"0"_s, u"--json"_s });
        serve.start();
        QCOMPARE(serve.waitForExit(), 3);
        QVERIFY2(serve.errors().contains(QByteArray::number(other.serverPort())), serve.errors().constData());
        QVERIFY(serve.noise().isEmpty());
    }

    void aDataFolderThatCannotBeWrittenIsNamed()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"not-a-folder"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        DaemonProcess serve({ u"serve"_s, u"--data"_s, file.fileName(), u"--bind"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--http-port"_s,
            u"0"_s, u"--json"_s });
        serve.start();
        QVERIFY(serve.waitForExit() > 0);
        QVERIFY2(serve.errors().contains("not-a-folder"), serve.errors().constData());
    }

    void aCorruptDatabaseAndCorruptSettingsAreKeptAsideAndSaid()
    {
        QTemporaryDir folder;
        for (const QString& name : { u"server.db"_s, u"settings.ini"_s, u"identities.json"_s }) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray("\0garbage\xff", 9).repeated(600));
        }
        DaemonProcess serve({ u"serve"_s, u"--data"_s, folder.path(), u"--bind"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--http-port"_s,
            u"0"_s, u"--activation"_s, u"open"_s, u"--json"_s });
        serve.start();
        const QJsonObject ready = serve.waitFor(u"ready"_s);
        QVERIFY(!ready.isEmpty());
        QVERIFY(!QDir(folder.path()).entryList({ u"server.db.broken*"_s }).isEmpty());
        DaemonProcess talk({ u"talk"_s, u"--ota"_s, ready["ota"_L1].toString(), u"--data"_s, folder.path(), u"--text"_s, u"hello"_s,
            u"--json"_s, u"--timeout"_s, u"20"_s });
        talk.start();
        const int first = talk.waitForExit();
        QVERIFY(first >= 0);
        QVERIFY(!QDir(folder.path()).entryList({ u"identities.json.broken*"_s }).isEmpty());
        DaemonProcess again({ u"talk"_s, u"--ota"_s, ready["ota"_L1].toString(), u"--data"_s, folder.path(), u"--text"_s, u"hello"_s,
            u"--json"_s, u"--timeout"_s, u"20"_s });
        again.start();
        QCOMPARE(again.waitForExit(), 0);
    }

    void rubbishOnEveryPortDoesNotStopTheServer()
    {
        House house;
        for (const QString& name : { u"websocket"_s, u"ota"_s }) {
            const QUrl url(house.ready[name].toString());
            for (const QByteArray& rubbish :
                { QByteArray(70000, 'A'), QByteArray("\x16\x03\x01garbage"), QByteArray("GET / HTTP/9.9\r\n\r\n"),
                    QByteArray("POST /xiaozhi/ota/ HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n{}") }) {
                QTcpSocket socket;
                socket.connectToHost(url.host(), quint16(url.port()));
                QVERIFY(socket.waitForConnected());
                socket.write(rubbish);
                QTRY_VERIFY(socket.state() == QAbstractSocket::UnconnectedState || socket.bytesAvailable() > 0);
            }
        }
        DaemonProcess talk(house.talkArguments({ u"--text"_s, u"hello"_s }));
        talk.start();
        QCOMPARE(talk.waitForExit(), 0);
    }

    void aHangUpSignalReadsTheConfigurationAgain()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"server.yaml"_s);
        const auto write = [&path](const QByteArray& yaml) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(yaml);
        };
        write("close_connection_no_voice_time: 90\n");
        DaemonProcess serve({ u"serve"_s, u"--config"_s, path, u"--data"_s, folder.path(), u"--bind"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s,
            u"--http-port"_s, u"0"_s, u"--json"_s });
        serve.start();
        QVERIFY(!serve.waitFor(u"ready"_s).isEmpty());
        write("close_connection_no_voice_time: 60\n");
        QCOMPARE(::kill(pid_t(serve.process().processId()), SIGHUP), 0);
        const QJsonObject applied = serve.waitFor(u"config"_s);
        QCOMPARE(applied["state"_L1].toString(), u"applied"_s);
        // The hard end follows the good-bye by a minute unless the file says otherwise, so it moved too.
        QCOMPARE(applied["changed"_L1].toArray(), QJsonArray({ u"close_connection_no_voice_time"_s, u"dialogue.close_after"_s }));
        const int seen = int(serve.events().size());
        write("close_connection_no_voice_time: soon\n");
        QCOMPARE(::kill(pid_t(serve.process().processId()), SIGHUP), 0);
        QCOMPARE(serve.waitFor(u"config"_s, 60000, seen)["state"_L1].toString(), u"rejected"_s);
    }

    void aServerStopsCleanlyWithinThreeSeconds()
    {
        House house;
        DaemonProcess talk(house.talkArguments({ u"--text"_s, u"what can you do"_s, u"--turns"_s, u"5"_s }));
        talk.start();
        QVERIFY(!talk.waitFor(u"sentence"_s).isEmpty());
        house.server.process().terminate();
        QCOMPARE(house.server.waitForExit(12000), 0);
        QTRY_VERIFY(!talk.events(u"closed"_s).isEmpty());
        QCOMPARE(talk.events(u"closed"_s).value(0)["code"_L1].toInt(), 1001);
    }

    void aServerKilledInMidTurnIsSeenAsALoss()
    {
        House house;
        DaemonProcess talk(QStringList { u"talk"_s, u"--ota"_s, house.ready["ota"_L1].toString(), u"--data"_s,
            house.folder.filePath(u"client"_s), u"--json"_s, u"--timeout"_s, u"6"_s, u"--text"_s, u"what can you do"_s });
        talk.start();
        QVERIFY(!talk.waitFor(u"sentence"_s).isEmpty());
        house.server.process().kill();
        QVERIFY(!talk.waitFor(u"closed"_s).isEmpty());
        QCOMPARE(talk.events(u"closed"_s).value(0)["clean"_L1].toBool(), false);
        const int status = talk.waitForExit();
        QVERIFY2(status == 3 || status == 7, qPrintable(QString::number(status)));
    }
};

QTEST_GUILESS_MAIN(TstTalkServe)
#include "tst_talkserve.moc"
