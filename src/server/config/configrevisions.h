// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QVector>

namespace myna::server {

// A text that was in force.
struct ConfigRevision
{
    int revision = 0; // from 1
    QDateTime time;
    QString by; // "start", "file", "SIGHUP", "administration", "rollback to 3"
    QString file;
    QByteArray text; // empty in lists
    bool operator==(const ConfigRevision&) const = default;
};

// The last texts of the configuration that were applied, in DIR/config-revisions, readable by their owner alone: there may be keys in them.
class ConfigRevisions
{
public:
    static constexpr int kept = 20;

    explicit ConfigRevisions(const QString& dataDir);

    [[nodiscard]] QVector<ConfigRevision> list() const; // newest first
    [[nodiscard]] int newest() const; // 0: there is none
    [[nodiscard]] Result<ConfigRevision> read(int revision) const; // NotFound
    // The number it got; the newest's when the text is the same. Refused: the folder cannot be written.
    Result<int> add(const QString& file, const QByteArray& text, const QString& by, const QDateTime& time);

private:
    [[nodiscard]] QString path(int revision) const;

    QString m_folder;
};

}
