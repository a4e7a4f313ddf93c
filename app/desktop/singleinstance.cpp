// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/singleinstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

namespace {

// A socket's address holds 107 bytes on Linux and 103 on macOS; a few are left for the temporary name under which it is made.
constexpr qsizetype longestSocketPath = 95;

QString lockFileIn(const QString& dataDir)
{
    QDir().mkpath(dataDir);
    return QDir(dataDir).filePath(u"instance.lock"_s);
}

}

QString controlSocketOf(const QString& dataDir)
{
    const QString folder = QDir(dataDir).absolutePath();
    QString path = folder + u"/control.sock"_s;
    if (QFile::encodeName(path).size() <= longestSocketPath)
        return path;
    const QByteArray digest = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex();
    return u"myna-"_s + QString::fromLatin1(digest.left(32));
}

SingleInstance::SingleInstance(const QString& dataDir)
    : m_lock(lockFileIn(dataDir))
{
    m_lock.setStaleLockTime(0); // however long it runs, it runs; only a dead owner is none
}

bool SingleInstance::claim()
{
    if (m_lock.isLocked() || m_lock.tryLock())
        return true;
    // Where no lock can be kept (a read-only folder), starting is better than refusing.
    return m_lock.error() != QLockFile::LockFailedError;
}

void SingleInstance::release()
{
    m_lock.unlock();
}

}
