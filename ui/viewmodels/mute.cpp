// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/mute.h"

namespace myna::viewmodels {

Mute::Mute(std::chrono::milliseconds cue, QObject* parent)
    : QObject(parent)
{
    m_cue.setSingleShot(true);
    m_cue.setInterval(cue);
    connect(&m_cue, &QTimer::timeout, this, &Mute::cueChanged);
}

void Mute::set(bool muted)
{
    if (muted == m_muted)
        return;
    m_muted = muted;
    const bool shown = m_cue.isActive();
    m_cue.stop();
    emit changed(muted);
    if (shown)
        emit cueChanged();
}

void Mute::remind()
{
    if (!m_muted)
        return;
    const bool news = !m_cue.isActive();
    m_cue.start();
    if (news)
        emit cueChanged();
}

}

#include "moc_mute.cpp"
