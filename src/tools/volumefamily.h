// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/systemvolume.h"
#include "mcp/toolfamily.h"
#include "things/thing.h"
#include "tools/statusfamily.h"

#include <QPointer>

namespace myna::tools {

// "Louder" means the computer's loudspeaker, as its volume keys do. Myna's own voice can be turned down below that. While there is no
// output that can be set, the voice is all there is, and `self.audio_speaker.set_volume` of its thing remains as it is.
class VolumeFamily final : public mcp::ToolFamily
{
    Q_OBJECT

public:
    // `voice`: the thing with the property `volume` of Myna's own playback. `system` outlives it.
    VolumeFamily(audio::SystemVolume& system, things::Thing& voice, QObject* parent = nullptr);

    [[nodiscard]] std::vector<mcp::Tool> tools() override;
    // audio_speaker {volume, muted} and, told apart from it, assistant_voice {volume}.
    [[nodiscard]] std::vector<StatusSource> status();

private:
    [[nodiscard]] mcp::Tool volumeTool();
    [[nodiscard]] mcp::Tool muteTool();
    [[nodiscard]] mcp::Tool voiceTool() const;
    [[nodiscard]] mcp::Tool statusTool();
    [[nodiscard]] QJsonObject levels() const;

    audio::SystemVolume& m_system;
    QPointer<things::Thing> m_voice;
    bool m_hadOutput;
};

}
