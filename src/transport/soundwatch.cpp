// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/soundwatch.h"

#include <algorithm>

namespace myna::transport {

SoundWatch::SoundWatch(std::chrono::milliseconds limit, QObject* parent)
    : QObject(parent)
    , m_left(limit)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_done = true;
        emit missed();
    });
}

void SoundWatch::onSpeech(protocol::SpeechState state)
{
    if (m_done)
        return;
    switch (state) {
    case protocol::SpeechState::SentenceStart:
        if (!m_timer.isActive())
            m_timer.start(m_left);
        return;
    case protocol::SpeechState::Stop:
        if (m_timer.isActive())
            m_left = std::max(m_timer.remainingTimeAsDuration(), std::chrono::milliseconds(1));
        m_timer.stop();
        return;
    case protocol::SpeechState::Start:
    case protocol::SpeechState::SentenceEnd:
        return;
    }
}

void SoundWatch::stop()
{
    m_done = true;
    m_timer.stop();
}

}

#include "moc_soundwatch.cpp"
