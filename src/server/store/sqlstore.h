// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database/sqlitefile.h"
#include "server/store/store.h"

#include <QVariantList>

#include <memory>

namespace myna::server {

// The store in a SQLite file. Opened, used and destroyed on one thread.
class SqlStore final : public Store
{
public:
    struct Opened
    {
        std::unique_ptr<SqlStore> store;
        QString warning; // not empty: a damaged file was kept aside, as the sentence says
    };
    // Opens `folder`/server.db, makes it or brings it up to date. Errors: Refused (the folder cannot be written: what, where, what to do).
    static Result<std::shared_ptr<Opened>> open(const QString& folder);

    // Looks at `folder`/server.db without changing anything; a server may be using it. False: there is none yet.
    // Errors: Unavailable (damaged, or not to be read).
    static Result<bool> check(const QString& folder);

    Result<QVector<DeviceRecord>> devices() override;
    Result<> saveDevice(const DeviceRecord& device) override;
    Result<> removeDevice(const QString& deviceId) override;
    Result<QVector<ActivationRecord>> activations() override;
    Result<> saveActivation(const ActivationRecord& activation) override;
    Result<> endActivation(const QString& code, const QString& state) override;

private:
    explicit SqlStore(std::unique_ptr<database::SqliteFile> file);
    Result<> run(const QString& statement, const QVariantList& values);

    std::unique_ptr<database::SqliteFile> m_file;
};

}
