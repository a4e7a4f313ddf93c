// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configimport.h"

#include "server/config/configkeys.h"
#include "server/config/masking.h"
#include "server/config/referenceengines.h"
#include "server/config/yamltree.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

// Beside the configuration in a data folder of xiaozhi-esp32-server.
struct Neighbour
{
    QString name;
    const char* text;
};

const QVector<Neighbour>& neighbours()
{
    static const QVector<Neighbour> list {
        { u"bin"_s,
            QT_TRANSLATE_NOOP("myna", "Firmware in %1 is not copied; put the files you want to offer into the folder \"firmware\" here.") },
        { u".memory.yaml"_s, QT_TRANSLATE_NOOP("myna", "What was remembered in %1 is not taken over; devices begin anew.") },
        { u".wakeup_words.yaml"_s, QT_TRANSLATE_NOOP("myna", "The ready answers in %1 are not taken over; they are made again.") },
    };
    return list;
}

QString fileBelow(const QString& path)
{
    if (!QFileInfo(path).isDir())
        return path;
    for (const QString& name : { u".config.yaml"_s, u"data/.config.yaml"_s, u"config.yaml"_s }) {
        if (QFileInfo::exists(QDir(path).filePath(name)))
            return QDir(path).filePath(name);
    }
    return QDir(path).filePath(u".config.yaml"_s);
}

QString secretName(const QString& path)
{
    static const QRegularExpression other(u"[^A-Za-z0-9._-]+"_s);
    return QString(path).replace(other, u"_"_s).left(100);
}

// Replaces the secrets below `value` by their names.
void takeSecrets(ConfigValue& value, const QString& path, const QString& key, Secrets& secrets)
{
    for (ConfigEntry& entry : value.entries)
        takeSecrets(entry.value, path + u'.' + entry.key, entry.key, secrets);
    for (size_t i = 0; i < value.items.size(); ++i)
        takeSecrets(value.items[i], u"%1.%2"_s.arg(path).arg(i + 1), key, secrets);
    const bool isPlain = value.isText() && isSecretName(key) && !value.text.isEmpty() && !isPlaceholder(value.text)
        && secretNameOf(value.text).isEmpty() && !value.text.contains(u"${");
    if (!isPlain)
        return;
    const QString name = secretName(path);
    secrets.insert(name, value.text);
    value.text = u"keychain:"_s + name;
    value.quoted = false;
}

bool hasPlaceholder(const ConfigValue& value, const QString& key = {})
{
    return (value.isText() && isSecretName(key) && (value.text.isEmpty() || isPlaceholder(value.text)))
        || std::any_of(
            value.entries.begin(), value.entries.end(), [](const ConfigEntry& entry) { return hasPlaceholder(entry.value, entry.key); });
}

// Of a section of engines, what is of use here.
ConfigValue usefulEngines(EngineKind kind, const ConfigValue& section, const ServerConfig& config)
{
    ConfigValue useful = section;
    const QStringList selected = config.selection.value(kind);
    std::erase_if(useful.entries, [&](const ConfigEntry& entry) {
        const bool isHere = std::any_of(config.engines.begin(), config.engines.end(),
            [&](const EngineSpec& spec) { return spec.kind == kind && spec.name == entry.key; });
        return !isHere || (hasPlaceholder(entry.value) && !selected.contains(entry.key));
    });
    return useful;
}

ConfigValue listOf(const QStringList& names)
{
    ConfigValue list;
    list.kind = ConfigValue::Kind::List;
    for (const QString& name : names) {
        ConfigValue item;
        item.kind = ConfigValue::Kind::Text;
        item.text = name;
        list.items.push_back(item);
    }
    return list;
}

void insertAt(ConfigValue& map, const QString& path, const ConfigValue& value)
{
    const QString first = path.section(u'.', 0, 0);
    const QString rest = path.section(u'.', 1);
    if (rest.isEmpty()) {
        map.set(first, value);
        return;
    }
    ConfigValue inner;
    if (const ConfigValue* const there = map.find(first))
        inner = *there;
    inner.kind = ConfigValue::Kind::Map;
    insertAt(inner, rest, value);
    map.set(first, inner);
}

// The keys with an effect here, each as it is written.
ConfigValue usefulPart(const ConfigValue& tree, const ServerConfig& config, QStringList& taken)
{
    ConfigValue useful;
    useful.kind = ConfigValue::Kind::Map;
    for (const ConfigKey& key : configKeys()) {
        const ConfigValue* const value = tree.at(key.name);
        if (!value || value->kind == ConfigValue::Kind::Null)
            continue;
        ConfigValue kept = *value;
        if (const auto section = kindFromName(key.name))
            kept = usefulEngines(*section, kept, config);
        else if (const auto kind = kindFromName(key.name.section(u'.', 1)); kind && key.name.startsWith(u"selected_module."))
            kept = listOf(config.selection.value(*kind));
        if (key.name == u"server.auth.tokens")
            std::erase_if(kept.items, [](const ConfigValue& item) { return hasPlaceholder(item); });
        if (kept.entries.empty() && kept.items.empty() && !kept.isText())
            continue;
        taken.append(key.name);
        insertAt(useful, key.name, kept);
    }
    return useful;
}

void noteNeighbours(const QString& folder, ConfigFindings& findings)
{
    for (const Neighbour& neighbour : neighbours()) {
        const QString path = QDir(folder).filePath(neighbour.name);
        if (QFileInfo::exists(path)) {
            findings.append({ ConfigFinding::Severity::Info, path, 0, {},
                QCoreApplication::translate("myna", neighbour.text).arg(QDir::toNativeSeparators(path)) });
        }
    }
}

}

Result<ImportedConfig> importConfig(const QString& path)
{
    ImportedConfig imported;
    imported.source = fileBelow(path);
    ServerOptions from;
    from.configFile = imported.source;
    const auto found = readLayers(from);
    if (!found)
        return found.error();
    QVector<ConfigLayer> layers = found.value();
    ConfigFindings unused;
    ConfigValue tree = treeOf(layers.first(), unused);
    QFile toolServers(toolServersFile(QFileInfo(imported.source).absolutePath()));
    if (toolServers.open(QIODevice::ReadOnly) && toolServers.size() <= maxConfigBytes) {
        layers.append({ toolServers.fileName(), toolServers.readAll() });
        mergeInto(tree, treeOf(layers.last(), unused));
    }
    const LoadedConfig loaded = readConfig(layers, {});
    imported.findings = loaded.findings;
    // Its owner cannot have written `keychain:` there; secrets in plain text are what an import is for.
    imported.findings.removeIf([](const ConfigFinding& finding) {
        return finding.severity == ConfigFinding::Severity::Warning && finding.text.contains(u"mynad config secret NAME");
    });
    noteNeighbours(QFileInfo(imported.source).absolutePath(), imported.findings);
    if (hasErrors(imported.findings))
        return imported;
    ConfigValue useful = usefulPart(tree, loaded.options.config, imported.taken);
    takeSecrets(useful, u"server"_s, {}, imported.secrets);
    imported.text = u"# Taken over from %1\n"_s.arg(QDir::toNativeSeparators(imported.source)) + toYaml(useful);
    return imported;
}

QString withSecrets(const ImportedConfig& imported)
{
    ConfigFindings unused;
    ConfigValue tree = parseYaml(imported.text.toUtf8(), {}, unused);
    const std::function<void(ConfigValue&)> restore = [&](ConfigValue& value) {
        for (ConfigEntry& entry : value.entries)
            restore(entry.value);
        for (ConfigValue& item : value.items)
            restore(item);
        if (const auto found = imported.secrets.constFind(secretNameOf(value.text)); found != imported.secrets.constEnd()) {
            value.text = *found;
            value.quoted = true;
        }
    };
    restore(tree);
    return imported.text.section(u'\n', 0, 0) + u'\n' + toYaml(tree);
}

}
