// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/controlhost.h"

#include <utility>

namespace myna::client {

using audio::AudioEngine;

ControlHost::ControlHost(ClientCore& core, control::ControlledClient client, const QString& dataDir, QObject* parent)
    : QObject(parent)
    , m_core(core)
    , m_api(withSessionOf(core, std::move(client)), dataDir)
{
}

control::ControlledClient ControlHost::withSessionOf(ClientCore& core, control::ControlledClient client)
{
    client.session = [&core] { return core.session(); };
    return client;
}

void ControlHost::join()
{
    m_api.follow(m_core.session());
    AudioEngine* const sound = m_core.sound();
    connect(sound, &AudioEngine::countersChanged, this, [this](const audio::AudioCounters& counters) {
        m_figures.lost = counters.packetsConcealed;
        m_figures.late = counters.packetsLate;
        m_figures.underruns = counters.underruns;
        m_api.setSound(m_figures);
    });
    const auto problemOf = [](const audio::SoundStatus& status) { return status.working ? QString() : status.problem.text; };
    connect(sound, &AudioEngine::inputStatusChanged, this, [this, problemOf](const audio::SoundStatus& status) {
        m_figures.inputProblem = problemOf(status);
        m_api.setSound(m_figures);
    });
    connect(sound, &AudioEngine::outputStatusChanged, this, [this, problemOf](const audio::SoundStatus& status) {
        m_figures.outputProblem = problemOf(status);
        m_api.setSound(m_figures);
    });
}

}

#include "moc_controlhost.cpp"
