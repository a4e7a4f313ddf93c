// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/gate.h"
#include "mcp/toolfamily.h"
#include "things/scenerunner.h"
#include "things/scenes.h"
#include "things/thingsources.h"

namespace myna::mcp {

// The scenes somebody made, for the assistant: it can run them, not make them. Without scenes there is no tool.
class SceneTools final : public ToolFamily
{
    Q_OBJECT

public:
    // Both outlive it.
    SceneTools(const things::Scenes& scenes, things::SceneRunner& runner, QObject* parent = nullptr);

    [[nodiscard]] std::vector<Tool> tools() override;

private:
    void run(const QJsonObject& arguments, const ToolAnswer& answer);

    const things::Scenes& m_scenes;
    things::SceneRunner& m_runner;
    QStringList m_names; // as the tools say them now
};

// The name of the tool that runs a scene, as people call it, and what it answers.
[[nodiscard]] QString sceneTool();
[[nodiscard]] QString sceneToolTitle();
[[nodiscard]] Result<QString> sceneResult(const things::SceneOutcome& outcome);

// A scene does what the tools of its things do: what was decided of them counts, and what moves or is pressed wants a word of the user.
[[nodiscard]] Gate::Deeds sceneDeeds(const things::Scenes& scenes, const things::ThingSources& sources);

}
