// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/controlclient.h"
#include "desktop/controlserver.h"
#include "support/testcase.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace myna::desktop;
using myna::Error;

class TstControlServer : public myna::test::TestCase
{
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString socket() const { return m_folder.filePath(u"control.sock"_s); }

    static QJsonObject echo(const QJsonObject& request) { return { { u"ok"_s, true }, { u"heard"_s, request } }; }

    // Writes raw bytes and waits for the end of the connection.
    QByteArray answerTo(const QByteArray& bytes)
    {
        QLocalSocket client;
        QSignalSpy gone(&client, &QLocalSocket::disconnected);
        QByteArray answer;
        connect(&client, &QLocalSocket::readyRead, this, [&] { answer += client.readAll(); });
        client.connectToServer(socket());
        client.write(bytes);
        if (gone.isEmpty())
            gone.wait(myna::test::patienceMs);
        return answer;
    }

private slots:
    void oneLineInOneLineOut()
    {
        ControlServer server(&echo);
        QVERIFY(server.listen(socket()));
        const QByteArray answer = answerTo("{\"verb\":\"status\"}\n");
        QVERIFY(answer.endsWith('\n'));
        QCOMPARE(answer.count('\n'), 1);
        QCOMPARE(QJsonDocument::fromJson(answer)["heard"_L1]["verb"_L1].toString(), u"status"_s);
    }

    void whatIsNoQuestionIsAnsweredWithAnErrorAndClosed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("words") << QByteArray("hello\n");
        QTest::newRow("empty line") << QByteArray("\n");
        QTest::newRow("a list") << QByteArray("[1,2]\n");
        QTest::newRow("zeroes") << QByteArray("\0\0\0\n", 4);
        QTest::newRow("deep") << QByteArray(2000, '[') + '\n';
        QTest::newRow("cut") << QByteArray("{\"verb\":\n");
        QTest::newRow("just too long") << QByteArray(ControlServer::longestLine + 1, 'x');
        QTest::newRow("too long with an end") << QByteArray("{\"verb\":\"") + QByteArray(4200, 'x') + "\"}\n";
    }

    void whatIsNoQuestionIsAnsweredWithAnErrorAndClosed()
    {
        QFETCH(QByteArray, bytes);
        int asked = 0;
        ControlServer server([&](const QJsonObject&) {
            ++asked;
            return QJsonObject();
        });
        QVERIFY(server.listen(socket()));
        const QJsonObject answer = QJsonDocument::fromJson(answerTo(bytes)).object();
        QCOMPARE(answer.value("ok"_L1), QJsonValue(false));
        QVERIFY(!answer.value("error"_L1).toString().isEmpty());
        QCOMPARE(asked, 0);
    }

    void onlyTheFirstLineCounts()
    {
        int asked = 0;
        ControlServer server([&](const QJsonObject& request) {
            ++asked;
            return echo(request);
        });
        QVERIFY(server.listen(socket()));
        QCOMPARE(answerTo("{\"a\":1}\n{\"a\":2}\n").count('\n'), 1);
        QCOMPARE(asked, 1);
    }

    void aQuestionMayComeInPieces()
    {
        ControlServer server(&echo);
        QVERIFY(server.listen(socket()));
        QLocalSocket client;
        QSignalSpy gone(&client, &QLocalSocket::disconnected);
        client.connectToServer(socket());
        client.write("{\"verb\":");
        client.flush();
        QSignalSpy bytes(&client, &QLocalSocket::readyRead);
        QVERIFY(!bytes.wait(50));
        client.write("\"show\"}\n");
        QVERIFY(gone.wait(myna::test::patienceMs));
        QVERIFY(client.readAll().contains("show"));
    }

    void whoSaysNothingIsSentAway()
    {
        ControlServer server(&echo, { .question = 50ms });
        QVERIFY(server.listen(socket()));
        QLocalSocket client;
        QSignalSpy gone(&client, &QLocalSocket::disconnected);
        client.connectToServer(socket());
        QVERIFY(gone.wait(myna::test::patienceMs));
        QCOMPARE(client.readAll(), QByteArray());
    }

    void manyAskAtTheSameTime()
    {
        ControlServer server(&echo);
        QVERIFY(server.listen(socket()));
        std::vector<std::unique_ptr<ControlClient>> clients;
        QVector<int> heard;
        for (int i = 0; i < 12; ++i) {
            clients.push_back(std::make_unique<ControlClient>());
            connect(clients.back().get(), &ControlClient::answered, this,
                [&](const QJsonObject& answer) { heard << answer["heard"_L1]["number"_L1].toInt(); });
            clients.back()->ask(socket(), { { u"number"_s, i } });
        }
        QTRY_COMPARE(heard.size(), 12);
        std::sort(heard.begin(), heard.end());
        for (int i = 0; i < 12; ++i)
            QCOMPARE(heard[i], i);
    }

    void tooManyAreTurnedAwayAndPlacesComeBack()
    {
        ControlServer server(&echo);
        QVERIFY(server.listen(socket()));
        std::vector<std::unique_ptr<QLocalSocket>> silent;
        int gone = 0;
        for (int i = 0; i < ControlServer::mostClients + 4; ++i) {
            silent.push_back(std::make_unique<QLocalSocket>());
            connect(silent.back().get(), &QLocalSocket::disconnected, this, [&] { ++gone; });
            silent.back()->connectToServer(socket());
        }
        QTRY_COMPARE(gone, 4);
        silent.clear();
        QTRY_VERIFY(answerTo("{}\n").contains("true"));
    }

    void nobodyElseMayConnect()
    {
        ControlServer server(&echo);
        QVERIFY(server.listen(socket()));
        const auto permissions = QFileInfo(socket()).permissions();
        QVERIFY(!permissions.testAnyFlags(QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther));
    }

    void aSocketThatWasLeftBehindIsReplaced()
    {
        auto first = std::make_unique<ControlServer>(&echo);
        QVERIFY(first->listen(socket()));
        // As after a crash: the file is there and nobody answers.
        const QString kept = m_folder.filePath(u"kept"_s);
        QVERIFY(QFile::rename(socket(), kept));
        first.reset();
        QVERIFY(QFile::rename(kept, socket()));
        ControlServer second(&echo);
        QVERIFY(second.listen(socket()));
        QVERIFY(answerTo("{}\n").contains("true"));
    }

    void whereNoSocketCanBeTheErrorIsASentence()
    {
        ControlServer server(&echo);
        const auto listening = server.listen(u"/nonexistent/folder/control.sock"_s);
        QVERIFY(!listening);
        QCOMPARE(listening.error().code, Error::Code::Unavailable);
    }

    void theClientSaysThatNobodyIsThere()
    {
        ControlClient client;
        QSignalSpy failed(&client, &ControlClient::failed);
        client.ask(m_folder.filePath(u"nobody"_s), { { u"verb"_s, u"status"_s } });
        QVERIFY(failed.wait(myna::test::patienceMs));
        QCOMPARE(failed[0][0].value<Error>().code, Error::Code::NotFound);
    }

    void theClientWaitsOnlySoLong()
    {
        QLocalServer mute;
        QVERIFY(mute.listen(m_folder.filePath(u"mute"_s)));
        ControlClient client;
        QSignalSpy failed(&client, &ControlClient::failed);
        client.ask(mute.fullServerName(), { { u"verb"_s, u"status"_s } }, 50ms);
        QVERIFY(failed.wait(myna::test::patienceMs));
        QCOMPARE(failed[0][0].value<Error>().code, Error::Code::Timeout);
    }

    void theClientBelievesNoNonsense_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("words") << QByteArray("hello\n");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("too much") << QByteArray(9000, 'x');
    }

    void theClientBelievesNoNonsense()
    {
        QFETCH(QByteArray, bytes);
        QLocalServer odd;
        QVERIFY(odd.listen(m_folder.filePath(u"odd"_s)));
        connect(&odd, &QLocalServer::newConnection, &odd, [&] {
            QLocalSocket* client = odd.nextPendingConnection();
            client->write(bytes);
            client->disconnectFromServer();
        });
        ControlClient client;
        QSignalSpy failed(&client, &ControlClient::failed);
        client.ask(odd.fullServerName(), { { u"verb"_s, u"status"_s } });
        QVERIFY(failed.wait(myna::test::patienceMs));
        QCOMPARE(failed[0][0].value<Error>().code, Error::Code::Protocol);
        QCOMPARE(failed.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TstControlServer)
#include "tst_controlserver.moc"
