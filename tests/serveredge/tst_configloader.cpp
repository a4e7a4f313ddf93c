// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/addresses.h"
#include "server/config/configkeys.h"
#include "server/config/configloader.h"
#include "server/config/masking.h"
#include "server/config/yamltree.h"
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

class TstConfigLoader : public test::TestCase
{
    Q_OBJECT

private slots:
    void readsEveryKey();
    void emptyChangesNothing_data();
    void emptyChangesNothing();
    void warnsOfUnknownKeys();
    void laysFilesOverEachOther();
    void readsTheEnvironment();
    void readsSecrets();
    void judgesEngines_data();
    void judgesEngines();
    void takesPresetsForWellKnownNames();
    void takesPresetsOfServicesThatHearAndSpeak();
    void boundsWhatItReads();
    void everyKeyReadsWhatItTells();
    void masksSecrets();
    void namesFileLineAndKey_data();
    void namesFileLineAndKey();
    void leavesFixedKeys();
    void namesAMissingFile();
    void tellsWhatChanged();
    void namesReachableAddresses();

private:
    QString write(const QByteArray& content)
    {
        QFile file(m_folder.filePath(u"config.yaml"_s));
        (void)file.open(QIODevice::WriteOnly);
        file.write(content);
        return file.fileName();
    }
    QTemporaryDir m_folder;
};

void TstConfigLoader::readsEveryKey()
{
    const auto loaded
        = loadConfig(write("server:\n  ip: 127.0.0.1\n  port: 9000\n  http_port: 9003\n  activation: code\n  auth:\n    enabled: true\n"
                           "  push_binding: true\nlanguage: zh-CN\nclose_connection_no_voice_time: 60\n"),
            {});
    QVERIFY2(loaded.has_value(), qPrintable(loaded.has_value() ? QString() : loaded.error().text));
    const ServerOptions& options = loaded->options;
    QCOMPARE(options.bind, QHostAddress(u"127.0.0.1"_s));
    QCOMPARE(options.port, 9000);
    QCOMPARE(options.httpPort, 9003);
    QCOMPARE(options.activation, ActivationPolicy::Code);
    QCOMPARE(options.config.access.alwaysAskToken, true);
    QCOMPARE(options.pushBinding, true);
    QCOMPARE(options.language, u"zh"_s);
    QCOMPARE(options.config.dialogue.farewellAfter, 60s);
    QVERIFY(loaded->warnings.isEmpty());
}

void TstConfigLoader::emptyChangesNothing_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("comment") << QByteArray("# nothing yet\n");
    QTest::newRow("empty section") << QByteArray("server:\n");
}

void TstConfigLoader::emptyChangesNothing()
{
    QFETCH(QByteArray, content);
    const auto loaded = loadConfig(write(content), {});
    QVERIFY(loaded.has_value());
    QCOMPARE(loaded->options, ServerOptions());
}

void TstConfigLoader::warnsOfUnknownKeys()
{
    const auto loaded = loadConfig(write("logg:\n  level: INFO\nserver:\n  port: 9000\n  prot: 1\nhttp_port: 3\nqwertyuiop: 1\n"), {});
    QCOMPARE(loaded->options.port, 9000);
    QCOMPARE(loaded->warnings.size(), 4);
    QVERIFY(loaded->warnings[0].contains(u"line 1: logg"_s) && loaded->warnings[0].contains(u"mean log?"_s));
    QVERIFY(loaded->warnings[1].contains(u"line 5"_s) && loaded->warnings[1].contains(u"mean server.port?"_s));
    QVERIFY(loaded->warnings[2].contains(u"mean server.http_port?"_s)); // in the wrong section
    QVERIFY(!loaded->warnings[3].contains(u"mean"_s));
}

void TstConfigLoader::laysFilesOverEachOther()
{
    ServerOptions base;
    base.dataDir = m_folder.filePath(u"data"_s);
    QVERIFY(QDir().mkpath(base.dataDir));
    write("server:\n  port: 9000\n  http_port: 9003\nwakeup_words: [one, two]\nprompt: ${GONE}\n");
    QFile over(overlayFile(base.dataDir));
    QVERIFY(over.open(QIODevice::WriteOnly));
    over.write("server:\n  port: 9100\nwakeup_words: [three]\nprompt: here\nlog:\n");
    over.close();
    auto loaded = loadConfig(m_folder.filePath(u"config.yaml"_s), base);
    QVERIFY2(loaded.has_value(), loaded ? "" : qPrintable(loaded.error().text));
    QCOMPARE(loaded->options.port, 9100);
    QCOMPARE(loaded->options.httpPort, 9003);
    QCOMPARE(loaded->options.config.dialogue.wakeWords, QStringList({ u"three"_s })); // lists are replaced
    QCOMPARE(loaded->options.config.prompt, u"here"_s); // what is replaced needs no variable
    QCOMPARE(loadConfig({}, base)->options.httpPort, 8003); // the overlay alone
    QVERIFY(over.remove());
    // What a file no longer says is as it was before any file.
    QCOMPARE(loadConfig({}, loaded->options)->options.port, 8000);
}

void TstConfigLoader::readsTheEnvironment()
{
    const Environment environment = [](const QString& name) -> std::optional<QString> {
        if (name == u"PORT"_s)
            return u"9001"_s;
        return name == u"EMPTY"_s ? std::optional(QString()) : std::nullopt;
    };
    const auto read = [&](const QByteArray& text) { return readConfig({ { u"f.yaml"_s, text } }, {}, {}, environment); };
    QCOMPARE(read("server:\n  port: ${PORT}\n").options.port, 9001);
    QCOMPARE(read("prompt: a ${PORT} b $${PORT} ${EMPTY:-c} ${OTHER:-d e}").options.config.prompt, u"a 9001 b ${PORT} c d e"_s);
    const LoadedConfig missing = read("language: en\nprompt: x${NOT_THERE}\n");
    QVERIFY(hasErrors(missing.findings));
    const QString text = sentence(*firstError(missing.findings));
    QVERIFY2(text.startsWith(u"f.yaml, line 2: prompt"_s) && text.contains(u"NOT_THERE"_s), qPrintable(text));
}

void TstConfigLoader::readsSecrets()
{
    const QByteArray text
        = "LLM:\n  mine:\n    type: openai\n    url: http://x/\n    api_key: keychain:llm.key\n    max_tokens: 500\n    model_name: m\n"
          "    temperature: 0.5\n    id: \"12\"\nselected_module: { LLM: [mine, assistant] }\n";
    QCOMPARE(secretsWanted({ { u"f"_s, text } }), QStringList({ u"llm.key"_s }));
    const LoadedConfig loaded = readConfig({ { u"f"_s, text } }, {}, { { u"llm.key"_s, u"sk-123456789012"_s } });
    QVERIFY2(loaded.findings.isEmpty(), loaded.findings.isEmpty() ? "" : qPrintable(sentence(loaded.findings.first())));
    const EngineSpec spec = loaded.options.config.engines.value(0);
    QCOMPARE(spec.type, u"openai"_s);
    QCOMPARE(spec.settings,
        QJsonObject({ { u"url"_s, u"http://x/"_s }, { u"api_key"_s, u"sk-123456789012"_s }, { u"max_tokens"_s, 500 },
            { u"model_name"_s, u"m"_s }, { u"temperature"_s, 0.5 }, { u"id"_s, u"12"_s } }));
    QCOMPARE(loaded.options.config.selection.value(EngineKind::Chat), QStringList({ u"mine"_s, u"assistant"_s }));
    const QByteArray shown = QJsonDocument(effectiveConfig(loaded.options)).toJson();
    QVERIFY(shown.contains("****012") && !shown.contains("sk-123"));
    QVERIFY(shown.contains("\"max_tokens\": 500"));
    const LoadedConfig missing = readConfig({ { u"f"_s, text } }, {});
    QVERIFY(sentence(*firstError(missing.findings)).contains(u"mynad config secret llm.key"_s));
    // In plain text it works, and its owner is told better ways.
    const LoadedConfig plain = readConfig({ { u"f"_s, "server:\n  auth:\n    tokens: [{name: a, token: abcdefghijklmnop}]\n" } }, {});
    QCOMPARE(plain.options.config.access.tokens, QVector<NamedToken>({ { u"a"_s, u"abcdefghijklmnop"_s } }));
    QCOMPARE(plain.warnings.size(), 1);
    QVERIFY(plain.warnings.first().contains(u"server.auth.tokens[1].token"_s) && !plain.warnings.first().contains(u"mnop"_s));
}

void TstConfigLoader::judgesEngines_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("text");
    QTest::newRow("no type") << QByteArray("LLM: { mine: { url: x } }") << u"LLM.mine needs a type"_s;
    QTest::newRow("misspelt type") << QByteArray("LLM: { mine: { type: opanai } }") << u"did you mean openai?"_s;
    QTest::newRow("misspelt name") << QByteArray("LLM: { mine: { type: openai } }\nselected_module: { LLM: mime }")
                                   << u"did you mean mine?"_s;
    QTest::newRow("name nobody has") << QByteArray("selected_module: { TTS: qwertyuiop }") << u"there are espeak"_s;
    QTest::newRow("not a section") << QByteArray("TTS: espeak") << u"TTS must be a section"_s;
    QTest::newRow("entry no section") << QByteArray("TTS: { x: 5 }") << u"TTS.x must be a section"_s;
    QTest::newRow("a map as selection") << QByteArray("selected_module: { TTS: { x: 5 } }") << u"selected_module.TTS must be a list"_s;
}

void TstConfigLoader::judgesEngines()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, text);
    const LoadedConfig loaded = readConfig({ { u"f"_s, content } }, {});
    QVERIFY(hasErrors(loaded.findings));
    QVERIFY2(firstError(loaded.findings)->text.contains(text), qPrintable(firstError(loaded.findings)->text));
    QCOMPARE(loaded.options, ServerOptions());
}

void TstConfigLoader::takesPresetsForWellKnownNames()
{
    const LoadedConfig loaded = readConfig({ { u"f"_s,
                                               "selected_module:\n  LLM: ChatGLMLLM\n  ASR: FunASR\n  TTS: [EdgeTTS, espeak]\n"
                                               "LLM:\n  ChatGLMLLM:\n    api_key: 你的chat-glm web key\n" } },
        {});
    QVERIFY(!hasErrors(loaded.findings));
    const EngineSpec spec = loaded.options.config.engines.value(0);
    QCOMPARE(spec.type, u"openai"_s);
    QCOMPARE(spec.settings.value(u"model_name"_s), u"glm-4-flash"_s);
    QVERIFY(!loaded.options.config.selection.contains(EngineKind::Recogniser)); // the built-in one
    QCOMPARE(loaded.options.config.selection.value(EngineKind::Synthesiser), QStringList({ u"espeak"_s }));
    QCOMPARE(loaded.warnings.size(), 3); // two engines that are not here, a key that is not filled in
}

void TstConfigLoader::takesPresetsOfServicesThatHearAndSpeak()
{
    const LoadedConfig loaded = readConfig({ { u"f"_s,
                                               "selected_module:\n  ASR: [FunASRServer, GroqASR]\n"
                                               "  TTS: [OpenAITTS, CosyVoiceSiliconflow, AliyunTTS, AliyunStreamTTS]\n"
                                               "ASR:\n  GroqASR: { api_key: a }\nTTS:\n  OpenAITTS: { api_key: b }\n"
                                               "  AliyunTTS: { appkey: c, token: d }\n  AliyunStreamTTS: { appkey: e }\n" } },
        {});
    QVERIFY(!hasErrors(loaded.findings));
    QCOMPARE(loaded.options.config.selection.value(EngineKind::Recogniser), QStringList({ u"FunASRServer"_s, u"GroqASR"_s }));
    QCOMPARE(loaded.options.config.selection.value(EngineKind::Synthesiser).size(), 4);
    QStringList said;
    for (const ConfigFinding& finding : loaded.findings) {
        if (finding.severity == ConfigFinding::Severity::Warning && !finding.key.contains(u"key"_s) && !finding.key.contains(u"token"_s))
            said += finding.key + u' ' + finding.text;
    }
    QCOMPARE(said.size(), 2); // what these two miss
    QVERIFY2(said[0].startsWith(u"TTS.AliyunStreamTTS"_s) || said[1].startsWith(u"TTS.AliyunStreamTTS"_s), qPrintable(said.join(u'\n')));
    QVERIFY2(said.join(u' ').contains(u"access_key_id"_s) && said.join(u' ').contains(u"api_key"_s), qPrintable(said.join(u'\n')));
}

void TstConfigLoader::boundsWhatItReads()
{
    const auto read = [](const QByteArray& text) { return readConfig({ { u"f"_s, text } }, {}); };
    QVERIFY(hasErrors(read(QByteArray(1024 * 1024 + 1, ' ')).findings));
    QVERIFY(hasErrors(read(QByteArray(10000, '[')).findings));
    QVERIFY(hasErrors(read("a: " + QByteArray(60, '[') + QByteArray(60, ']')).findings));
    // Nine lines that stand for a billion words.
    QByteArray bomb = "a0: &a0 [lol,lol,lol,lol,lol,lol,lol,lol,lol,lol]\n";
    for (int i = 1; i < 10; ++i) {
        QByteArray line = "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [";
        for (int n = 0; n < 10; ++n)
            line += "*a" + QByteArray::number(i - 1) + (n < 9 ? "," : "]\n");
        bomb += line;
    }
    const LoadedConfig bombed = read(bomb);
    QVERIFY(hasErrors(bombed.findings));
    QVERIFY(firstError(bombed.findings)->text.contains(u"too many values"_s));
    QVERIFY(hasErrors(read("a: &a [*a]\n").findings));
    // Honest aliases work.
    const LoadedConfig merged
        = read("LLM:\n  one: &base\n    type: openai\n    url: http://x/\n  two:\n    <<: *base\n    url: http://y/\n");
    QVERIFY(merged.findings.isEmpty());
    QCOMPARE(merged.options.config.engines.value(1).settings, QJsonObject({ { u"url"_s, u"http://y/"_s } }));
    const LoadedConfig twice = read("language: en\nlanguage: zh\n");
    QCOMPARE(twice.options.language, u"zh"_s);
    QCOMPARE(twice.warnings.size(), 1);
}

void TstConfigLoader::everyKeyReadsWhatItTells()
{
    const ServerOptions standard;
    for (const ConfigKey& key : configKeys()) {
        ServerOptions options;
        ConfigFindings findings;
        const QJsonValue told = key.tell(standard);
        const QByteArray yaml = QJsonDocument(QJsonObject { { u"v"_s, told } }).toJson(); // JSON is YAML
        ConfigValue value = *parseYaml(yaml, u"f"_s, findings).find(u"v"_s);
        KeyReading reading(key.name, findings);
        key.read(value, options, reading);
        QVERIFY2(findings.isEmpty(), qPrintable(key.name));
        QVERIFY2(key.same(standard, options), qPrintable(key.name));
        QVERIFY2(!key.form.isEmpty() && !key.meaning.isEmpty(), qPrintable(key.name));
    }
}

void TstConfigLoader::masksSecrets()
{
    QCOMPARE(masked(u"short"_s), u"****"_s);
    QCOMPARE(masked(u"123456789012"_s), u"****"_s);
    QCOMPARE(masked(u"1234567890123"_s), u"****123"_s);
    QCOMPARE(masked(QString()), QString());
    QCOMPARE(masked(u"${KEY}"_s), u"${KEY}"_s);
    for (const QString& name :
        { u"api_key"_s, u"access_token"_s, u"tokens"_s, u"Access_Key_Secret"_s, u"appkey"_s, u"password"_s, u"api-key"_s })
        QVERIFY2(isSecretName(name), qPrintable(name));
    for (const QString& name : { u"max_tokens"_s, u"voice"_s, u"key_words"_s, u"url"_s })
        QVERIFY2(!isSecretName(name), qPrintable(name));
    QCOMPARE(masked(QJsonValue(u"postgresql://me:pw@host/db"_s), u"url"_s).toString(), u"postgresql://me:****@host/db"_s);
    QCOMPARE(masked(QJsonValue(u"https://x/y?access_token=abc&z=1"_s), u"webhook"_s).toString(), u"https://x/y?access_token=****&z=1"_s);
}

void TstConfigLoader::namesFileLineAndKey_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("key");
    QTest::newRow("port in words") << QByteArray("server:\n  ip: 0.0.0.0\n  port: many\n") << 3 << u"server.port"_s;
    QTest::newRow("port too large") << QByteArray("server:\n  http_port: 70000\n") << 2 << u"server.http_port"_s;
    QTest::newRow("port negative") << QByteArray("server:\n  port: -1\n") << 2 << u"server.port"_s;
    QTest::newRow("port a list") << QByteArray("server:\n  port: [1]\n") << 2 << u"server.port"_s;
    QTest::newRow("address") << QByteArray("server:\n  ip: home\n") << 2 << u"server.ip"_s;
    QTest::newRow("policy") << QByteArray("server:\n  activation: maybe\n") << 2 << u"server.activation"_s;
    QTest::newRow("push") << QByteArray("server:\n  push_binding: often\n") << 2 << u"server.push_binding"_s;
    QTest::newRow("flag") << QByteArray("server:\n  auth:\n    enabled: perhaps\n") << 3 << u"server.auth.enabled"_s;
    QTest::newRow("language") << QByteArray("\nlanguage: tlh\n") << 2 << u"language"_s;
    QTest::newRow("time") << QByteArray("close_connection_no_voice_time: soon\n") << 1 << u"close_connection_no_voice_time"_s;
    QTest::newRow("admin token") << QByteArray("server:\n  admin_token: ${SHORT:-short}\n") << 2
                                 << u"server.admin_token must have at least 16"_s;
    QTest::newRow("networks") << QByteArray("server:\n  allowed_networks: [10.0.0.0/8, home]\n") << 2 << u"server.allowed_networks"_s;
    QTest::newRow("plugin") << QByteArray("tools:\n  plugins:\n    - { name: a, program: b }\n") << 3 << u"tools.plugins[1].program"_s;
    QTest::newRow("tool policy") << QByteArray("tools:\n  policy:\n    x: perhaps\n") << 3
                                 << u"tools.policy.x must be allow, ask or deny"_s;
    QTest::newRow("webhook") << QByteArray("notify:\n  webhook: ftp://x/\n") << 2 << u"notify.webhook"_s;
    QTest::newRow("closing before the farewell")
        << QByteArray("dialogue:\n  close_after: 100\n") << 2 << u"dialogue.close_after must be more"_s;
    QTest::newRow("section") << QByteArray("server: 8000\n") << 1 << u"server"_s;
    QTest::newRow("a list") << QByteArray("- a\n- b\n") << 1 << QString();
    QTest::newRow("not yaml") << QByteArray("server:\n  port: [1\nlanguage: en\n") << 3 << u"This is not valid YAML: "_s;
    QTest::newRow("tabs") << QByteArray("server:\n\tport: 1\n") << 2 << u"This line begins with a tab."_s;
}

void TstConfigLoader::namesFileLineAndKey()
{
    QFETCH(QByteArray, content);
    QFETCH(int, line);
    QFETCH(QString, key);
    const QString file = write(content);
    const auto loaded = loadConfig(file, {});
    QVERIFY(!loaded.has_value());
    QCOMPARE(loaded.error().code, Error::Code::Invalid);
    QVERIFY2(loaded.error().text.startsWith(u"%1, line %2: %3"_s.arg(file).arg(line).arg(key)), qPrintable(loaded.error().text));
}

void TstConfigLoader::leavesFixedKeys()
{
    ServerOptions base;
    base.port = 1234;
    base.fixedKeys = QStringList { u"server.port"_s };
    const auto loaded = loadConfig(write("server:\n  port: 9000\n  http_port: 9003\n"), base);
    QCOMPARE(loaded->options.port, 1234);
    QCOMPARE(loaded->options.httpPort, 9003);
    QVERIFY(!loadConfig(write("server:\n  port: x\n"), base).has_value()); // still judged
}

void TstConfigLoader::namesAMissingFile()
{
    const auto loaded = loadConfig(m_folder.filePath(u"none.yaml"_s), {});
    QCOMPARE(loaded.error().code, Error::Code::NotFound);
    QVERIFY(loaded.error().text.contains(u"none.yaml"_s));
}

void TstConfigLoader::tellsWhatChanged()
{
    ServerOptions after;
    after.port = 9000;
    after.language = u"zh"_s;
    QCOMPARE(changedKeys({}, {}), QStringList());
    QCOMPARE(changedKeys({}, after), QStringList({ u"server.port"_s, u"language"_s }));
    QCOMPARE(keysForNextStart(changedKeys({}, after)), QStringList({ u"server.port"_s }));
}

void TstConfigLoader::namesReachableAddresses()
{
    const QList<QHostAddress> local { QHostAddress(u"127.0.0.1"_s), QHostAddress(u"::1"_s), QHostAddress(u"fe80::1"_s),
        QHostAddress(u"169.254.1.1"_s), QHostAddress(u"192.168.4.10"_s), QHostAddress(u"10.0.0.5"_s) };
    auto addresses = addressesOf(QHostAddress::AnyIPv4, 8000, 8003, local);
    QCOMPARE(addresses.websocket, QUrl(u"ws://192.168.4.10:8000/xiaozhi/v1/"_s));
    QCOMPARE(addresses.ota, QUrl(u"http://192.168.4.10:8003/xiaozhi/ota/"_s));
    QCOMPARE(addresses.vision, QUrl(u"http://192.168.4.10:8003/mcp/vision/explain"_s));
    QCOMPARE(addresses.admin, QUrl(u"http://127.0.0.1:8003/admin/"_s));
    QCOMPARE(addresses.otaOnEveryNetwork,
        QVector<QUrl>({ QUrl(u"http://192.168.4.10:8003/xiaozhi/ota/"_s), QUrl(u"http://10.0.0.5:8003/xiaozhi/ota/"_s) }));
    addresses = addressesOf(QHostAddress::AnyIPv4, 8000, 8003, { QHostAddress(u"127.0.0.1"_s) });
    QCOMPARE(addresses.ota, QUrl(u"http://127.0.0.1:8003/xiaozhi/ota/"_s));
    addresses = addressesOf(QHostAddress(u"10.0.0.5"_s), 1, 2, local);
    QCOMPARE(addresses.ota, QUrl(u"http://10.0.0.5:2/xiaozhi/ota/"_s));
    QCOMPARE(addresses.admin, QUrl(u"http://10.0.0.5:2/admin/"_s));
    addresses = addressesOf(QHostAddress(u"::1"_s), 1, 2, local);
    QCOMPARE(addresses.ota, QUrl(u"http://[::1]:2/xiaozhi/ota/"_s));
}

QTEST_GUILESS_MAIN(TstConfigLoader)
#include "tst_configloader.moc"
