// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/controlfile.h"

#include "base/keptfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace myna::control {

ControlFile::ControlFile(const QString& dataDir)
    : m_path(QDir(dataDir).filePath(u"control.json"_s))
    , m_lock(QDir(dataDir).filePath(u"control.lock"_s))
{
    m_lock.setStaleLockTime(0); // however long it runs, it runs; only a dead owner is none
}

ControlFile::~ControlFile()
{
    withdraw();
}

Result<> ControlFile::publish(const QUrl& url, const QByteArray& token)
{
    if (!m_lock.isLocked() && !m_lock.tryLock() && m_lock.error() == QLockFile::LockFailedError) {
        qint64 pid = 0;
        QString host;
        QString program;
        m_lock.getLockInfo(&pid, &host, &program);
        return Error { Error::Code::Unavailable,
            QCoreApplication::translate(
                "myna", "Another program (process %1) is controlled through this data folder already. End it, or use another data folder.")
                .arg(pid) };
    }
    const QJsonObject content { { u"url"_s, url.toString() }, { u"port"_s, url.port() }, { u"token"_s, QString::fromLatin1(token) },
        { u"pid"_s, QCoreApplication::applicationPid() } };
    if (const auto written = writeKept(m_path, QJsonDocument(content).toJson(QJsonDocument::Compact) + '\n'); !written) {
        m_lock.unlock();
        return written.error();
    }
    return {};
}

void ControlFile::withdraw()
{
    if (!m_lock.isLocked())
        return;
    QFile::remove(m_path);
    m_lock.unlock();
}

void ControlFile::removeStale()
{
    if (QFile::exists(m_path) && !m_lock.isLocked() && m_lock.tryLock())
        withdraw();
}

}
