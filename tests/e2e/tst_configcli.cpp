// SPDX-License-Identifier: GPL-3.0-or-later
// `mynad config` as people type it.
#include "support/daemonprocess.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace myna::test;

class TstConfigCli final : public TestCase
{
    Q_OBJECT

private slots:
    void cleanup() { m_folder = std::make_unique<QTemporaryDir>(); }

    void checks();
    void showsWhatIsInForce();
    void importsWithSecretsInAFile();
    void importsWithoutAKeychain();
    void keepsSecretsFromStandardInput();
    void otherVerbsKnowTheSecrets();
    void takesNoOtherWords();
    void aBadConfigurationDoesNotServe();

private:
    QString write(const QString& name, const QByteArray& text) const
    {
        QFile file(m_folder->filePath(name));
        [&] { QVERIFY(file.open(QIODevice::WriteOnly)); }();
        file.write(text);
        return file.fileName();
    }
    QString dataDir() const { return m_folder->filePath(u"data"_s); }
    std::unique_ptr<DaemonProcess> run(const QStringList& words, int expected, const QByteArray& input = {}) const
    {
        return runVerb(QStringList { u"config"_s } + words, expected, input);
    }
    std::unique_ptr<DaemonProcess> runVerb(const QStringList& words, int expected, const QByteArray& input = {}) const
    {
        auto process = std::make_unique<DaemonProcess>(words + QStringList { u"--data"_s, dataDir() });
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        process->process().setProcessEnvironment(environment);
        process->start();
        process->process().write(input);
        process->process().closeWriteChannel();
        const int status = process->waitForExit();
        [&] { QVERIFY2(status == expected, qPrintable(u"%1: %2"_s.arg(status).arg(QString::fromUtf8(process->errors())))); }();
        return process;
    }
    static QByteArray contentOf(const QString& name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder = std::make_unique<QTemporaryDir>();
};

void TstConfigCli::checks()
{
    QString file = write(u"good.yaml"_s, "server: { port: 9000 }\ndelete_audio: true\n");
    auto good = run({ u"check"_s, file, u"--json"_s }, 0);
    QCOMPARE(good->events(u"finding"_s).size(), 1);
    QCOMPARE(good->events(u"finding"_s).first()["severity"_L1].toString(), u"info"_s);
    QCOMPARE(good->events(u"checked"_s).first()["valid"_L1].toBool(), true);
    QVERIFY(good->noise().isEmpty());
    file = write(u"bad.yaml"_s, "server:\n  prot: 1\n  port: many\nlanguage: tlh\n");
    auto bad = run({ u"check"_s, file, u"--json"_s }, 2);
    QCOMPARE(bad->events(u"finding"_s).size(), 3); // all of them, not only the first
    QCOMPARE(bad->events(u"finding"_s)[1]["line"_L1].toInt(), 3);
    QCOMPARE(bad->events(u"finding"_s)[1]["key"_L1].toString(), u"server.port"_s);
    const auto human = run({ u"check"_s, file }, 2);
    QVERIFY(human->noise().join(u'\n').contains(u"bad.yaml, line 2: server.prot"_s));
    QVERIFY(human->noise().join(u'\n').contains(u"Did you mean server.port?"_s));
    run({ u"check"_s, m_folder->filePath(u"none.yaml"_s) }, 2);
    run({ u"check"_s }, 0); // nothing is configured, and that can be used
}

void TstConfigCli::showsWhatIsInForce()
{
    QVERIFY(QDir().mkpath(dataDir()));
    write(u"data/.config.yaml"_s, "server: { port: 9100, admin_token: abcdefghijklmnopqrs }\nprompt: |\n  one\n  two\n");
    const QString file = write(u"file.yaml"_s, "server: { port: 9000, http_port: 9003 }\n");
    const auto json = run({ u"show"_s, file, u"--json"_s }, 0);
    const QJsonObject shown = json->events().value(0);
    QCOMPARE(shown["server"_L1]["port"_L1].toInt(), 9100); // the overlay lies over it
    QCOMPARE(shown["server"_L1]["http_port"_L1].toInt(), 9003);
    QCOMPARE(shown["server"_L1]["admin_token"_L1].toString(), u"****qrs"_s);
    const QString yaml = run({ u"show"_s, file }, 0)->noise().join(u'\n');
    QVERIFY2(yaml.contains(u"\n  port: 9100\n"_s) && yaml.contains(u"prompt: |\n  one\n  two\n"_s), qPrintable(yaml));
    QVERIFY(!yaml.contains(u"abcdef"_s));
}

void TstConfigCli::importsWithSecretsInAFile()
{
    const QString source = QStringLiteral(MYNA_TEST_DATA "/config/reference.yaml");
    const auto import = run({ u"import"_s, source, u"--in-file"_s, u"--json"_s }, 0);
    QCOMPARE(import->events(u"imported"_s).size(), 1);
    QCOMPARE(import->events(u"imported"_s).first()["secrets"_L1].toInt(), 4);
    QVERIFY(import->events(u"finding"_s).size() > 10);
    const QString target = QDir(dataDir()).filePath(u".config.yaml"_s);
    const QByteArray text = contentOf(target);
    QVERIFY(text.contains("keychain:server.LLM.ChatGLMLLM.api_key") && !text.contains("kJ2mWq"));
    QCOMPARE(QFile::permissions(target) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    const auto check = run({ u"check"_s, u"--json"_s }, 0); // finds the secrets where they were put
    QVERIFY2(check->events(u"finding"_s).isEmpty(), qPrintable(check->events(u"finding"_s).value(0)["text"_L1].toString()));
    const auto again = run({ u"import"_s, source }, 2);
    QVERIFY(again->errors().contains("--replace"));
    run({ u"import"_s, source, u"--replace"_s, u"--in-file"_s }, 0);
    QCOMPARE(contentOf(target + u".before-import"_s), text);
}

void TstConfigCli::importsWithoutAKeychain()
{
    const auto import = run({ u"import"_s, QStringLiteral(MYNA_TEST_DATA "/config/reference.yaml"), u"--json"_s }, 0);
    QVERIFY(import->errors().contains("--in-file"));
    QVERIFY(contentOf(QDir(dataDir()).filePath(u".config.yaml"_s)).contains("kJ2mWq"));
    run({ u"check"_s }, 0);
}

void TstConfigCli::keepsSecretsFromStandardInput()
{
    const auto kept = run({ u"secret"_s, u"llm.key"_s, u"--in-file"_s }, 0, "sk-from-standard-input\n");
    QVERIFY(kept->noise().join(u' ').contains(u"keychain:llm.key"_s));
    QVERIFY(!kept->noise().join(u' ').contains(u"sk-from"_s));
    QVERIFY(run({ u"secret"_s, u"other"_s }, 1, "x\n")->errors().contains("--in-file")); // there is no keychain here
    run({ u"secret"_s, u"empty"_s, u"--in-file"_s }, 2);
    const QString file = write(u"f.yaml"_s, "database: { password: keychain:llm.key }\n");
    run({ u"check"_s, file }, 0);
    write(u"f.yaml"_s, "database: { password: keychain:missing }\n");
    run({ u"check"_s, file }, 2);
}

void TstConfigCli::otherVerbsKnowTheSecrets()
{
    run({ u"secret"_s, u"llm.key"_s, u"--in-file"_s }, 0, "sk-from-standard-input\n");
    const QString file = write(u"f.yaml"_s,
        "selected_module: { LLM: Mine }\n"
        "LLM: { Mine: { type: openai, model_name: m, url: http://127.0.0.1:9/v1, api_key: keychain:llm.key } }\n");
    const auto engines = runVerb({ u"engines"_s, u"list"_s, u"--config"_s, file, u"--json"_s }, 0);
    QVERIFY2(engines->errors().isEmpty(), engines->errors().constData());
    QVERIFY(engines->noise().isEmpty());
    runVerb({ u"plugins"_s, u"list"_s, u"--config"_s, file }, 0);
    runVerb({ u"certificate"_s, u"--config"_s, file }, 0);
}

void TstConfigCli::takesNoOtherWords()
{
    run({}, 2);
    run({ u"chekc"_s }, 2);
    run({ u"secret"_s }, 2);
    run({ u"secret"_s, u"a b"_s }, 2);
    run({ u"secret"_s, u"name"_s, u"the-secret-itself"_s }, 2); // never on the command line
    run({ u"import"_s }, 2);
    run({ u"import"_s, m_folder->filePath(u"none"_s) }, 2);
    QVERIFY(run({ u"--help"_s }, 0)->noise().join(u'\n').contains(u"import FILE-OR-FOLDER"_s));
}

void TstConfigCli::aBadConfigurationDoesNotServe()
{
    const QString file = write(u"bad.yaml"_s, "server:\n  port: many\n");
    DaemonProcess serve({ u"serve"_s, u"--config"_s, file, u"--data"_s, dataDir(), u"--json"_s });
    serve.start();
    QCOMPARE(serve.waitForExit(), 2);
    QVERIFY2(serve.errors().contains("bad.yaml, line 2: server.port"), serve.errors().constData());
    // A word more is no option: the server would run with other settings than those that were meant.
    QVERIFY(runVerb({ u"serve"_s, file }, 2)->errors().contains("options only"));
    QVERIFY(runVerb({ u"talk"_s, u"hello"_s }, 2)->errors().contains("options only"));
}

QTEST_GUILESS_MAIN(TstConfigCli)
#include "tst_configcli.moc"
