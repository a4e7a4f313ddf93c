// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configdesk.h"

#include "base/invoke.h"
#include "server/config/configkeys.h"
#include "server/config/textmask.h"
#include "server/config/yamltree.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QSaveFile>
#include <QTimer>

#include <utility>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonArray namesOf(const QVector<ConfigLayer>& layers)
{
    QJsonArray names;
    for (const ConfigLayer& layer : layers)
        names.append(layer.file);
    return names;
}

QJsonArray changesOf(const QStringList& changed)
{
    QJsonArray changes;
    for (const ConfigKey& key : configKeys()) {
        if (changed.contains(key.name))
            changes.append(QJsonObject { { u"key"_s, key.name }, { u"class"_s, QString(className(key.when)) } });
    }
    return changes;
}

}

ConfigDesk::ConfigDesk(const ServerOptions& running, std::chrono::milliseconds settle, QObject* parent)
    : QObject(parent)
    , m_running(running)
    , m_read(running)
    , m_revisions(running.dataDir)
    , m_watcher(settle, this)
{
    connect(&m_watcher, &ConfigWatcher::changed, this, [this] { reload(u"file"_s); });
}

void ConfigDesk::start()
{
    m_watcher.watch(files());
    keep(u"start"_s);
    if (const auto layers = readLayers(m_running))
        fetchSecrets(secretsWanted(layers.value()));
}

QStringList ConfigDesk::files() const
{
    QStringList names;
    if (!m_running.configFile.isEmpty())
        names.append(m_running.configFile);
    if (!m_running.dataDir.isEmpty())
        names.append(QFileInfo(toolServersFile(m_running.dataDir)).absoluteFilePath());
    if (!m_running.dataDir.isEmpty())
        names.append(QFileInfo(overlayFile(m_running.dataDir)).absoluteFilePath());
    return names;
}

// The overlay once there is one: the file given may belong to somebody else.
QString ConfigDesk::editedFile() const
{
    const QString overlay = overlayFile(m_running.dataDir);
    const QString given = m_running.configFile;
    return given.isEmpty() || QFile::exists(overlay) || !QFileInfo(given).isWritable() ? overlay : given;
}

QByteArray ConfigDesk::editedText() const
{
    QFile file(editedFile());
    return file.open(QIODevice::ReadOnly) ? file.read(maxConfigBytes) : QByteArray();
}

Result<QVector<ConfigLayer>> ConfigDesk::layersWith(const QByteArray& text) const
{
    auto layers = readLayers(m_running);
    if (!layers)
        return layers;
    const QString edited = editedFile();
    for (ConfigLayer& layer : layers.value()) {
        if (layer.file == edited) {
            layer.text = text;
            return layers;
        }
    }
    layers.value().append({ edited, text });
    return layers;
}

void ConfigDesk::reload(const QString& by)
{
    m_watcher.noteContent();
    loadConfig(m_running, this, [this, by, reading = ++m_readings](const Result<LoadedConfig>& loaded) {
        if (reading == m_readings)
            finishReload(loaded, by);
    });
}

void ConfigDesk::finishReload(const Result<LoadedConfig>& loaded, const QString& by)
{
    if (!loaded) {
        emit rejected(loaded.error());
        return;
    }
    for (const QString& warning : loaded->warnings)
        emit warned(warning);
    m_secrets.insert(loaded->secrets);
    adopt(*loaded, by);
}

QStringList ConfigDesk::adopt(const LoadedConfig& loaded, const QString& by)
{
    QStringList changed = changedKeys(m_read, loaded.options);
    const QStringList later = keysForNextStart(changed);
    m_read = loaded.options;
    m_running = withoutRestartKeys(loaded.options, m_running);
    keep(by);
    if (!later.isEmpty())
        emit warned(QCoreApplication::translate("myna", "These settings take effect when the server is started again: %1.")
                        .arg(later.join(u", "_s)));
    emit applied(m_running, changed);
    return changed;
}

void ConfigDesk::keep(const QString& by)
{
    const QByteArray text = editedText();
    if (m_running.dataDir.isEmpty() || (text.isEmpty() && m_revisions.newest() == 0))
        return;
    if (const auto kept = m_revisions.add(editedFile(), text, by, QDateTime::currentDateTimeUtc()); !kept)
        emit warned(kept.error().text);
}

LoadedConfig ConfigDesk::judge(const QVector<ConfigLayer>& layers)
{
    fetchSecrets(secretsWanted(layers));
    return readConfig(layers, m_running, m_secrets);
}

void ConfigDesk::withSecretsOf(const QByteArray& text, const std::function<void()>& then)
{
    const auto layers = layersWith(text);
    fetchSecrets(layers ? secretsWanted(layers.value()) : QStringList(), then);
}

// A reload fetches them itself.
void ConfigDesk::fetchSecrets(const QStringList& names, const std::function<void()>& then)
{
    QStringList missing;
    for (const QString& name : names) {
        if (!m_secrets.contains(name))
            missing.append(name);
    }
    const auto wish = std::make_shared<std::function<void()>>(then);
    const auto once = [wish] {
        if (const auto call = std::exchange(*wish, nullptr))
            call();
    };
    if (missing.isEmpty() || !m_running.secrets) {
        once();
        return;
    }
    if (then)
        QTimer::singleShot(patience, this, once);
    const std::shared_ptr<QObject> relay(new QObject, [](QObject* object) { object->deleteLater(); });
    m_running.secrets->read(missing, [relay, desk = QPointer<ConfigDesk>(this), once](const Secrets& found) {
        onThreadOf(relay.get(), [relay, desk, found, once] {
            if (!desk)
                return;
            desk->m_secrets.insert(found);
            once();
        });
    });
}

QJsonObject ConfigDesk::describe()
{
    QJsonObject description { { u"file"_s, editedFile() }, { u"text"_s, QString::fromUtf8(maskText(editedText())) },
        { u"revision"_s, m_revisions.newest() }, { u"effective"_s, effectiveConfig(m_read) } };
    const auto layers = readLayers(m_running);
    if (!layers) {
        description.insert(u"findings"_s, toJson(ConfigFindings { { ConfigFinding::Severity::Error, {}, 0, {}, layers.error().text } }));
        return description;
    }
    description.insert(u"layers"_s, namesOf(layers.value()));
    description.insert(u"findings"_s, toJson(judge(layers.value()).findings));
    return description;
}

QJsonObject ConfigDesk::check(const QByteArray& text)
{
    ConfigFindings findings;
    const auto layers = layersWith(unmaskText(text, editedText(), editedFile(), findings));
    if (!layers) {
        findings.append({ ConfigFinding::Severity::Error, {}, 0, {}, layers.error().text });
        return { { u"findings"_s, toJson(findings) }, { u"changes"_s, QJsonArray() } };
    }
    const LoadedConfig loaded = judge(layers.value());
    findings += loaded.findings;
    const QStringList changed = hasErrors(findings) ? QStringList() : changedKeys(m_read, loaded.options);
    return { { u"findings"_s, toJson(findings) }, { u"changes"_s, changesOf(changed) } };
}

ConfigChange ConfigDesk::invalid(const ConfigFindings& findings) const
{
    return { ConfigChange::Outcome::Invalid, errorOf(findings).text, findings, {}, m_revisions.newest() };
}

ConfigChange ConfigDesk::replace(const QByteArray& text, int baseRevision, const QString& by)
{
    const int newest = m_revisions.newest();
    if (baseRevision != newest) {
        return { ConfigChange::Outcome::Stale,
            QCoreApplication::translate("myna", "The configuration was changed in the meantime. Load it again and repeat your changes."),
            {}, {}, newest };
    }
    ConfigFindings findings;
    const QByteArray whole = unmaskText(text, editedText(), editedFile(), findings);
    return hasErrors(findings) ? invalid(findings) : write(whole, by);
}

ConfigChange ConfigDesk::rollback(int revision, const QString& by)
{
    const auto former = m_revisions.read(revision);
    if (!former)
        return { ConfigChange::Outcome::Failed, former.error().text, {}, {}, m_revisions.newest() };
    return write(former->text, by);
}

ConfigChange ConfigDesk::write(const QByteArray& text, const QString& by)
{
    const auto layers = layersWith(text);
    if (!layers)
        return { ConfigChange::Outcome::Failed, layers.error().text, {}, {}, m_revisions.newest() };
    const LoadedConfig loaded = judge(layers.value());
    if (hasErrors(loaded.findings))
        return invalid(loaded.findings);
    QSaveFile file(editedFile());
    const auto rights = QFile::exists(editedFile()) ? QFile::permissions(editedFile()) : QFile::ReadOwner | QFile::WriteOwner;
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(rights) || file.write(text) != text.size() || !file.commit()) {
        return { ConfigChange::Outcome::Failed,
            QCoreApplication::translate("myna", "The configuration %1 cannot be written: %2.")
                .arg(QDir::toNativeSeparators(file.fileName()), file.errorString()),
            {}, {}, m_revisions.newest() };
    }
    m_watcher.noteContent(); // it is ours
    ++m_readings;
    const QStringList changed = adopt(loaded, by);
    return { ConfigChange::Outcome::Applied, {}, loaded.findings, changed, m_revisions.newest() };
}

}

#include "moc_configdesk.cpp"
