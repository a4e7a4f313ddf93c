// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/toolfamily.h"
#include "tools/musiclibrary.h"
#include "tools/musicplayer.h"

namespace myna::tools {

// The local music, for the model: py-xiaozhi's names, and next and previous. Not listed while there is none.
class MusicFamily final : public mcp::ToolFamily
{
    Q_OBJECT

public:
    // Both outlive this and its tools.
    MusicFamily(MusicLibrary& library, MusicPlayer& player, QObject* parent = nullptr);

    [[nodiscard]] std::vector<mcp::Tool> tools() override;

private:
    [[nodiscard]] mcp::Tool searchTool();
    [[nodiscard]] mcp::Tool seekTool();
    [[nodiscard]] std::vector<mcp::Tool> controlTools();
    [[nodiscard]] std::vector<mcp::Tool> readingTools();

    MusicLibrary& m_library;
    MusicPlayer& m_player;
    bool m_hadMusic = false;
};

}
