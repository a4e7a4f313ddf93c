// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/devicedesk.h"
#include "home/homelink.h"
#include "settings/settingsstore.h"
#include "things/sceneclock.h"
#include "things/scenerunner.h"
#include "things/scenes.h"
#include "things/thingsources.h"
#include "viewmodels/panelviewmodel.h"
#include "viewmodels/scenesviewmodel.h"

#include <QObject>

namespace myna::ui {
class PanelPage;
class Theme;
}

namespace myna::desktop {

// What the panel shows and what its tabs are made of. Main thread.
class PanelDesk final : public QObject
{
    Q_OBJECT

public:
    // All outlive it. The scenes are in `folder`.
    PanelDesk(settings::SettingsStore& settings, const QString& folder, client::DeviceDesk& desk, things::SceneClock::Timing timing = {},
        QObject* parent = nullptr);

    // The page with its tabs; `parent` owns it.
    [[nodiscard]] ui::PanelPage* makePage(const ui::Theme& theme, QWidget* parent);

    // Where things come from: who has more of them adds a source.
    [[nodiscard]] things::ThingSources& sources() { return m_sources; }
    [[nodiscard]] viewmodels::PanelViewModel& viewModel() { return m_viewModel; }
    [[nodiscard]] viewmodels::ScenesViewModel& scenes() { return m_scenesModel; }
    void follow(home::HomeLink& link); // says above the cards how the way to the home is
    void start(); // the scenes' times begin to be looked after
    void leave(); // the program ends: what is under way is told as it stands

signals:
    void homeSettingsWanted(); // somebody wants to say where the things of the home are
    void doneByHand(const myna::mcp::CallReport& report); // past the gate: the user operated a card, or ran a scene

private:
    void showHome(const home::HomeLink& link);
    void runAtItsTime(const QString& id);

    mcp::Gate& m_gate;
    things::ThingSources m_sources;
    things::Scenes m_scenes;
    things::SceneRunner m_runner;
    things::SceneClock m_clock;
    viewmodels::PanelViewModel m_viewModel;
    viewmodels::ScenesViewModel m_scenesModel;
};

}
