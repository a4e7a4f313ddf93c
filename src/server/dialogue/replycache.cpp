// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/replycache.h"

namespace myna::server {

namespace {

QString keyOf(const QString& voice, const QString& text)
{
    return QString::number(voice.size()) + u'|' + voice + text;
}

qint64 sizeOf(const QString& key, const QVector<QByteArray>& packets)
{
    qint64 bytes = key.size() * qint64(sizeof(QChar));
    for (const QByteArray& packet : packets)
        bytes += packet.size() + qint64(sizeof(QByteArray));
    return bytes;
}

}

ReplyCache::ReplyCache(qint64 maxBytes)
    : m_replies(maxBytes, life)
{
}

std::optional<QVector<QByteArray>> ReplyCache::find(const QString& voice, const QString& text)
{
    const QMutexLocker lock(&m_mutex);
    return m_replies.get(keyOf(voice, text));
}

void ReplyCache::put(const QString& voice, const QString& text, const QVector<QByteArray>& packets)
{
    const QString key = keyOf(voice, text);
    const QMutexLocker lock(&m_mutex);
    if (!packets.isEmpty() && !m_replies.get(key))
        m_replies.set(key, packets, sizeOf(key, packets));
}

qint64 ReplyCache::bytes()
{
    const QMutexLocker lock(&m_mutex);
    return m_replies.bytes();
}

}
