// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sqlstore.h"
#include "serveredge/edgefixture.h"
#include "support/postgresrig.h"

#include <QTemporaryDir>

#include <memory>

namespace myna::test {

// A new, empty place for a store, on either database. The PostgreSQL behind it is started once for the program.
class StorePlaces
{
public:
    explicit StorePlaces(PostgresRig::Disk disk = PostgresRig::Disk::Lazy)
        : m_disk(disk)
    {
    }

    server::StorePlace make(bool postgres)
    {
        m_folders.push_back(std::make_unique<QTemporaryDir>());
        server::StorePlace place { m_folders.back()->path(), {} };
        if (postgres) {
            place.config.url = server().url(server().newDatabase());
            place.config.password = PostgresRig::password();
        }
        return place;
    }
    PostgresRig& server()
    {
        if (!m_server)
            m_server = std::make_unique<PostgresRig>(m_disk);
        return *m_server;
    }

private:
    PostgresRig::Disk m_disk;
    std::unique_ptr<PostgresRig> m_server;
    std::vector<std::unique_ptr<QTemporaryDir>> m_folders;
};

inline QDateTime someTime()
{
    return QDateTime::fromMSecsSinceEpoch(1760000000123, QTimeZone::utc());
}

inline server::DeviceRecord someDevice(const QString& id = deviceId)
{
    return { .deviceId = id,
        .clientId = clientId,
        .board = QStringLiteral("bread-compact"),
        .version = QStringLiteral("2.1.1"),
        .name = QStringLiteral("Küche"),
        .group = QStringLiteral("Haus"),
        .profile = { { QStringLiteral("prompt"), QStringLiteral("You're \"short\" \\ kind 你好") } },
        .quarantine = {},
        .firmware = QStringLiteral("none"),
        .boundAt = someTime(),
        .lastSeen = someTime().addSecs(5) };
}

inline server::ActivationRecord someActivation(const QString& code)
{
    return { code, deviceId, clientId, QStringLiteral("challenge"), QStringLiteral("board"), {}, someTime(), someTime().addDays(1) };
}

inline server::TurnRecord someTurn(const QString& heard, const QDateTime& time = someTime())
{
    return { .deviceId = deviceId,
        .time = time,
        .heard = heard,
        .said = QStringLiteral("Answer: ") + heard,
        .details = { { QStringLiteral("failure"), QStringLiteral("") }, { QStringLiteral("frames"), 12 } } };
}

}
