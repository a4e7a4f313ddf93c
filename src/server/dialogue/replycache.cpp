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
    : m_maxBytes(maxBytes)
{
}

std::optional<QVector<QByteArray>> ReplyCache::find(const QString& voice, const QString& text)
{
    const QMutexLocker lock(&m_mutex);
    const auto place = m_places.constFind(keyOf(voice, text));
    if (place == m_places.cend())
        return std::nullopt;
    m_entries.splice(m_entries.begin(), m_entries, *place);
    return m_entries.front().packets;
}

void ReplyCache::put(const QString& voice, const QString& text, const QVector<QByteArray>& packets)
{
    const QString key = keyOf(voice, text);
    const qint64 bytes = sizeOf(key, packets);
    const QMutexLocker lock(&m_mutex);
    if (bytes > m_maxBytes || packets.isEmpty() || m_places.contains(key))
        return;
    m_entries.push_front({ key, packets, bytes });
    m_places.insert(key, m_entries.begin());
    m_bytes += bytes;
    while (m_bytes > m_maxBytes) {
        m_bytes -= m_entries.back().bytes;
        m_places.remove(m_entries.back().key);
        m_entries.pop_back();
    }
}

qint64 ReplyCache::bytes()
{
    const QMutexLocker lock(&m_mutex);
    return m_bytes;
}

}
