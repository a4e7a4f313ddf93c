// SPDX-License-Identifier: GPL-3.0-or-later
// A plugin on a real server, asked for by a language model that is scripted, as a device and the owner meet it.
#include "support/apis/modelstub.h"
#include "support/daemonprocess.h"
#include "support/testcase.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTemporaryDir>

#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace myna::test;

namespace {

const QString plugin = QStringLiteral(MYNA_SOURCE_DIR "/tests/data/plugins/odd.py");

// Calls what the question is about, whether it was offered or not, and says what came of it.
ModelWords brain(const QJsonObject& request)
{
    const QJsonObject last = request["messages"_L1].toArray().last().toObject();
    const QString text = last["content"_L1].toString();
    if (last["role"_L1] == "tool"_L1) { // of the time the year only: what is said takes as long as it is
        const QString date = QJsonDocument::fromJson(text.toUtf8())["date"_L1].toString();
        return { { u"It says: "_s, date.isEmpty() ? text : date.left(4) } };
    }
    if (text.contains(u"far"_s))
        return { {}, { { u"Far_echo"_s, { { u"text"_s, u"hello far away"_s } } } } };
    if (text.contains(u"echo"_s))
        return { {}, { { u"echo"_s, { { u"text"_s, u"hello plugin"_s } } } } };
    if (text.contains(u"delete"_s))
        return { {}, { { u"delete_everything"_s, {} } } };
    if (text.contains(u"danger"_s))
        return { {}, { { u"echo"_s, { { u"text"_s, u"SUDO reboot"_s } } } } };
    if (text.contains(u"fly"_s))
        return { {}, { { u"fly"_s, {} } } };
    if (text.contains(u"hang"_s))
        return { {}, { { u"sleep"_s, { { u"seconds"_s, u"60"_s } } } } };
    if (text.contains(u"time"_s))
        return { {}, { { u"get_time"_s, {} } } };
    return { { u"You said: "_s, text } };
}

QStringList offeredIn(const ApiStub::Request& request)
{
    QStringList names;
    const QJsonArray tools = request.json()["tools"_L1].toArray();
    for (const auto tool : tools)
        names.append(tool.toObject()["function"_L1]["name"_L1].toString());
    return names;
}

}

class TstPluginTalk : public TestCase
{
    Q_OBJECT

private slots:
    void initTestCase();
    void hashesAProgram();
    void listsWhatPluginsOffer();
    void theDoctorLooksAtThem();
    void aTurnUsesThePlugin();
    void whatIsDeniedIsRefusedAndRecorded();
    void endsInTimeWithItsPlugins();

private:
    // What devices that ask all this at once, one each, were answered; and all questions before.
    QHash<QString, QString> ask(const QStringList& questions);
    QVector<QJsonObject> run(const QStringList& words, int expected);
    QString written(const QString& name, const QString& sha256, const QString& further = {});
    [[nodiscard]] QJsonArray audit() const;

    QTemporaryDir m_folder;
    OpenAiStub m_model;
    QString m_sha256;
    QString m_config;
    std::unique_ptr<DaemonProcess> m_server;
    QJsonObject m_ready;
};

QString TstPluginTalk::written(const QString& name, const QString& sha256, const QString& further)
{
    const QString path = m_folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(path));
    file.write(u"tools:\n%1  plugins:\n    - name: Odd\n      program: %2\n      time_limit_ms: 500\n      sha256: %3\n"_s
                   .arg(further, plugin, sha256)
                   .toUtf8());
    // The same program, trusted: its tools exist already, so they are called after it.
    file.write(u"mcpServers:\n  Far:\n    command: %1\n"_s.arg(plugin).toUtf8());
    file.write(u"selected_module:\n  LLM: Stub\n  Intent: function_call\nLLM:\n  Stub:\n    type: openai\n    base_url: %1\n"
               "    model_name: stub\n    api_key: sk-plugin-talk-test\n"_s.arg(m_model.http().url(u"/v1"_s).toString())
                   .toUtf8());
    return path;
}

QVector<QJsonObject> TstPluginTalk::run(const QStringList& words, int expected)
{
    DaemonProcess program(words + QStringList { u"--json"_s });
    program.start();
    const int status = program.waitForExit();
    if (status != expected)
        qWarning("%s: status %d, %s", qPrintable(words.join(u' ')), status, program.errors().constData());
    return program.events();
}

void TstPluginTalk::initTestCase()
{
    m_model.onQuestion(brain);
    const auto said = run({ u"plugins"_s, u"hash"_s, plugin }, 0);
    QCOMPARE(said.size(), 1);
    m_sha256 = said.first()["sha256"_L1].toString();
    QCOMPARE(m_sha256.size(), 64);
    m_config = written(u"server.yaml"_s, m_sha256, u"  policy:\n    delete_*: deny\n"_s);
    m_server
        = std::make_unique<DaemonProcess>(QStringList { u"serve"_s, u"--config"_s, m_config, u"--data"_s, m_folder.filePath(u"server"_s),
            u"--bind"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--http-port"_s, u"0"_s, u"--activation"_s, u"open"_s, u"--json"_s });
    m_server->start();
    m_ready = m_server->waitFor(u"ready"_s);
    QVERIFY2(!m_ready.isEmpty(), m_server->errors().constData());
}

QHash<QString, QString> TstPluginTalk::ask(const QStringList& questions)
{
    std::vector<std::unique_ptr<DaemonProcess>> devices;
    for (const QString& question : questions) {
        const QString folder = m_folder.filePath(u"client%1"_s.arg(devices.size()));
        devices.push_back(std::make_unique<DaemonProcess>(QStringList { u"talk"_s, u"--ota"_s, m_ready["ota"_L1].toString(), u"--data"_s,
            folder, u"--text"_s, question, u"--timeout"_s, u"60"_s, u"--json"_s }));
        devices.back()->start();
    }
    for (const auto& device : devices) {
        if (device->waitForExit() != 0)
            qWarning("a device: %s", device->errors().constData());
    }
    QHash<QString, QString> said;
    const auto turns = m_server->events(u"turn"_s);
    for (const QJsonObject& turn : turns)
        said.insert(turn["heard"_L1].toString(), turn["said"_L1].toString());
    return said;
}

QJsonArray TstPluginTalk::audit() const
{
    QFile file(m_folder.filePath(u"server/admin.json"_s));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject admin = QJsonDocument::fromJson(file.readAll()).object();
    QNetworkAccessManager network;
    network.setProxy(QNetworkProxy::NoProxy);
    QString base = admin["url"_L1].toString();
    while (base.endsWith(u'/'))
        base.chop(1);
    QNetworkRequest request(QUrl(base + u"/audit?limit=100"_s));
    request.setRawHeader("Authorization", "Bearer " + admin["token"_L1].toString().toUtf8());
    const std::unique_ptr<QNetworkReply> reply(network.get(request));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!reply->isFinished())
        finished.wait();
    return QJsonDocument::fromJson(reply->readAll())["data"_L1].toArray();
}

void TstPluginTalk::hashesAProgram()
{
    DaemonProcess hash({ u"plugins"_s, u"hash"_s, plugin });
    hash.start();
    QCOMPARE(hash.waitForExit(), 0);
    QCOMPARE(hash.noise(), QStringList { u"sha256: "_s + m_sha256 });
    run({ u"plugins"_s, u"hash"_s, m_folder.filePath(u"nothing"_s) }, 1);
    run({ u"plugins"_s, u"everything"_s }, 2);
}

void TstPluginTalk::listsWhatPluginsOffer()
{
    const auto rows = run({ u"plugins"_s, u"list"_s, u"--config"_s, m_config, u"--data"_s, m_folder.filePath(u"other"_s) }, 0);
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.first()["state"_L1].toString(), u"ready"_s);
    QVERIFY(rows.first()["tools"_L1].toArray().contains(u"echo"_s));
    QCOMPARE(rows.last()["kind"_L1].toString(), u"program"_s);
    QVERIFY(rows.last()["tools"_L1].toArray().contains(u"Far_echo"_s));
    const QString wrong = written(u"wrong.yaml"_s, QString(64, u'0'));
    const auto refused = run({ u"plugins"_s, u"list"_s, u"--config"_s, wrong, u"--data"_s, m_folder.filePath(u"other"_s) }, 1);
    QCOMPARE(refused.value(0)["state"_L1].toString(), u"refused"_s);
    QVERIFY(refused.value(0)["trouble"_L1].toString().contains(m_sha256)); // what to write down
}

void TstPluginTalk::theDoctorLooksAtThem()
{
    const auto level = [](const QVector<QJsonObject>& findings) {
        for (const QJsonObject& finding : findings) {
            if (finding["check"_L1] == "plugins"_L1)
                return finding["level"_L1].toString();
        }
        return QString();
    };
    const auto doctor = [&](const QString& config) {
        DaemonProcess program({ u"doctor"_s, u"--config"_s, config, u"--data"_s, m_folder.filePath(u"other"_s), u"--json"_s });
        program.start();
        program.waitForExit();
        return level(program.events(u"check"_s));
    };
    QCOMPARE(doctor(m_config), u"ok"_s);
    QCOMPARE(doctor(written(u"wrong.yaml"_s, QString(64, u'0'))), u"error"_s);
}

void TstPluginTalk::aTurnUsesThePlugin()
{
    QHash<QString, QString> said;
    for (int tries = 0; tries < 5 && !said[u"echo please"_s].contains(u"You said hello plugin."_s); ++tries) // it may be starting still
        said = ask({ u"echo please"_s, u"what time is it"_s, u"who is far"_s });
    QVERIFY2(said[u"echo please"_s].contains(u"You said hello plugin."_s), qPrintable(said[u"echo please"_s]));
    QVERIFY(said[u"what time is it"_s].contains(QDate::currentDate().toString(u"yyyy"_s)));
    QVERIFY2(said[u"who is far"_s].contains(u"You said hello far away."_s), qPrintable(said[u"who is far"_s]));
    const QStringList offered = offeredIn(m_model.http().requests().last());
    QVERIFY(offered.contains(u"echo"_s) && offered.contains(u"get_time"_s));
    QVERIFY(!offered.contains(u"delete_everything"_s));
    QCOMPARE(m_model.complaints(), QStringList());
}

void TstPluginTalk::whatIsDeniedIsRefusedAndRecorded()
{
    const auto said = ask({ u"delete all"_s, u"do danger"_s, u"can you fly"_s, u"let it hang"_s });
    const auto answers = [&](const QString& question, const QString& words) {
        if (!said[question].contains(words))
            qWarning("%s: %s", qPrintable(question), qPrintable(said[question]));
    };
    answers(u"delete all"_s, u"does not allow the tool"_s);
    answers(u"do danger"_s, u"was not used"_s);
    answers(u"can you fly"_s, u"Tool fly not found"_s);
    answers(u"let it hang"_s, u"did not answer in time"_s);
    QStringList lines;
    const QJsonArray records = audit();
    for (const auto record : records)
        lines.append(record["subject"_L1].toString() + u' ' + record["outcome"_L1].toString());
    for (const QString& line :
        { u"echo allowed"_s, u"get_time allowed"_s, u"delete_everything denied"_s, u"echo denied"_s, u"fly failed"_s, u"sleep failed"_s })
        QVERIFY2(lines.contains(line), qPrintable(line + u" is not in "_s + lines.join(u", "_s)));
    for (const auto record : records) {
        if (record["action"_L1] == "tool"_L1)
            QVERIFY(!record["device"_L1].toString().isEmpty() && !record["time"_L1].toString().isEmpty());
    }
}

void TstPluginTalk::endsInTimeWithItsPlugins()
{
    m_server->process().terminate();
    QCOMPARE(m_server->waitForExit(), 0);
    m_server.reset();
}

QTEST_GUILESS_MAIN(TstPluginTalk)
#include "tst_plugintalk.moc"
