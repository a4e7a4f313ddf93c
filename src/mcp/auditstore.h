// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "database/storefile.h"
#include "mcp/toolcall.h"

#include <QVector>

#include <memory>

namespace myna::mcp {

// One call as it is kept: short, and without secrets.
struct AuditEntry
{
    qint64 id = 0;
    QDateTime time; // UTC, when it was wished for
    QString tool;
    QString title;
    QString arguments; // JSON
    Asker asker = Asker::Server;
    QString who; // the server's or the scene's name
    QString said; // by the user before
    Ruling ruling = Ruling::Allowed;
    Outcome outcome = Outcome::Done;
    bool asked = false;
    QString reason; // of the ruling
    QString result; // its beginning
    int durationMs = 0;
    bool operator==(const AuditEntry&) const = default;
};

AuditEntry auditEntry(const CallReport& report);

enum class AuditFilter { Everything, Allowed /* without a question */, Asked, Refused, Failed };

struct AuditQuery
{
    QString words; // all of them, anywhere
    AuditFilter filter = AuditFilter::Everything;
    bool operator==(const AuditQuery&) const = default;
};

struct AuditPage
{
    QVector<AuditEntry> entries; // newest first
    bool more = false;
    int kept = 0; // in all
};

// `folder`/audit.db. Opened, used and destroyed on one thread. Errors: Unavailable, Refused, Invalid (damaged: open it again).
class AuditStore final
{
public:
    static constexpr int mostKept = 20000; // entries
    static constexpr int mostDays = 180;

    struct Opened
    {
        std::unique_ptr<AuditStore> store;
        QString warning; // a damaged file was kept aside
    };
    static Result<std::shared_ptr<Opened>> open(const QString& folder);

    Result<> add(const QVector<AuditEntry>& entries); // and what is too old or too many goes
    Result<AuditPage> find(const AuditQuery& query, qint64 before, int limit); // `before` 0: from the newest on
    Result<> removeAll();

private:
    explicit AuditStore(std::unique_ptr<database::SqliteFile> file);
    [[nodiscard]] Result<> tidy() const;

    database::StoreFile m_file;
};

}
