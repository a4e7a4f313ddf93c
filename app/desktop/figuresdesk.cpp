// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/figuresdesk.h"

#include "base/invoke.h"
#include "base/processusage.h"

#include <utility>

namespace myna::desktop {

using audio::AudioEngine;
using session::VoiceSession;
using viewmodels::StatisticsViewModel;

FiguresDesk::FiguresDesk(std::chrono::milliseconds every, QObject* parent)
    : QObject(parent)
    , m_statistics(nullptr)
    , m_timer(this)
{
    m_timer.setInterval(every);
    connect(&m_timer, &QTimer::timeout, this, &FiguresDesk::measure);
    connect(&m_statistics, &StatisticsViewModel::watchedChanged, this, &FiguresDesk::followInterest);
}

void FiguresDesk::join(client::ClientCore& core)
{
    m_core = &core;
    connect(core.sound(), &AudioEngine::statisticsMeasured, &m_statistics, &StatisticsViewModel::audioMeasured);
    connect(core.session(), &VoiceSession::turnFinished, &m_statistics, &StatisticsViewModel::timelineMeasured);
    // During a conversation too, so that the history is there when somebody comes to look.
    connect(core.session(), &VoiceSession::stateChanged, this, [this](session::State state) {
        m_conversing = state == session::State::Listening || state == session::State::Thinking || state == session::State::Speaking;
        followInterest();
    });
    followInterest();
}

void FiguresDesk::followInterest()
{
    const bool wanted = m_core && (m_conversing || m_statistics.isWatched());
    if (std::exchange(m_measuring, wanted) == wanted)
        return;
    m_sinceMeasured.invalidate();
    if (wanted)
        m_timer.start();
    else
        m_timer.stop();
    if (AudioEngine* sound = m_core->sound())
        onThreadOf(sound, [sound, wanted] { sound->measure(wanted); });
}

void FiguresDesk::measure()
{
    measureProcess();
    if (VoiceSession* session = m_core->session()) {
        onThreadOf(session, [session, figures = &m_statistics] {
            onThreadOf(figures, [figures, counters = session->counters()] { figures->linkMeasured(counters); });
        });
    }
}

void FiguresDesk::measureProcess()
{
    const ProcessUsage usage = processUsage();
    const double seconds = m_sinceMeasured.isValid() ? double(m_sinceMeasured.nsecsElapsed()) / 1e9 : 0;
    if (seconds > 0)
        m_statistics.processMeasured((usage.cpuSeconds - m_cpuSeconds) * 100 / seconds, usage.residentBytes);
    m_sinceMeasured.start();
    m_cpuSeconds = usage.cpuSeconds;
}

}

#include "moc_figuresdesk.cpp"
