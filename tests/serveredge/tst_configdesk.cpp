// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configdesk.h"
#include "server/config/textmask.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

#include <cstdio>

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Answers later, like a keychain.
class LaterSecrets final : public SecretSource
{
public:
    void read(const QStringList& names, std::function<void(const Secrets&)> answer) override
    {
        asked += names;
        QMetaObject::invokeMethod(
            &context, [this, answer = std::move(answer)] { answer(known); }, Qt::QueuedConnection);
    }
    Secrets known;
    QStringList asked;
    QObject context;
};

void write(const QString& name, const QByteArray& text)
{
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QByteArray contentOf(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}

class TstConfigDesk : public test::TestCase
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void cleanup()
    {
        m_desk.reset();
        prepare();
    }

    void noticesHowEditorsSave_data();
    void noticesHowEditorsSave();
    void noticesAnOverlayThatComesAndGoes();
    void ignoresOtherFiles();
    void refusesAsAWhole();
    void keepsWhatNeedsANewStart();
    void waitsForSecrets();
    void keepsAChangeThatIsNewerThanAReload();
    void takesChanges();
    void refusesStaleAndInvalidChanges();
    void rollsBack();
    void keepsTwentyRevisionsForItsOwner();
    void masksAndUnmasksTexts();

private:
    void prepare()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_options = {};
        m_options.dataDir = m_folder->filePath(u"data"_s);
        QVERIFY(QDir().mkpath(m_options.dataDir));
        m_options.configFile = m_folder->filePath(u"server.yaml"_s);
    }
    void start(const QByteArray& text)
    {
        write(m_options.configFile, text);
        const auto loaded = loadConfig(m_options.configFile, m_options);
        QVERIFY2(loaded.has_value(), loaded ? "" : qPrintable(loaded.error().text));
        m_options = loaded->options;
        m_desk = std::make_unique<ConfigDesk>(m_options, 20ms);
        m_desk->start();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    ServerOptions m_options;
    std::unique_ptr<ConfigDesk> m_desk;
};

void TstConfigDesk::noticesHowEditorsSave_data()
{
    QTest::addColumn<int>("way");
    QTest::newRow("writes into the file") << 0;
    QTest::newRow("puts another file in its place") << 1;
    QTest::newRow("moves it aside and writes a new one") << 2;
    QTest::newRow("empties it first") << 3;
}

void TstConfigDesk::noticesHowEditorsSave()
{
    QFETCH(int, way);
    start("language: en\n");
    QSignalSpy applied(m_desk.get(), &ConfigDesk::applied);
    const QString file = m_options.configFile;
    // Twice: a watch that ended with the first file would miss the second.
    for (const QByteArray& text : { QByteArray("language: zh\n"), QByteArray("language: en\nprompt: x\n") }) {
        if (way == 1) {
            write(file + u".new"_s, text);
            QCOMPARE(std::rename(QFile::encodeName(file + u".new"_s).constData(), QFile::encodeName(file).constData()), 0);
        } else if (way == 2) {
            QFile::remove(file + u"~"_s);
            QVERIFY(QFile::rename(file, file + u"~"_s));
            write(file, text);
        } else if (way == 3) {
            write(file, {});
            write(file, text);
        } else {
            write(file, text);
        }
        const int before = int(applied.size());
        QTRY_COMPARE(applied.size(), before + 1);
        QCOMPARE(applied.last().at(1).toStringList(),
            before == 0 ? QStringList({ u"language"_s }) : QStringList({ u"language"_s, u"prompt"_s }));
    }
    QCOMPARE(m_desk->running().config.prompt, u"x"_s);
}

void TstConfigDesk::noticesAnOverlayThatComesAndGoes()
{
    start("language: zh\n");
    QSignalSpy applied(m_desk.get(), &ConfigDesk::applied);
    write(overlayFile(m_options.dataDir), "prompt: over\n");
    QTRY_COMPARE(applied.size(), 1);
    QCOMPARE(m_desk->running().config.prompt, u"over"_s);
    QVERIFY(QFile::remove(overlayFile(m_options.dataDir)));
    QTRY_COMPARE(applied.size(), 2);
    QCOMPARE(m_desk->running().config.prompt, QString()); // as it was before any file
    QCOMPARE(m_desk->running().language, u"zh"_s);
}

void TstConfigDesk::ignoresOtherFiles()
{
    start("language: zh\n");
    QSignalSpy applied(m_desk.get(), &ConfigDesk::applied);
    write(m_folder->filePath(u"data/server.db"_s), "x");
    write(m_folder->filePath(u"other.yaml"_s), "x");
    write(m_options.configFile, "language: zh\n"); // the same again
    write(overlayFile(m_options.dataDir), "prompt: last\n"); // what comes after all of these
    QTRY_COMPARE(applied.size(), 1);
    QCOMPARE(applied.first().at(1).toStringList(), QStringList({ u"prompt"_s }));
}

void TstConfigDesk::refusesAsAWhole()
{
    start("language: zh\nprompt: before\n");
    QSignalSpy applied(m_desk.get(), &ConfigDesk::applied);
    QSignalSpy rejected(m_desk.get(), &ConfigDesk::rejected);
    write(m_options.configFile, "prompt: after\nlanguage: tlh\n");
    QTRY_COMPARE(rejected.size(), 1);
    const QString text = rejected.first().first().value<Error>().text;
    QVERIFY2(text.contains(m_options.configFile + u", line 2: language"_s), qPrintable(text));
    QCOMPARE(m_desk->running().config.prompt, u"before"_s);
    QCOMPARE(applied.size(), 0);
    QVERIFY(QFile::remove(m_options.configFile));
    QTRY_COMPARE(rejected.size(), 2);
    QCOMPARE(rejected.last().first().value<Error>().code, Error::Code::NotFound);
    write(m_options.configFile, "prompt: after\n");
    QTRY_COMPARE(applied.size(), 1);
    QCOMPARE(m_desk->running().config.prompt, u"after"_s);
}

void TstConfigDesk::keepsWhatNeedsANewStart()
{
    start("server: { port: 8000 }\n");
    QSignalSpy applied(m_desk.get(), &ConfigDesk::applied);
    QSignalSpy warned(m_desk.get(), &ConfigDesk::warned);
    write(m_options.configFile, "server: { port: 9000, activation: open }\n");
    m_desk->reload(u"test"_s);
    QCOMPARE(applied.size(), 1);
    QCOMPARE(applied.first().at(1).toStringList(), QStringList({ u"server.port"_s, u"server.activation"_s }));
    const auto options = applied.first().first().value<ServerOptions>();
    QCOMPARE(options.port, 8000);
    QCOMPARE(options.activation, ActivationPolicy::Open);
    QCOMPARE(warned.size(), 1);
    QVERIFY(warned.first().first().toString().contains(u"server.port"_s));
    m_desk->reload(u"test"_s); // said once
    QCOMPARE(applied.last().at(1).toStringList(), QStringList());
    QCOMPARE(warned.size(), 1);
}

void TstConfigDesk::waitsForSecrets()
{
    const auto secrets = std::make_shared<LaterSecrets>();
    m_options.secrets = secrets;
    start("language: en\n");
    QSignalSpy applied(m_desk.get(), &ConfigDesk::applied);
    QSignalSpy rejected(m_desk.get(), &ConfigDesk::rejected);
    write(m_options.configFile, "server: { admin_token: keychain:mine }\ndatabase: { password: keychain:db }\nlanguage: zh\n");
    m_desk->reload(u"test"_s);
    QCOMPARE(applied.size() + rejected.size(), 0);
    QTRY_COMPARE(rejected.size(), 1);
    QVERIFY(rejected.first().first().value<Error>().text.contains(u"mynad config secret mine"_s));
    QCOMPARE(secrets->asked, QStringList({ u"mine"_s, u"db"_s }));
    secrets->known = { { u"mine"_s, u"abcdefghijklmnop"_s }, { u"db"_s, u"pw"_s } };
    m_desk->reload(u"test"_s);
    QTRY_COMPARE(applied.size(), 1);
    QCOMPARE(m_desk->running().language, u"zh"_s);
    const QJsonObject shown = m_desk->describe()["effective"_L1].toObject();
    QCOMPARE(shown["server"_L1]["admin_token"_L1].toString(), u"****nop"_s);
    QCOMPARE(shown["database"_L1]["password"_L1].toString(), u"****"_s);
}

// The secrets of a reload come later. What is changed until then is newer.
void TstConfigDesk::keepsAChangeThatIsNewerThanAReload()
{
    const auto secrets = std::make_shared<LaterSecrets>();
    secrets->known = { { u"mine"_s, u"abcdefghijklmnop"_s } };
    m_options.secrets = secrets;
    start("language: en\n");
    QSignalSpy applied(m_desk.get(), &ConfigDesk::applied);
    const QByteArray text = "server: { admin_token: keychain:mine }\nlanguage: ";
    write(m_options.configFile, text + "zh\n");
    m_desk->reload(u"test"_s);
    QTRY_COMPARE(applied.size(), 1);
    m_desk->reload(u"test"_s);
    const ConfigChange change = m_desk->replace(text + "en\n", m_desk->revisions().newest(), u"a"_s);
    QVERIFY2(change.outcome == ConfigChange::Outcome::Applied, qPrintable(change.text)); // the secret is known already
    QCOMPARE(applied.size(), 2);
    bool answered = false; // behind the answer to the reload
    secrets->read({}, [&](const Secrets&) { answered = true; });
    QTRY_VERIFY(answered);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(m_desk->running().language, u"en"_s);
    QCOMPARE(m_desk->running().config.access.adminToken, u"abcdefghijklmnop"_s);
    QCOMPARE(applied.size(), 2);
}

void TstConfigDesk::takesChanges()
{
    start("language: zh # ours\nLLM:\n  a: { type: openai, url: http://x/, model_name: m, api_key: sk-abcdefghijklm }\n");
    QSignalSpy applied(m_desk.get(), &ConfigDesk::applied);
    QJsonObject description = m_desk->describe();
    QCOMPARE(description["file"_L1].toString(), m_options.configFile);
    QCOMPARE(description["revision"_L1].toInt(), 1);
    const QString shown = description["text"_L1].toString();
    QVERIFY2(!shown.contains(u"sk-abc"_s) && shown.contains(u"# ours"_s) && shown.contains(u"****klm"_s), qPrintable(shown));
    const QByteArray edited = QString(shown).replace(u"language: zh"_s, u"language: en"_s).toUtf8() + "server: { port: 9000 }\n";
    const QJsonObject judged = m_desk->check(edited);
    QCOMPARE(judged["changes"_L1].toArray(),
        QJsonArray({ QJsonObject { { u"key"_s, u"server.port"_s }, { u"class"_s, u"restart"_s } },
            QJsonObject { { u"key"_s, u"language"_s }, { u"class"_s, u"next_session"_s } } }));
    QCOMPARE(contentOf(m_options.configFile).left(12), QByteArray("language: zh")); // a check changes nothing
    const ConfigChange change = m_desk->replace(edited, 1, u"administration"_s);
    QVERIFY2(change.outcome == ConfigChange::Outcome::Applied, qPrintable(change.text));
    QCOMPARE(change.changed, QStringList({ u"server.port"_s, u"language"_s }));
    QCOMPARE(change.revision, 2);
    QCOMPARE(applied.size(), 1);
    QVERIFY(contentOf(m_options.configFile).contains("sk-abcdefghijklm")); // the mask stood for it
    QCOMPARE(m_desk->running().config.engines.value(0).settings.value(u"api_key"_s), u"sk-abcdefghijklm"_s);
    QCOMPARE(m_desk->revisions().list().value(0).by, u"administration"_s);
    QVERIFY(m_desk->revisions().list().value(0).text.isEmpty());
}

void TstConfigDesk::refusesStaleAndInvalidChanges()
{
    start("language: zh\n");
    QSignalSpy applied(m_desk.get(), &ConfigDesk::applied);
    QCOMPARE(m_desk->replace("language: en\n", 7, u"a"_s).outcome, ConfigChange::Outcome::Stale);
    const ConfigChange wrong = m_desk->replace("language: tlh\n", 1, u"a"_s);
    QCOMPARE(wrong.outcome, ConfigChange::Outcome::Invalid);
    QCOMPARE(firstError(wrong.findings)->line, 1);
    const ConfigChange mask = m_desk->replace("server: { admin_token: \"****abc\" }\n", 1, u"a"_s);
    QCOMPARE(mask.outcome, ConfigChange::Outcome::Invalid);
    QCOMPARE(contentOf(m_options.configFile), QByteArray("language: zh\n"));
    QCOMPARE(applied.size(), 0);
    QCOMPARE(m_desk->revisions().newest(), 1);
}

void TstConfigDesk::rollsBack()
{
    start("language: zh\n");
    QCOMPARE(m_desk->replace("language: en\nprompt: x\n", 1, u"a"_s).revision, 2);
    const ConfigChange back = m_desk->rollback(1, u"rollback to 1"_s);
    QCOMPARE(back.outcome, ConfigChange::Outcome::Applied);
    QCOMPARE(back.revision, 3);
    QCOMPARE(m_desk->running().language, u"zh"_s);
    QCOMPARE(m_desk->running().config.prompt, QString());
    QCOMPARE(contentOf(m_options.configFile), QByteArray("language: zh\n"));
    QCOMPARE(m_desk->rollback(9, u"x"_s).outcome, ConfigChange::Outcome::Failed);
}

void TstConfigDesk::keepsTwentyRevisionsForItsOwner()
{
    ConfigRevisions revisions(m_options.dataDir);
    for (int i = 1; i <= 25; ++i)
        QCOMPARE(revisions.add(u"f"_s, QByteArray::number(i), u"test"_s, QDateTime::currentDateTimeUtc()).value(), i);
    QCOMPARE(revisions.add(u"f"_s, "25", u"again"_s, QDateTime::currentDateTimeUtc()).value(), 25); // nothing new
    QCOMPARE(revisions.list().size(), 20);
    QCOMPARE(revisions.newest(), 25);
    QCOMPARE(revisions.read(6)->text, QByteArray("6"));
    QVERIFY(!revisions.read(5).has_value());
    const QString file = QDir(m_options.dataDir).filePath(u"config-revisions/000025.json"_s);
    QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    write(file, "{ damaged");
    QCOMPARE(revisions.newest(), 24);
}

void TstConfigDesk::masksAndUnmasksTexts()
{
    const QByteArray text
        = "# sk-comment-stays\nserver:\n  admin_token: 'quoted-secret-123'\n  auth:\n    tokens:\n      - { name: abcdefgh, token: "
          "abcdefgh }\n"
          "LLM:\n  a:\n    type: openai\n    api_key: plain-secret-4567 # mine\n    other_key: ${KEY}\n    secret: keychain:x\n"
          "    password: \"tab\\there-and-more\"\n";
    const QByteArray shown = maskText(text);
    for (const char* secret : { "quoted-secret", "abcdefgh, token", "token: abcdefgh", "plain-secret", "here-and-more" })
        QVERIFY2(!shown.contains(secret), shown.constData());
    QVERIFY(shown.isEmpty() || (shown.contains("# mine") && shown.contains("${KEY}") && shown.contains("keychain:x")));
    const QByteArray simple
        = "server:\n  admin_token: 'quoted-secret-123'\nLLM:\n  a:\n    api_key: plain-secret-4567 # mine\n    password: pw\n";
    ConfigFindings findings;
    const QByteArray back = unmaskText(maskText(simple), simple, u"f"_s, findings);
    QVERIFY(findings.isEmpty());
    QVERIFY(maskText(simple).contains("password: \"****\""));
    QVERIFY2(back.contains("\"quoted-secret-123\"") && back.contains("\"plain-secret-4567\" # mine") && back.contains("\"pw\""),
        back.constData());
    QCOMPARE(unmaskText("a: 1\n", simple, u"f"_s, findings), QByteArray("a: 1\n"));
    QVERIFY(maskText("a: [").isEmpty());
}

QTEST_GUILESS_MAIN(TstConfigDesk)
#include "tst_configdesk.moc"
