// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configloader.h"

#include "base/enumtable.h"
#include "base/invoke.h"
#include "server/config/configkeys.h"
#include "server/config/engineselection.h"
#include "server/config/keywalk.h"
#include "server/config/masking.h"
#include "server/config/yamltree.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonObject>
#include <QPointer>

#include <array>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto policies = std::to_array<Word<ActivationPolicy>>({
    { ActivationPolicy::Open, QLatin1String("open") },
    { ActivationPolicy::Approve, QLatin1String("approve") },
    { ActivationPolicy::Code, QLatin1String("code") },
});

constexpr std::chrono::seconds closeAfterFarewell { 60 };
const QString toolServersName = u".mcp_server_settings.json"_s;

Result<QByteArray> readFile(const QString& name)
{
    const QString shown = QDir::toNativeSeparators(name);
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error { file.exists() ? Error::Code::Refused : Error::Code::NotFound,
            QCoreApplication::translate("myna", "The configuration %1 cannot be read: %2.").arg(shown, file.errorString()) };
    }
    if (file.size() > maxConfigBytes)
        return Error { Error::Code::Invalid, QCoreApplication::translate("myna", "The configuration %1 is too large.").arg(shown) };
    return file.read(maxConfigBytes);
}

ConfigValue mergedTree(const QVector<ConfigLayer>& layers, ConfigFindings& findings)
{
    ConfigValue tree;
    tree.kind = ConfigValue::Kind::Map;
    for (const ConfigLayer& layer : layers)
        mergeInto(tree, treeOf(layer, findings));
    return tree;
}

// What follows from other values.
void completeOptions(ServerOptions& options, const ConfigValue& tree, ConfigFindings& findings)
{
    ServerConfig& config = options.config;
    const ConfigValue* const closing = tree.at(u"dialogue.close_after"_s);
    if (!closing)
        config.dialogue.closeAfter = config.dialogue.farewellAfter + closeAfterFarewell;
    else if (config.dialogue.closeAfter <= config.dialogue.farewellAfter)
        KeyReading(u"dialogue.close_after"_s, findings)
            .wrong(*closing, QCoreApplication::translate("myna", "must be more than close_connection_no_voice_time"));
}

QStringList warningsOf(const ConfigFindings& findings)
{
    QStringList warnings;
    for (const ConfigFinding& finding : findings) {
        if (finding.severity == ConfigFinding::Severity::Warning)
            warnings.append(sentence(finding));
    }
    return warnings;
}

Result<LoadedConfig> judged(LoadedConfig loaded)
{
    if (hasErrors(loaded.findings))
        return errorOf(loaded.findings);
    return loaded;
}

void insertAt(QJsonObject& object, const QStringList& path, const QJsonValue& value)
{
    if (path.size() == 1) {
        object.insert(path.first(), value);
        return;
    }
    QJsonObject inner = object.value(path.first()).toObject();
    insertAt(inner, path.mid(1), value);
    object.insert(path.first(), inner);
}

}

QString overlayFile(const QString& dataDir)
{
    return QDir(dataDir).filePath(u".config.yaml"_s);
}

QString toolServersFile(const QString& dataDir)
{
    return QDir(dataDir).filePath(toolServersName);
}

ConfigValue treeOf(const ConfigLayer& layer, ConfigFindings& findings)
{
    if (!layer.file.endsWith(toolServersName))
        return parseYaml(layer.text, layer.file, findings);
    // JSON is YAML but for tabs, which JSON has between values only.
    const ConfigValue whole = parseYaml(QByteArray(layer.text).replace('\t', ' '), layer.file, findings);
    ConfigValue tree;
    tree.kind = ConfigValue::Kind::Map;
    if (const ConfigValue* const servers = whole.find(u"mcpServers"_s))
        tree.set(u"mcpServers"_s, *servers);
    else if (!hasErrors(findings))
        findings.append({ ConfigFinding::Severity::Warning, layer.file, 0, u"mcpServers"_s,
            QCoreApplication::translate("myna", "There is no section mcpServers in %1.").arg(QDir::toNativeSeparators(layer.file)) });
    return tree;
}

Result<QVector<ConfigLayer>> readLayers(const ServerOptions& base)
{
    QVector<ConfigLayer> layers;
    QStringList files;
    if (!base.configFile.isEmpty())
        files.append(base.configFile);
    if (!base.dataDir.isEmpty() && QFile::exists(toolServersFile(base.dataDir)))
        files.append(toolServersFile(base.dataDir));
    const QString overlay = overlayFile(base.dataDir);
    if (!base.dataDir.isEmpty() && QFile::exists(overlay) && !files.contains(overlay))
        files.append(overlay);
    for (const QString& file : std::as_const(files)) {
        const auto text = readFile(file);
        if (!text)
            return text.error();
        layers.append({ file, text.value() });
    }
    return layers;
}

QStringList secretsWanted(const QVector<ConfigLayer>& layers)
{
    ConfigFindings unused;
    return secretNames(mergedTree(layers, unused));
}

LoadedConfig readConfig(
    const QVector<ConfigLayer>& layers, const ServerOptions& base, const Secrets& secrets, const Environment& environment)
{
    const ServerOptions start = base.beforeFiles.options ? *base.beforeFiles.options : base;
    LoadedConfig loaded { start, {}, {}, secrets };
    ConfigValue tree = mergedTree(layers, loaded.findings);
    resolveVariables(tree, environment, secrets, loaded.findings);
    walkKeys(tree, loaded.options, loaded.findings);
    completeOptions(loaded.options, tree, loaded.findings);
    resolveSelection(tree, loaded.options, loaded.findings);
    if (hasErrors(loaded.findings))
        loaded.options = base;
    else
        loaded.options.beforeFiles.options = std::make_shared<const ServerOptions>(start);
    loaded.warnings = warningsOf(loaded.findings);
    return loaded;
}

Result<LoadedConfig> loadConfig(const QString& file, const ServerOptions& base)
{
    ServerOptions from = base;
    if (!file.isEmpty())
        from.configFile = file;
    const auto layers = readLayers(from);
    if (!layers)
        return layers.error();
    return judged(readConfig(layers.value(), base));
}

void loadConfig(const ServerOptions& base, QObject* context, std::function<void(Result<LoadedConfig>)> done)
{
    const auto layers = readLayers(base);
    if (!layers) {
        done(layers.error());
        return;
    }
    const QStringList wanted = secretsWanted(layers.value());
    if (wanted.isEmpty() || !base.secrets) {
        done(judged(readConfig(layers.value(), base)));
        return;
    }
    // The answer may come on another thread, and after `context` has gone: the relay lives until then, on the thread of `context`.
    const std::shared_ptr<QObject> relay(new QObject, [](QObject* object) { object->deleteLater(); });
    relay->moveToThread(context->thread());
    base.secrets->read(
        wanted, [relay, there = QPointer<QObject>(context), done = std::move(done), layers = layers.value(), base](const Secrets& found) {
            onThreadOf(relay.get(), [there, done, layers, base, found] {
                if (there)
                    done(judged(readConfig(layers, base, found)));
            });
        });
}

Error errorOf(const ConfigFindings& findings)
{
    const ConfigFinding* const first = firstError(findings);
    return { Error::Code::Invalid, first ? sentence(*first) : QString() };
}

QStringList changedKeys(const ServerOptions& before, const ServerOptions& after)
{
    QStringList changed;
    for (const ConfigKey& key : configKeys()) {
        if (!key.same(before, after))
            changed.append(key.name);
    }
    return changed;
}

QStringList keysForNextStart(const QStringList& changed)
{
    QStringList later;
    for (const ConfigKey& key : configKeys()) {
        if (key.when == KeyClass::Restart && changed.contains(key.name))
            later.append(key.name);
    }
    return later;
}

ServerOptions withoutRestartKeys(const ServerOptions& wanted, const ServerOptions& running)
{
    ServerOptions options = wanted;
    for (const ConfigKey& key : configKeys()) {
        if (key.when == KeyClass::Restart)
            key.copy(running, options);
    }
    return options;
}

QJsonObject effectiveConfig(const ServerOptions& options)
{
    QJsonObject config;
    for (const ConfigKey& key : configKeys()) {
        const QStringList path = key.name.split(u'.');
        insertAt(config, path, masked(key.tell(options), path.last()));
    }
    return config;
}

QLatin1String policyName(ActivationPolicy policy)
{
    return wordOf(policies, policy);
}

std::optional<ActivationPolicy> policyFromName(QStringView name)
{
    return valueOf<ActivationPolicy>(policies, name);
}

}
