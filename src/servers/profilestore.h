// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "pairing/serverprofile.h"

#include <QObject>
#include <QVector>

namespace myna::servers {

// The servers somebody added, in DIR/profiles.json; the official service and this computer are always among them. Written in one step; a
// damaged file is kept aside and said. Main thread.
class ProfileStore final : public QObject
{
    Q_OBJECT

public:
    // What older versions kept in the settings; used only when there is no file yet.
    struct Former
    {
        QUrl ownServerUrl;
    };

    ProfileStore(const QString& dataDir, const Former& former, QObject* parent = nullptr);

    [[nodiscard]] const QVector<pairing::ServerProfile>& profiles() const { return m_profiles; }
    [[nodiscard]] std::optional<pairing::ServerProfile> find(const QString& id) const;
    // By id or by name as people see it, large and small letters alike.
    [[nodiscard]] std::optional<pairing::ServerProfile> findByName(const QString& nameOrId) const;
    // A sentence when the file was damaged; empty when all is well.
    [[nodiscard]] QString problem() const { return m_problem; }

    // Gives it an id of its own and answers with that. Errors: Invalid (too many, no address) · Unavailable (cannot be written).
    Result<QString> add(pairing::ServerProfile profile);
    // Id and kind stay. Errors: NotFound, Invalid, Unavailable.
    Result<> change(const pairing::ServerProfile& profile);
    // Errors: NotFound · Invalid (the official service and this computer stay) · Unavailable.
    Result<> remove(const QString& id);
    // The same server once more, with another name and so with another identity.
    Result<QString> duplicate(const QString& id);
    // Adds those that are not there yet; answers how many were. Errors: as add().
    Result<int> adopt(const QVector<pairing::ServerProfile>& profiles);
    // What export writes: everything but this computer's own server.
    [[nodiscard]] QVector<pairing::ServerProfile> portable() const;

signals:
    void changed();

private:
    Result<> keep(const QVector<pairing::ServerProfile>& profiles);
    [[nodiscard]] static QString freshId(const QVector<pairing::ServerProfile>& taken);

    QString m_path;
    QString m_problem;
    QVector<pairing::ServerProfile> m_profiles;
};

pairing::ServerProfile officialProfile();
pairing::ServerProfile localProfile();
// Never empty: the name somebody gave it, else the official service's, this computer's, or the host.
QString displayName(const pairing::ServerProfile& profile);

}
