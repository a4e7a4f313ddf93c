// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/gate.h"
#include "viewmodels/tone.h"

#include <QObject>

namespace myna::viewmodels {

// The emergency stop as the window, the tray and commands see it. Main thread.
class ToolStop final : public QObject
{
    Q_OBJECT

public:
    explicit ToolStop(mcp::Gate& gate, QObject* parent = nullptr)
        : QObject(parent)
        , m_gate(gate)
    {
        connect(&gate, &mcp::Gate::stoppedChanged, this, &ToolStop::changed);
    }

    [[nodiscard]] bool isStopped() const { return m_gate.isStopped(); }
    void stop() { m_gate.stop(); }
    void release() { m_gate.release(); }
    [[nodiscard]] QString text() const // for the bar below the title
    {
        return tr("All tools are stopped. The assistant can talk, but does nothing until you let it act again.");
    }

signals:
    void changed();

private:
    mcp::Gate& m_gate;
};

}
