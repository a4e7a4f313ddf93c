// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configwatcher.h"

#include "server/config/yamltree.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

namespace myna::server {

ConfigWatcher::ConfigWatcher(std::chrono::milliseconds settle, QObject* parent)
    : QObject(parent)
    , m_watcher(this)
    , m_settle(this)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settle);
    connect(&m_settle, &QTimer::timeout, this, &ConfigWatcher::look);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] { m_settle.start(); });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_settle.start(); });
}

void ConfigWatcher::watch(const QStringList& files)
{
    m_files = files;
    watchAgain();
    noteContent();
}

void ConfigWatcher::noteContent()
{
    m_known = digests();
}

// A replaced file is another one for the system: the watch on the former ended with it.
void ConfigWatcher::watchAgain()
{
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    for (const QString& file : std::as_const(m_files)) {
        const QString folder = QFileInfo(file).absolutePath();
        if (!watched.contains(folder) && QFileInfo::exists(folder))
            m_watcher.addPath(folder);
        if (!watched.contains(file) && QFileInfo::exists(file))
            m_watcher.addPath(file);
    }
}

void ConfigWatcher::look()
{
    watchAgain();
    const auto now = digests();
    if (now == m_known)
        return;
    m_known = now;
    emit changed();
}

QHash<QString, QByteArray> ConfigWatcher::digests() const
{
    QHash<QString, QByteArray> found;
    for (const QString& name : m_files) {
        QFile file(name);
        if (file.open(QIODevice::ReadOnly)) // one byte more: too large is another content, too
            found.insert(name, QCryptographicHash::hash(file.read(maxConfigBytes + 1), QCryptographicHash::Sha256));
    }
    return found;
}

}

#include "moc_configwatcher.cpp"
