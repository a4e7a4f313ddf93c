// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configimport.h"
#include "server/config/configkeys.h"
#include "server/config/referencekeys.h"
#include "server/config/yamltree.h"
#include "support/manualpage.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace myna;
using namespace myna::server;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString referenceFile = QStringLiteral(MYNA_SOURCE_DIR "/tests/data/config/reference.yaml");

QByteArray contentOf(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const ConfigFinding* findingOf(const ConfigFindings& findings, const QString& key)
{
    const auto found = std::find_if(findings.begin(), findings.end(), [&](const ConfigFinding& finding) { return finding.key == key; });
    return found == findings.end() ? nullptr : &*found;
}

QString plain(const QJsonValue& value)
{
    const QByteArray json = QJsonDocument(QJsonArray { value }).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.mid(1, json.size() - 2)).replace(u","_s, u", "_s);
}

}

// What people have for xiaozhi-esp32-server works here, and they are told what does not.
class TstConfigReference : public test::TestCase
{
    Q_OBJECT

private slots:
    void understandsAHousehold();
    void saysWhatHasNoEffect();
    void importsItWithItsSecretsApart();
    void importsAFolder();
    void importsNothingThatIsWrong();
    void writesYamlThatReadsTheSame();
    void theExampleIsComplete();
    void theManualIsRight();
};

void TstConfigReference::understandsAHousehold()
{
    const auto loaded = loadConfig(referenceFile, {});
    QVERIFY2(loaded.has_value(), loaded ? "" : qPrintable(loaded.error().text));
    const ServerOptions& options = loaded->options;
    QCOMPARE(options.port, 8000);
    QCOMPARE(options.config.access.alwaysAskToken, true);
    QCOMPARE(options.config.access.tokens, QVector<NamedToken>({ { u"kitchen"_s, u"kitchen-token-8841"_s } })); // not the example
    QCOMPARE(options.config.access.allowedDevices, QStringList({ u"24:0A:C4:1D:3B:F0"_s }));
    QCOMPARE(options.config.dialogue.farewellAfter, 150s);
    QCOMPARE(options.config.dialogue.closeAfter, 210s);
    QCOMPARE(options.config.dialogue.wakeWords, QStringList({ u"你好小智"_s, u"hey myna"_s }));
    QCOMPARE(options.config.dialogue.exitCommands, QStringList({ u"退出"_s, u"关闭"_s }));
    QCOMPARE(options.config.dialogue.maxSpokenPerDay, 20000);
    QCOMPARE(options.config.engineLimits.toolCall, 20s);
    QCOMPARE(options.config.tools.own.weather.place, u"广州"_s);
    QCOMPARE(options.config.tools.own.musicFolder, u"./music"_s);
    QCOMPARE(options.config.log.level, u"info"_s);
    QCOMPARE(options.config.log.folder, u"tmp"_s);
    QVERIFY(options.config.prompt.startsWith(u"You are the voice of our kitchen.\nAnswer"_s));
    QCOMPARE(options.config.selection.value(EngineKind::Chat), QStringList({ u"ChatGLMLLM"_s, u"OllamaLLM"_s }));
    QVERIFY(!options.config.selection.contains(EngineKind::Recogniser)); // neural ones are not here: the built-in one
    QVERIFY(!options.config.selection.contains(EngineKind::Synthesiser));
    const auto glm = std::find_if(
        options.config.engines.begin(), options.config.engines.end(), [](const EngineSpec& spec) { return spec.name == u"ChatGLMLLM"; });
    QVERIFY(glm != options.config.engines.end());
    QCOMPARE(glm->type, u"openai"_s);
    QCOMPARE(glm->settings.value(u"base_url"_s), u"https://open.bigmodel.cn/api/paas/v4/"_s);
    QCOMPARE(glm->settings.value(u"api_key"_s), u"9d7c21aa64e8.kJ2mWq"_s);
}

void TstConfigReference::saysWhatHasNoEffect()
{
    const auto loaded = loadConfig(referenceFile, {});
    for (const QString& key : { u"server.websocket"_s, u"server.vision_explain"_s, u"server.timezone_offset"_s, u"xiaozhi"_s,
             u"plugins.get_weather.api_key"_s, u"plugins.play_music.refresh_time"_s, u"delete_audio"_s, u"module_test"_s,
             u"end_prompt.prompt"_s, u"log.log_format"_s, u"ASR.FunASR"_s }) {
        const ConfigFinding* const finding = findingOf(loaded->findings, key);
        QVERIFY2(finding, qPrintable(key));
        QCOMPARE(finding->severity, ConfigFinding::Severity::Info);
        QVERIFY2(finding->line > 1 && finding->text.startsWith(key), qPrintable(finding->text));
    }
    for (const QString& key : { u"server.auth_key"_s, u"selected_module.ASR"_s, u"selected_module.TTS"_s, u"LLM.ChatGLMLLM.api_key"_s,
             u"server.auth.tokens[1]"_s }) {
        const ConfigFinding* const finding = findingOf(loaded->findings, key);
        QVERIFY2(finding && finding->severity == ConfigFinding::Severity::Warning, qPrintable(key));
    }
    for (const ConfigFinding& finding : loaded->findings) {
        QVERIFY2(!finding.text.contains(u"does not know"_s), qPrintable(sentence(finding))); // every key there is one of the reference's
        QVERIFY(!finding.text.contains(u"kJ2mWq"_s) && !finding.text.contains(u"8841"_s));
    }
    for (const QString& name : referenceKeyNames()) // none of them is one of ours
        QVERIFY(std::none_of(configKeys().begin(), configKeys().end(), [&](const ConfigKey& key) { return key.name == name; }));
}

void TstConfigReference::importsItWithItsSecretsApart()
{
    const auto imported = importConfig(referenceFile);
    QVERIFY(imported.has_value());
    QVERIFY(!hasErrors(imported->findings));
    QCOMPARE(imported->secrets.value(u"server.LLM.ChatGLMLLM.api_key"_s), u"9d7c21aa64e8.kJ2mWq"_s);
    QCOMPARE(imported->secrets.value(u"server.server.auth.tokens.1.token"_s), u"kitchen-token-8841"_s);
    QCOMPARE(imported->secrets.size(), 4);
    for (const QString& secret : imported->secrets)
        QVERIFY(!imported->text.contains(secret));
    for (const QString& gone :
        { u"xiaozhi"_s, u"a861d0d5"_s, u"refresh_time"_s, u"FunASR"_s, u"EdgeTTS"_s, u"DeepSeekLLM"_s, u"auth_key"_s, u"your-token1"_s })
        QVERIFY2(!imported->text.section(u'\n', 1).contains(gone), qPrintable(gone + u'\n' + imported->text));
    // It says here what it said there, without anything left to explain.
    const LoadedConfig again = readConfig({ { u"imported"_s, imported->text.toUtf8() } }, {}, imported->secrets);
    QVERIFY2(again.findings.isEmpty(), again.findings.isEmpty() ? "" : qPrintable(sentence(again.findings.first()) + imported->text));
    const auto direct = loadConfig(referenceFile, {});
    QStringList differing = changedKeys(direct->options, again.options);
    differing.removeAll(u"LLM"_s); // the entries that were still examples
    QCOMPARE(differing, QStringList());
    // For who has nowhere to keep them.
    const LoadedConfig open = readConfig({ { u"imported"_s, withSecrets(*imported).toUtf8() } }, {});
    QVERIFY(!hasErrors(open.findings));
    QCOMPARE(changedKeys(again.options, open.options), QStringList());
}

void TstConfigReference::importsAFolder()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(u"data/bin"_s));
    QVERIFY(QFile::copy(referenceFile, folder.filePath(u"data/.config.yaml"_s)));
    QFile toolServers(folder.filePath(u"data/.mcp_server_settings.json"_s));
    QVERIFY(toolServers.open(QIODevice::WriteOnly));
    toolServers.write(R"({"des": "x", "mcpServers": {"ha": {"url": "http://ha/sse", "headers": {"Authorization": "Bearer hush-4711"}}}})");
    toolServers.close();
    const auto imported = importConfig(folder.path());
    QVERIFY(imported.has_value());
    QVERIFY(imported->taken.contains(u"mcpServers"_s) && imported->text.contains(u"http://ha/sse"_s));
    QVERIFY(!imported->text.contains(u"hush-4711"_s));
    const LoadedConfig again = readConfig({ { u"imported"_s, imported->text.toUtf8() } }, {}, imported->secrets);
    QCOMPARE(again.options.config.mcpServers.value(0).headers.value(0).second, u"Bearer hush-4711"_s);
    QVERIFY(imported->source.endsWith(u"data/.config.yaml"_s));
    QVERIFY(imported->taken.contains(u"server.port"_s) && imported->taken.contains(u"LLM"_s));
    const bool tellsOfFirmware = std::any_of(imported->findings.begin(), imported->findings.end(),
        [](const ConfigFinding& finding) { return finding.file.endsWith(u"/bin"_s); });
    QVERIFY(tellsOfFirmware);
    QCOMPARE(importConfig(folder.filePath(u"nothing"_s)).error().code, Error::Code::NotFound);
}

void TstConfigReference::importsNothingThatIsWrong()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"wrong.yaml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("server:\n  port: many\n");
    file.close();
    const auto imported = importConfig(file.fileName());
    QVERIFY(imported.has_value());
    QVERIFY(hasErrors(imported->findings));
    QVERIFY(imported->text.isEmpty() && imported->taken.isEmpty());
}

void TstConfigReference::writesYamlThatReadsTheSame()
{
    ConfigFindings findings;
    const QByteArray text = contentOf(referenceFile)
        + "odd: { a: \"12\", b: 'true', c: '', d: \"- x\", e: \"a: b\", f: [[1, [2]], {g: h}], i: \"\\tx\", j: ~, k: \"x \\ny\", l: \"*a\" "
          "}\n";
    const ConfigValue first = parseYaml(text, u"f"_s, findings);
    const ConfigValue second = parseYaml(toYaml(first).toUtf8(), u"f"_s, findings);
    QVERIFY2(findings.isEmpty(), qPrintable(toYaml(first)));
    QCOMPARE(toJson(second), toJson(first));
}

// Nested like the file: sections in the order their first key has.
static void addExample(ConfigValue& map, const QString& path, const ConfigValue& value)
{
    const QString first = path.section(u'.', 0, 0);
    const QString rest = path.section(u'.', 1);
    if (rest.isEmpty()) {
        map.set(first, value);
        return;
    }
    ConfigValue inner = map.find(first) ? *map.find(first) : ConfigValue {};
    inner.kind = ConfigValue::Kind::Map;
    addExample(inner, rest, value);
    map.set(first, inner);
}

static void writeExample(const ConfigValue& map, const QString& indent, QString& text)
{
    constexpr qsizetype width = 46;
    bool afterSection = indent.isEmpty();
    for (const ConfigEntry& entry : map.entries) {
        if (indent.isEmpty() && (afterSection || entry.value.isMap()))
            text += u'\n';
        afterSection = entry.value.isMap();
        if (entry.value.isMap()) {
            text += indent + entry.key + u":\n"_s;
            writeExample(entry.value, indent + u"  "_s, text);
        } else {
            const QString line = indent + entry.key + u": "_s + entry.value.text;
            text += line.leftJustified(width) + u" # "_s + entry.value.file + u'\n';
        }
    }
}

void TstConfigReference::theExampleIsComplete()
{
    ConfigValue tree;
    tree.kind = ConfigValue::Kind::Map;
    for (const ConfigKey& key : configKeys()) {
        ConfigValue line;
        line.kind = ConfigValue::Kind::Text;
        line.text = plain(key.tell({}));
        line.file = u"%1; %2 (%3)"_s.arg(key.form, key.meaning, className(key.when));
        addExample(tree, key.name, line);
    }
    QString text
        = u"# Every key of the server with its value when nothing is said: what it takes, what it does, and when a change takes effect\n"
          "# (live: at once; next_session: for conversations that begin afterwards; restart: when the server is started again).\n"
          "# Write only what you want otherwise. ${NAME} is read from the environment, keychain:NAME from the keychain.\n"_s;
    writeExample(tree, {}, text);
    const QString trouble = test::pageTrouble(u"../config/default.yaml"_s, text);
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    const auto loaded = loadConfig(QStringLiteral(MYNA_SOURCE_DIR "/resources/config/default.yaml"), {});
    QVERIFY2(loaded.has_value(), loaded ? "" : qPrintable(loaded.error().text));
    QVERIFY2(loaded->findings.isEmpty(), loaded->findings.isEmpty() ? "" : qPrintable(sentence(loaded->findings.first())));
    QCOMPARE(loaded->options, ServerOptions());
}

void TstConfigReference::theManualIsRight()
{
    test::MarkdownTable ours { { u"Key"_s, u"Takes"_s, u"When nothing is said"_s, u"Takes effect"_s, u"What it is"_s }, {} };
    for (const ConfigKey& key : configKeys()) {
        const QString value = plain(key.tell({}));
        ours.rows.append(
            { u"`%1`"_s.arg(key.name), key.form, u"`%1`"_s.arg(value), QString(className(key.when)).replace(u'_', u' '), key.meaning });
    }
    test::MarkdownTable theirs { { u"Key of xiaozhi-esp32-server"_s, u"It"_s }, {} };
    for (const QString& name : referenceKeyNames())
        theirs.rows.append({ u"`%1`"_s.arg(name), QString::fromUtf8(findReferenceKey(name)->text) });
    const QString text
        = u"# The server's configuration\n\n"
          "Written by a test (`tests/serveredge/tst_configreference.cpp`) from the table the program reads with.\n\n"
          "Layers, each over the one before: the program's own values, the file given with `--config`, `.mcp_server_settings.json`\n"
          "([tool servers](toolservers.md)) and `.config.yaml` in the data folder. Sections are merged key by key, lists are replaced.\n"
          "`resources/config/default.yaml` has every key.\n\n"
          "- `${NAME}` anywhere in a text is the environment's variable, `${NAME:-otherwise}` with something else when it is not set,\n"
          "  `$${` a plain `${`. A variable that is missing is an error.\n"
          "- `keychain:NAME` is a secret kept with `mynad config secret NAME`, which reads it from standard input; with `--in-file` it\n"
          "  is kept in a file only its owner can read, for computers without a keychain.\n"
          "- The files are read again when they change, at SIGHUP and through `/admin/config`. One error and the whole change is\n"
          "  refused; the configuration before stays. The last 20 texts that were in force are kept in `config-revisions`.\n"
          "- `mynad config check [FILE]` judges (exit status 2: errors), `show` prints what is in force with secrets masked,\n"
          "  `import FILE-OR-FOLDER` takes a configuration of xiaozhi-esp32-server over.\n\n"
          "## Keys\n\n"_s
        + test::markdown(ours) + u"\n## Keys of xiaozhi-esp32-server without effect\n\n"_s + test::markdown(theirs);
    const QString trouble = test::pageTrouble(u"configuration.md"_s, text);
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
}

QTEST_GUILESS_MAIN(TstConfigReference)
#include "tst_configreference.moc"
