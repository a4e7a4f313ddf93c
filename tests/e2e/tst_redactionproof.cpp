// SPDX-License-Identifier: GPL-3.0-or-later
// A whole life of a server, and then a search through everything it logged or printed for every secret and every sentence it was told.
// What is said goes to the `turn` events on standard output and, when it is kept, into the database: nowhere else.
#include "http/rawclient.h"
#include "support/apis/modelstub.h"
#include "support/daemonprocess.h"
#include "support/speechclip.h"
#include "support/testcase.h"
#include "support/tlsfiles.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace myna::test;

namespace {

// What a stranger must never learn.
const QByteArray echoedKey = "sk-proof-6Qx9Zt3LmPw8aBcD";
const QByteArray wordlikeKey = "key_7f3a9c1e5b2d8f40"; // looks like an error's name
const QByteArray goodKey = "sk-other-1Yt5Rr8KqNv2";
const QByteArray adminToken = "owner-Zk81hQp2Lw";
const QByteArray doorToken = "door-9fW3xKc7Tz";
const QByteArray guessedToken = "guess-5512-Mm77";
const QByteArray hookPath = "T0hook4Secret99";
// What was said, by whom and to whom.
const QString typed = u"my grandmother hides violet marmalade"_s;
const QString wished = u"please set the volume to forty one for the trombone recital"_s;
const QString spoken = u"what time is it"_s;
const QString answered = u"Purple dinosaurs whisper at midnight"_s;
const QString dictated = u"The lighthouse keeper orders pancakes"_s;
const QString asked = u"does the walrus like trombones"_s;
const QString prompted = u"You are Captain Wobble of the marmalade fleet"_s;

const QString device = u"a4:cf:12:0b:9e:31"_s;
const QByteArray identity = "Device-Id: a4:cf:12:0b:9e:31\r\nClient-Id: 7b0d2c52-6d0f-4a6e-9a53-0c8f5f6f2a11\r\n";

QByteArray contentOf(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}

class TstRedactionProof : public TestCase
{
    Q_OBJECT

private slots:
    void nothingSaidOrSecretIsWrittenDown_data();
    void nothingSaidOrSecretIsWrittenDown();

private:
    struct Life;
};

struct TstRedactionProof::Life
{
    Life(bool json, int keepDays);
    void begin();
    void bindADevice();
    void talk(const QString& text, const QString& recording = {});
    void administrate();
    void attack();
    void reconfigure();
    void end();

    void configure(const QByteArray& more = {});
    // Another verb; what it says is looked through, too, unless it is the answer to a question of its owner.
    void verb(const QStringList& words, const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment());
    [[nodiscard]] QJsonObject admin() const { return QJsonDocument::fromJson(contentOf(data() + u"/admin.json"_s)).object(); }
    [[nodiscard]] QString data() const { return folder.filePath(u"server"_s); }
    [[nodiscard]] QString config() const { return folder.filePath(u"server.yaml"_s); }
    [[nodiscard]] quint16 webPort() const { return quint16(QUrl(admin()["url"_L1].toString()).port(0)); }
    QByteArray request(const QByteArray& method, const QByteArray& path, const QByteArray& headers, const QByteArray& body = {}) const;
    [[nodiscard]] QVector<QPair<QString, QByteArray>> outputs();

    QTemporaryDir folder;
    bool json;
    int keepDays;
    OpenAiStub refusing;
    OpenAiStub good;
    ApiStub hook { tlsOf("selfsigned") };
    std::unique_ptr<DaemonProcess> server;
    int port = 0; // of the sessions
    bool talkerIsBound = false;
    QByteArray sessionToken;
    QByteArray ownToken;
    QByteArray said; // by the other verbs, on standard error
};

TstRedactionProof::Life::Life(bool withJson, int days)
    : json(withJson)
    , keepDays(days)
{
    refusing.onAnswer([](const ApiStub::Answer&) {
        return ApiStub::Answer { 401, "application/json", {},
            { "{\"error\":{\"message\":\"Incorrect API key provided: " + echoedKey + ", asked " + typed.toUtf8() + "\",\"code\":\""
                + wordlikeKey + "\"}}" } };
    });
    good.onQuestion([](const QJsonObject& question) {
        const auto messages = question["messages"_L1].toArray();
        const bool done = messages.last()["role"_L1].toString() == u"tool"_s;
        if (!done && messages.last()["content"_L1].toString().contains(u"volume"_s))
            return ModelWords { {}, { { u"self_audio_speaker_set_volume"_s, { { u"volume"_s, 41 }, { u"why"_s, wished } } } } };
        return ModelWords { { answered + u"."_s } };
    });
    configure();
}

void TstRedactionProof::Life::configure(const QByteArray& more)
{
    QFile file(config());
    if (!file.open(QIODevice::WriteOnly))
        qFatal("no configuration");
    const auto model = [](const char* name, OpenAiStub& stub, const QByteArray& key) {
        return "  " + QByteArray(name) + ":\n    type: openai\n    model_name: any\n    base_url: " + stub.http().url(u"/v1"_s).toEncoded()
            + "\n    api_key: " + key + "\n";
    };
    file.write("prompt: " + prompted.toUtf8() + "\nlog:\n  log_level: debug\ndatabase:\n  keep_turns_days: " + QByteArray::number(keepDays)
        + "\nserver:\n  activation: approve\n  admin_token: " + adminToken
        + "\n  auth:\n    enabled: true\n    tokens:\n      - name: porch\n        token: " + doorToken
        + "\nnotify:\n  webhook: " + hook.url(u"/hooks/"_s + QString::fromLatin1(hookPath)).toEncoded()
        + "\nselected_module:\n  Intent: function_call\n  LLM: [Refusing, Named, Good]\nLLM:\n" + model("Refusing", refusing, echoedKey)
        + model("Named", refusing, wordlikeKey) + model("Good", good, goodKey) + more);
}

void TstRedactionProof::Life::begin()
{
    QStringList arguments { u"serve"_s, u"--config"_s, config(), u"--data"_s, data(), u"--bind"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s,
        u"--http-port"_s, u"0"_s };
    if (json)
        arguments << u"--json"_s;
    server = std::make_unique<DaemonProcess>(arguments);
    server->start();
    QTRY_VERIFY(webPort() > 0);
    ownToken = admin()["token"_L1].toString().toLatin1();
}

QByteArray TstRedactionProof::Life::request(
    const QByteArray& method, const QByteArray& path, const QByteArray& headers, const QByteArray& body) const
{
    RawClient client(webPort());
    client.send(method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    (void)becomesTrue([&] { return client.isClosed() && !client.received().isEmpty(); });
    return client.body();
}

void TstRedactionProof::Life::verb(const QStringList& words, const QProcessEnvironment& environment)
{
    DaemonProcess process(words);
    process.process().setProcessEnvironment(environment);
    process.start();
    QVERIFY(process.waitForExit(30000) >= 0);
    said += process.errors();
}

void TstRedactionProof::Life::bindADevice()
{
    const auto reply = QJsonDocument::fromJson(request("POST", "/xiaozhi/ota/", identity, "{}")).object();
    const QString code = reply["activation"_L1]["code"_L1].toString();
    QVERIFY(!code.isEmpty());
    verb({ u"devices"_s, u"approve"_s, code, u"--data"_s, data() });
    const auto bound = QJsonDocument::fromJson(request("POST", "/xiaozhi/ota/", identity, "{}"))["websocket"_L1];
    sessionToken = bound["token"_L1].toString().toLatin1();
    port = QUrl(bound["url"_L1].toString()).port();
    QVERIFY(sessionToken.size() > 20);
}

void TstRedactionProof::Life::talk(const QString& text, const QString& recording)
{
    const QString ota = u"http://127.0.0.1:%1/xiaozhi/ota/"_s.arg(webPort());
    DaemonProcess client(
        QStringList { u"talk"_s, u"--ota"_s, ota, u"--data"_s, folder.filePath(u"client"_s), u"--json"_s, u"--timeout"_s, u"60"_s }
        + (recording.isEmpty() ? QStringList { u"--text"_s, text } : QStringList { u"--input"_s, recording }));
    client.start();
    if (!std::exchange(talkerIsBound, true))
        verb({ u"devices"_s, u"approve"_s, client.waitFor(u"activation"_s)["code"_L1].toString(), u"--data"_s, data() });
    QCOMPARE(client.waitForExit(), 0);
    said += client.errors();
}

void TstRedactionProof::Life::administrate()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"MYNA_TEST_TOKEN"_s, QString::fromLatin1(adminToken));
    const QString address = admin()["url"_L1].toString();
    verb({ u"devices"_s, u"list"_s, u"--admin"_s, address, u"--token-env"_s, u"MYNA_TEST_TOKEN"_s }, environment);
    environment.insert(u"MYNA_TEST_TOKEN"_s, QString::fromLatin1(guessedToken));
    verb({ u"devices"_s, u"list"_s, u"--admin"_s, address, u"--token-env"_s, u"MYNA_TEST_TOKEN"_s }, environment);
    (void)request("GET", "/admin/devices?token=" + adminToken, {});
    (void)request("GET", "/admin/config", "Authorization: Bearer " + ownToken + "\r\n");

    RawClient device { quint16(port) };
    device.send("GET /xiaozhi/v1/?authorization=Bearer%20" + sessionToken
        + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
          "Sec-WebSocket-Version: 13\r\n"
        + identity + "\r\n");
    QTRY_COMPARE(device.status(), 101);
    const QByteArray hello = R"({"type":"hello","version":1,"transport":"websocket"})";
    device.send(QByteArray("\x81", 1) + char(0x80 | hello.size()) + QByteArray(4, '\0') + hello);
    QTRY_VERIFY(device.body().contains("session_id"));
    verb({ u"devices"_s, u"say"_s, ::device, dictated, u"--data"_s, data() });
    QTRY_VERIFY(device.body().contains(dictated.toUtf8()));
    verb({ u"devices"_s, u"ask"_s, ::device, asked, u"--data"_s, data() });
    QTRY_VERIFY(device.body().contains(answered.toUtf8()));
}

// What strangers and mistakes bring in.
void TstRedactionProof::Life::attack()
{
    RawClient wrong { quint16(port) };
    wrong.send("GET /xiaozhi/v1/?token=" + guessedToken
        + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nAuthorization: Bearer "
        + guessedToken + "\r\nDevice-Id: a4:cf:12:0b:9e:32\r\nClient-Id: 00000000-6d0f-4a6e-9a53-0c8f5f6f2a11\r\n\r\n");
    QTRY_VERIFY(wrong.status() != 0);
    (void)request("POST", "/xiaozhi/ota/", identity, "{\"token\":\"" + sessionToken + "\",");
    (void)request("GET", "/" + sessionToken, {});
}

void TstRedactionProof::Life::reconfigure()
{
    for (const QByteArray& mistake :
        { "memory: {api_key: " + goodKey + ", [\n", QByteArray("server:\n  admin_token: [" + adminToken + "]\n"),
            QByteArray("  Good2:\n    type: openai\n    api_key: [" + goodKey + "]\n    port: " + goodKey + "\n") }) {
        configure(mistake);
        ::kill(pid_t(server->process().processId()), SIGHUP);
        (void)request("GET", "/healthz", {});
    }
    DaemonProcess check({ u"config"_s, u"check"_s, config() });
    check.start();
    QVERIFY(check.waitForExit() >= 0);
    said += check.errors() + check.noise().join(u'\n').toUtf8();
    configure();
    DaemonProcess show({ u"config"_s, u"show"_s, u"--config"_s, config(), u"--data"_s, data() });
    show.start();
    QVERIFY(show.waitForExit() >= 0);
    said += show.errors();
}

void TstRedactionProof::Life::end()
{
    verb({ u"devices"_s, u"quarantine"_s, ::device, u"--data"_s, data() });
    server->process().terminate();
    QVERIFY(server->waitForExit(15000) == 0);
}

QVector<QPair<QString, QByteArray>> TstRedactionProof::Life::outputs()
{
    QVector<QPair<QString, QByteArray>> all { { u"the server's standard error"_s, server->errors() }, { u"other verbs"_s, said } };
    QByteArray lines;
    for (const QJsonObject& event : server->events()) {
        if (event["event"_L1].toString() != u"turn"_s)
            lines += QJsonDocument(event).toJson();
    }
    for (const QString& line : server->noise()) {
        if (!line.contains(u"” → “"_s)) // the same event for a person
            lines += line.toUtf8() + '\n';
    }
    all.append({ u"the server's standard output"_s, lines });
    for (const QString& logs : { data() + u"/logs"_s, folder.filePath(u"client/logs"_s) }) {
        QDirIterator it(logs, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString name = it.next();
            all.append({ name, contentOf(name) });
        }
    }
    return all;
}

void TstRedactionProof::nothingSaidOrSecretIsWrittenDown_data()
{
    QTest::addColumn<bool>("json");
    QTest::addColumn<int>("keepDays");
    QTest::newRow("events for programs, turns kept") << true << 30;
    QTest::newRow("lines for people, no turn kept") << false << 0;
}

void TstRedactionProof::nothingSaidOrSecretIsWrittenDown()
{
    QFETCH(bool, json);
    QFETCH(int, keepDays);
    Life life(json, keepDays);
    life.begin();
    life.bindADevice();
    life.talk(typed);
    life.talk(wished);
    life.talk({}, speechFile(life.folder.path(), { .text = spoken }));
    life.administrate();
    life.attack();
    life.reconfigure();
    life.end();
    QVERIFY(!life.refusing.http().requests().isEmpty()); // the key was echoed
    QVERIFY(life.good.http().requests().size() >= 4);

    const QByteArrayList secrets { echoedKey, wordlikeKey, goodKey, adminToken, doorToken, guessedToken, hookPath, life.sessionToken,
        life.ownToken };
    QByteArrayList sentences;
    for (const QString& sentence : { typed, wished, spoken, answered, dictated, asked, prompted })
        sentences << sentence.toUtf8();
    const auto outputs = life.outputs();
    QStringList leaks;
    int files = 0;
    for (const auto& [name, content] : outputs) {
        files += name.startsWith(u'/') ? 1 : 0;
        for (const QByteArray& word : secrets + sentences) {
            const qsizetype at = content.toLower().indexOf(word.toLower());
            if (at >= 0)
                leaks << u"“%1” is in %2: …%3…"_s.arg(
                    QString::fromUtf8(word), name, QString::fromUtf8(content.mid(std::max<qsizetype>(0, at - 200), 300)));
        }
    }
    QVERIFY2(files >= 4, "the logs were not found");
    QVERIFY2(leaks.isEmpty(), qPrintable(leaks.join(u"\n\n"_s)));

    QByteArray database;
    for (const QString& end : { QString(), u"-wal"_s })
        database += contentOf(life.data() + u"/server.db"_s + end);
    QVERIFY(database.contains(::device.toUtf8()));
    for (const QByteArray& word : secrets)
        QVERIFY2(!database.contains(word), word);
    QCOMPARE(database.contains(typed.toUtf8()), keepDays > 0);
    for (const QByteArray& word : keepDays > 0 ? QByteArrayList() : sentences)
        QVERIFY2(!database.contains(word), word);
}

QTEST_GUILESS_MAIN(TstRedactionProof)
#include "tst_redactionproof.moc"
