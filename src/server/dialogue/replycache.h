// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ttlcache.h"

#include <QByteArray>
#include <QMutex>
#include <QString>
#include <QVector>

namespace myna::server {

// Short sentences as the packets they were once, for all conversations: what is said often is synthesised and encoded once for each voice.
// May be used from any thread.
class ReplyCache
{
public:
    static constexpr qint64 defaultBytes = 2 * 1024 * 1024; // about ten minutes of speech
    static constexpr std::chrono::minutes life { 10 }; // of a sentence since it was synthesised

    explicit ReplyCache(qint64 maxBytes = defaultBytes);

    // `voice` names everything that changes the sound.
    [[nodiscard]] std::optional<QVector<QByteArray>> find(const QString& voice, const QString& text);
    void put(const QString& voice, const QString& text, const QVector<QByteArray>& packets); // nothing when it alone is too large
    [[nodiscard]] qint64 bytes();

private:
    QMutex m_mutex;
    TtlCache<QString, QVector<QByteArray>> m_replies;
};

}
