// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "protocol/provisioning.h"

#include <QMap>

namespace myna::pairing {

// The public parts of all identities in DIR/identities.json, by server id, with a copy beside it in identities.backup.json.
// A damaged file is kept aside as identities.json.broken and mended from the copy; without one, reading fails once with Invalid.
class IdentityFile
{
public:
    struct Found
    {
        std::optional<protocol::DeviceIdentity> device;
        QString notice; // a sentence for the user when the file had to be mended; else empty
    };

    explicit IdentityFile(const QString& dataDir);

    // Errors: Invalid (damaged and no copy; kept aside) · Unavailable (cannot be read or moved).
    [[nodiscard]] Result<Found> find(const QString& serverId) const;
    // Errors: as find(), and Unavailable when the folder cannot be written.
    [[nodiscard]] Result<> put(const QString& serverId, const protocol::DeviceIdentity& device) const;

    // Errors: as find(); one that is not there is no error.
    [[nodiscard]] Result<> remove(const QString& serverId) const;

private:
    using Devices = QMap<QString, protocol::DeviceIdentity>;
    struct Loaded
    {
        Devices devices;
        QString notice;
    };

    [[nodiscard]] Result<Loaded> load() const;
    [[nodiscard]] Result<> keep(const Devices& devices) const;
    [[nodiscard]] Result<Loaded> mend() const;
    [[nodiscard]] static std::optional<Devices> parse(const QByteArray& content);
    [[nodiscard]] static QByteArray format(const Devices& devices);

    QString m_path;
    QString m_copyPath;
};

}
