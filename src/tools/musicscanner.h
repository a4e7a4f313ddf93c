// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/musictrack.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <atomic>
#include <memory>

namespace myna::tools {

// Reads the names and tags of the sound files below a folder. Lives on a thread that may wait for disks; what did not change is not read
// again.
class MusicScanner final : public QObject
{
    Q_OBJECT

public:
    explicit MusicScanner(std::shared_ptr<std::atomic<quint64>> wanted);

    void scan(const QString& folder, quint64 number);

signals:
    void found(const QVector<myna::tools::MusicTrack>& tracks, const QStringList& folders, quint64 scan); // not when a newer one is wanted

private:
    struct Known
    {
        MusicTrack track;
        qint64 size = 0;
        qint64 changedMs = 0;
        quint64 scan = 0; // that saw it last
        bool playable = false;
    };
    [[nodiscard]] bool isOver(quint64 number) const { return *m_wanted != number; }
    void look(const QString& folder, int depth, quint64 number, QStringList& folders, QVector<MusicTrack>& tracks);
    Known& read(const QString& path, qint64 size, qint64 changedMs);

    std::shared_ptr<std::atomic<quint64>> m_wanted;
    QHash<QString, Known> m_known;
};

}
