// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/configloader.h"
#include "server/config/configrevisions.h"
#include "server/config/configwatcher.h"

#include <functional>

namespace myna::server {

// What became of a wish to change the configuration.
struct ConfigChange
{
    enum class Outcome { Applied, Stale, Invalid, Failed };

    Outcome outcome = Outcome::Applied;
    QString text; // why not
    ConfigFindings findings;
    QStringList changed;
    int revision = 0; // the newest
};

// The configuration of a running server: reads it again when its files change or somebody asks, keeps what was in force, and takes changes
// from the owner. A configuration with an error is refused as a whole; the one before stays. Lives on the edge's thread.
class ConfigDesk final : public QObject
{
    Q_OBJECT

public:
    // `running`: what the server was started with.
    static constexpr std::chrono::seconds patience { 5 }; // a locked keyring waits for its user

    explicit ConfigDesk(
        const ServerOptions& running, std::chrono::milliseconds settle = std::chrono::milliseconds(200), QObject* parent = nullptr);

    void start(); // begins to watch, and keeps what is in force
    // applied() or rejected() follows, at once when no secret has to be fetched; of several at once, and of a change meanwhile, the last's.
    void reload(const QString& by);

    // `file`, `text` (secrets masked), `revision`, `effective`, `findings`, `layers`.
    [[nodiscard]] QJsonObject describe();
    // Fetches the secrets this text names and nobody asked for yet; then `then`: at once when there are none, later otherwise, and after
    // `patience` without those a keychain does not give.
    void withSecretsOf(const QByteArray& text, const std::function<void()>& then);

    // `findings`, `changes` of this text instead of the present one.
    [[nodiscard]] QJsonObject check(const QByteArray& text);
    // Masks in it stand for the secrets they hide now. `baseRevision`: the one the author saw; anything else is Stale.
    ConfigChange replace(const QByteArray& text, int baseRevision, const QString& by);
    ConfigChange rollback(int revision, const QString& by);
    [[nodiscard]] const ConfigRevisions& revisions() const { return m_revisions; }
    [[nodiscard]] const ServerOptions& running() const { return m_running; }

signals:
    // `options`: what runs from now on; what needs a new start is in it as it was.
    void applied(const myna::server::ServerOptions& options, const QStringList& changed);
    void rejected(const myna::Error& error);
    void warned(const QString& text);

private:
    [[nodiscard]] QString editedFile() const;
    [[nodiscard]] QStringList files() const;
    [[nodiscard]] Result<QVector<ConfigLayer>> layersWith(const QByteArray& text) const;
    [[nodiscard]] QByteArray editedText() const;
    LoadedConfig judge(const QVector<ConfigLayer>& layers);
    void fetchSecrets(const QStringList& names, const std::function<void()>& then = {});
    void finishReload(const Result<LoadedConfig>& loaded, const QString& by);
    QStringList adopt(const LoadedConfig& loaded, const QString& by);
    void keep(const QString& by);
    ConfigChange write(const QByteArray& text, const QString& by);
    [[nodiscard]] ConfigChange invalid(const ConfigFindings& findings) const;

    ServerOptions m_running;
    ServerOptions m_read; // what the files said last; differs from what runs in what needs a new start
    Secrets m_secrets; // fetched for checks, or with the last reload
    quint64 m_readings = 0; // what was read before something newer counts no more
    ConfigRevisions m_revisions;
    ConfigWatcher m_watcher;
};

}
