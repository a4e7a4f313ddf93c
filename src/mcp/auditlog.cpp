// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/auditlog.h"

#include "base/invoke.h"

#include <QPointer>

#include <utility>

namespace myna::mcp {

AuditLog::AuditLog(QString folder, QObject* parent)
    : QObject(parent)
    , m_store(QStringLiteral("myna-audit"), new database::FileWorker<AuditStore>(std::move(folder)))
{
    connect(&m_store.thread(), &QThread::finished, this, &AuditLog::stopped);
    connect(m_store.worker(), &database::FileKeeper::warned, this, &AuditLog::warned);
    m_store.thread().start(QThread::LowPriority);
}

AuditLog::~AuditLog() = default;

void AuditLog::note(const CallReport& report)
{
    if (m_ended)
        return;
    m_waiting.push_back(auditEntry(report));
    if (m_waiting.size() > mostWaiting)
        m_waiting.pop_front();
    writeNext();
}

void AuditLog::writeNext()
{
    if (!m_writing.isEmpty() || m_waiting.empty() || m_ended)
        return;
    m_writing = QVector<AuditEntry>(m_waiting.begin(), m_waiting.end());
    m_waiting.clear();
    m_store.ask<std::monostate>(
        this, [entries = m_writing](AuditStore& store) { return store.add(entries); }, [this](const Result<>& result) { written(result); });
}

void AuditLog::written(const Result<>& result)
{
    if (!result)
        m_waiting.insert(m_waiting.begin(), m_writing.cbegin(), m_writing.cend());
    m_writing.clear();
    const Error trouble = result ? Error {} : result.error();
    if (std::exchange(m_trouble, trouble) != trouble)
        emit troubleChanged();
    if (result) {
        emit changed();
        writeNext();
    }
    endIfDone();
}

void AuditLog::find(QObject* asker, const AuditQuery& query, qint64 before, int limit, std::function<void(const Result<AuditPage>&)> then)
{
    if (!m_ended)
        m_store.ask<AuditPage>(
            asker, [query, before, limit](AuditStore& store) { return store.find(query, before, limit); }, std::move(then));
}

void AuditLog::removeAll(QObject* asker, std::function<void(const Result<>&)> then)
{
    if (m_ended)
        return;
    m_store.ask<std::monostate>(
        asker, [](AuditStore& store) { return store.removeAll(); },
        [self = QPointer<AuditLog>(this), then = std::move(then)](const Result<>& done) {
            if (self && done)
                emit self->changed();
            then(done);
        });
}

void AuditLog::stop()
{
    m_stopping = true;
    writeNext();
    endIfDone();
}

void AuditLog::endIfDone()
{
    if (!m_stopping || !m_writing.isEmpty() || m_ended)
        return;
    m_ended = true;
    m_store.thread().quit();
}

}

#include "moc_auditlog.cpp"
