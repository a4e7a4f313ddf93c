// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialogue/replycache.h"

namespace myna::server {

// Keeps the packets of one sentence while it is sent for the first time.
class ReplyRecorder
{
public:
    static constexpr qsizetype maxPackets = 250; // 15 s: what is longer is no short reply

    void begin(const QString& voice, const QString& text)
    {
        m_voice = voice;
        m_text = text;
        m_packets.clear();
        m_recording = true;
    }
    void packet(const QByteArray& opus)
    {
        if (m_recording && m_packets.size() < maxPackets)
            m_packets.append(opus);
        else
            drop();
    }
    void finish(ReplyCache& cache) // it was sent to its end
    {
        if (m_recording)
            cache.put(m_voice, m_text, m_packets);
        drop();
    }
    void drop()
    {
        m_recording = false;
        m_packets = {};
    }

private:
    QString m_voice;
    QString m_text;
    QVector<QByteArray> m_packets;
    bool m_recording = false;
};

}
