// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/scenesviewmodel.h"

#include <QTimer>
#include <QWidget>

namespace myna::ui {

class SceneBar;
class ThingsView;
class Toast;

// The panel's first tab: the cards, the scenes in the title bar, and what is said about them at the lower edge.
class ThingsTab final : public QWidget
{
    Q_OBJECT

public:
    // Both outlive it.
    ThingsTab(viewmodels::PanelViewModel& panel, viewmodels::ScenesViewModel& scenes, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QWidget* titleExtra() const;
    void setTitleRoom(int width); // px for the scenes
    [[nodiscard]] ThingsView& things() { return *m_things; }

signals:
    void settingsWanted(); // to connect a home

protected:
    void showEvent(QShowEvent* event) override;

private:
    void editScene(const QString& id);

    viewmodels::ScenesViewModel& m_scenes;
    const Theme& m_theme;
    ThingsView* m_things;
    SceneBar* m_bar;
    Toast* m_toast;
    QTimer m_toastTimer;
};

}
