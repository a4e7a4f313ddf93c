// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database/fileworker.h"
#include "database/storethread.h"
#include "mcp/auditstore.h"

#include <QObject>

#include <deque>
#include <functional>

namespace myna::mcp {

// What tools were called, by whom, and what came of it, as the main thread sees it. The file is used on a thread of its own. What cannot be
// written waits and is tried again with the next call.
class AuditLog final : public QObject
{
    Q_OBJECT

public:
    static constexpr size_t mostWaiting = 1000; // then the oldest go

    explicit AuditLog(QString folder, QObject* parent = nullptr);
    ~AuditLog() override; // ends the thread; use stop() first, so that nothing waits in it

    void note(const CallReport& report);
    void find(QObject* asker, const AuditQuery& query, qint64 before, int limit, std::function<void(const Result<AuditPage>&)> then);
    void removeAll(QObject* asker, std::function<void(const Result<>&)> then);
    void stop(); // after what waits was tried once more: stopped()

    [[nodiscard]] const Error& trouble() const { return m_trouble; } // why calls wait; text empty: none does

signals:
    void changed(); // calls were written or deleted
    void troubleChanged();
    void warned(const QString& text);
    void stopped();

private:
    void writeNext();
    void written(const Result<>& result);
    void endIfDone();

    database::StoreThread<database::FileWorker<AuditStore>, AuditStore> m_store;
    std::deque<AuditEntry> m_waiting;
    QVector<AuditEntry> m_writing;
    Error m_trouble;
    bool m_stopping = false;
    bool m_ended = false; // the worker may be gone
};

// For a table: one line each, newest first; a cell never begins like a formula.
QByteArray auditCsv(const QVector<AuditEntry>& entries);
QByteArray auditJson(const QVector<AuditEntry>& entries);

}
