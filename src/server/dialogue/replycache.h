// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QMutex>
#include <QString>
#include <QVector>

#include <list>
#include <optional>

namespace myna::server {

// Short sentences as the packets they were once, for all conversations: what is said often is synthesised and encoded once for each voice.
// What was not used for longest goes first. May be used from any thread.
class ReplyCache
{
public:
    static constexpr qint64 defaultBytes = 2 * 1024 * 1024; // about ten minutes of speech

    explicit ReplyCache(qint64 maxBytes = defaultBytes);

    // `voice` names everything that changes the sound.
    [[nodiscard]] std::optional<QVector<QByteArray>> find(const QString& voice, const QString& text);
    void put(const QString& voice, const QString& text, const QVector<QByteArray>& packets); // nothing when it alone is too large
    [[nodiscard]] qint64 bytes();

private:
    struct Entry
    {
        QString key;
        QVector<QByteArray> packets;
        qint64 bytes = 0;
    };
    using Entries = std::list<Entry>;

    QMutex m_mutex;
    qint64 m_maxBytes;
    qint64 m_bytes = 0;
    Entries m_entries; // the latest used first
    QHash<QString, Entries::iterator> m_places;
};

}
