// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/audioengine.h"
#include "client/clientcore.h"
#include "control/controlapi.h"

#include <QObject>

namespace myna::client {

// Local control of the line: joins the interface for other programs to session, pairing and sound. Main thread.
class ControlHost final : public QObject
{
    Q_OBJECT

public:
    // The line outlives it. `client` needs no session: that is the line's.
    ControlHost(ClientCore& core, control::ControlledClient client, const QString& dataDir, QObject* parent = nullptr);

    void join(); // once, when the line is ready
    [[nodiscard]] control::ControlApi& api() { return m_api; }

private:
    static control::ControlledClient withSessionOf(ClientCore& core, control::ControlledClient client);

    ClientCore& m_core;
    control::ControlApi m_api;
    control::SoundFigures m_figures;
};

}
