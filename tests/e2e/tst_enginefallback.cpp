// SPDX-License-Identifier: GPL-3.0-or-later
// A server whose language model cannot be reached, as its owner and a device meet it.
#include "support/daemonprocess.h"
#include "support/testcase.h"

#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna::test;

namespace {

// A port where nobody listens.
quint16 deadPort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

QJsonObject engineRow(const QVector<QJsonObject>& rows, const QString& name)
{
    for (const QJsonObject& row : rows) {
        if (row["name"_L1].toString() == name)
            return row;
    }
    return {};
}

}

class TstEngineFallback : public TestCase
{
    Q_OBJECT

private slots:
    void initTestCase();
    void theSecondEngineAnswersAndTheFirstRests();
    void aTestSaysWhatMendsIt();

private:
    QTemporaryDir m_folder;
    QString m_config;
};

void TstEngineFallback::initTestCase()
{
    m_config = m_folder.filePath(u"config.yaml"_s);
    QFile file(m_config);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(u"selected_module:\n  LLM: [Cloud, Assistant]\n  Intent: nointent\nLLM:\n  Cloud:\n    type: openai\n"
               "    base_url: http://127.0.0.1:%1/v1\n    model_name: anything\n    api_key: not-a-key\n"_s.arg(deadPort())
                   .toUtf8());
}

void TstEngineFallback::theSecondEngineAnswersAndTheFirstRests()
{
    const QString data = m_folder.filePath(u"server"_s);
    DaemonProcess server({ u"serve"_s, u"--config"_s, m_config, u"--data"_s, data, u"--bind"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s,
        u"--http-port"_s, u"0"_s, u"--activation"_s, u"open"_s, u"--json"_s });
    server.start();
    const QJsonObject ready = server.waitFor(u"ready"_s);
    QVERIFY2(!ready.isEmpty(), server.errors().constData());
    for (int turn = 0; turn < 4; ++turn) {
        DaemonProcess talk({ u"talk"_s, u"--ota"_s, ready["ota"_L1].toString(), u"--data"_s, m_folder.filePath(u"client"_s), u"--json"_s,
            u"--text"_s, u"what is two plus three"_s, u"--timeout"_s, u"60"_s });
        talk.start();
        QCOMPARE(talk.waitForExit(), 0);
    }
    const auto turns = server.events(u"turn"_s);
    QVERIFY(!turns.isEmpty());
    for (const QJsonObject& turn : turns) {
        QCOMPARE(turn["said"_L1].toString(), u"2 plus 3 is 5."_s);
        QCOMPARE(turn["engines"_L1]["LLM"_L1].toString(), u"Assistant"_s);
    }

    DaemonProcess list({ u"engines"_s, u"list"_s, u"--data"_s, data, u"--json"_s });
    list.start();
    QCOMPARE(list.waitForExit(), 0);
    const QJsonObject cloud = engineRow(list.events(u"engine"_s), u"Cloud"_s);
    QCOMPARE(cloud["state"_L1].toString(), u"resting"_s);
    QCOMPARE(cloud["selected"_L1].toInt(), 1);
    QCOMPARE(cloud["calls"_L1].toInt(), 3); // the fourth question did not wait for it
    QCOMPARE(cloud["failures"_L1].toInt(), 3);
    const QJsonObject assistant = engineRow(list.events(u"engine"_s), u"Assistant"_s);
    QCOMPARE(assistant["state"_L1].toString(), u"ready"_s);
    QCOMPARE(assistant["calls"_L1].toInt(), 4);
}

void TstEngineFallback::aTestSaysWhatMendsIt()
{
    const QString data = m_folder.filePath(u"unused"_s);
    DaemonProcess tests({ u"engines"_s, u"test"_s, u"--config"_s, m_config, u"--data"_s, data, u"--json"_s });
    tests.start();
    QCOMPARE(tests.waitForExit(), 1);
    const auto reports = tests.events(u"test"_s);
    QCOMPARE(reports.size(), 5); // VAD, ASR, two LLM, TTS
    for (const QJsonObject& report : reports)
        QCOMPARE(report["ok"_L1].toBool(), report["name"_L1].toString() != u"Cloud"_s);
    QVERIFY(engineRow(reports, u"Cloud"_s)["repair"_L1].toString().contains(u"address"_s));
    QVERIFY(tests.noise().isEmpty());

    DaemonProcess one({ u"engines"_s, u"test"_s, u"llm/assistant"_s, u"--config"_s, m_config, u"--data"_s, data, u"--json"_s });
    one.start();
    QCOMPARE(one.waitForExit(), 0);
    QCOMPARE(one.events(u"test"_s).size(), 1);
    DaemonProcess wrong({ u"engines"_s, u"test"_s, u"LLM/Nobody"_s, u"--config"_s, m_config, u"--data"_s, data, u"--json"_s });
    wrong.start();
    QCOMPARE(wrong.waitForExit(), 2);
}

QTEST_GUILESS_MAIN(TstEngineFallback)
#include "tst_enginefallback.moc"
