// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/tool.h"

#include <QObject>

#include <vector>

namespace myna::mcp {

// Tools that belong together. What cannot work on this computer now is not among them. Lives on the main thread.
class ToolFamily : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // They may outlive the family: what they captured of it is guarded.
    [[nodiscard]] virtual std::vector<Tool> tools() = 0;

signals:
    void toolsChanged(); // ask again
};

}
