// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFileSystemWatcher>
#include <QHash>
#include <QStringList>
#include <QTimer>

#include <chrono>

namespace myna::server {

// Tells when the content of one of a few files is another one. Editors replace files instead of writing into them, so the folders are
// watched, too; what happens to other files in them says nothing. Files that are not there yet may come.
class ConfigWatcher final : public QObject
{
    Q_OBJECT

public:
    // `settle`: how long it must be quiet, so that a file in the middle of being written is not read.
    explicit ConfigWatcher(std::chrono::milliseconds settle = std::chrono::milliseconds(200), QObject* parent = nullptr);

    void watch(const QStringList& files);
    void noteContent(); // what is there now is known

signals:
    void changed();

private:
    void watchAgain();
    void look();
    [[nodiscard]] QHash<QString, QByteArray> digests() const;

    QFileSystemWatcher m_watcher;
    QTimer m_settle;
    QStringList m_files;
    QHash<QString, QByteArray> m_known;
};

}
