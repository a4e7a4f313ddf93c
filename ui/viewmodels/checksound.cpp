// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/checksound.h"

namespace myna::viewmodels {

CheckSound::CheckSound(std::chrono::milliseconds answer, std::chrono::milliseconds tick, QObject* parent)
    : QObject(parent)
    , m_answer(answer)
    , m_wait(tick)
{
    connect(&m_wait, &LimitedWait::ticked, this, &CheckSound::ticked);
    connect(&m_wait, &LimitedWait::expired, this, [this] {
        emit cancelled();
        emit over();
    });
}

void CheckSound::play(const codec::PcmFrame& sound)
{
    const std::chrono::milliseconds length(int(sound.durationMs()));
    m_wait.start(length + m_answer, length);
    emit wanted(sound, ++m_number);
}

void CheckSound::cancel()
{
    if (!isPlaying())
        return;
    m_wait.stop();
    emit cancelled();
}

void CheckSound::finished(quint64 number)
{
    if (!isPlaying() || number != m_number)
        return;
    m_wait.stop();
    emit over();
}

}

#include "moc_checksound.cpp"
