// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/talkviewmodel.h"
#include "viewmodels/toolstop.h"

#include <QMenu>
#include <QSystemTrayIcon>

namespace myna::ui {

// The myna in the notification area: the state as colour and words, and Show, Talk, Mute, Quit. Where there is no such area it does
// nothing.
class Tray final : public QObject
{
    Q_OBJECT

public:
    Tray(const Theme& theme, viewmodels::TalkViewModel& model, QObject* parent = nullptr);

    [[nodiscard]] bool isShown() const { return m_icon.isVisible(); }
    void notify(const QString& title, const QString& text); // a message of the desktop; nothing where there is none
    void setCameraInUse(bool inUse); // red, and says so

    void setToolStop(viewmodels::ToolStop& stop); // outlives the tray

signals:
    void showWanted();
    void quitWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; // the language may change

private:
    void retranslate();
    void showState();

    const Theme& m_theme;
    viewmodels::TalkViewModel& m_model;
    QMenu m_menu;
    QAction* m_show;
    QAction* m_talk;
    QAction* m_mute;
    QAction* m_stopTools;
    QAction* m_quit;
    QSystemTrayIcon m_icon;
    viewmodels::ToolStop* m_toolStop = nullptr;
    std::optional<viewmodels::Tone> m_tone; // drawn in the icon
    bool m_cameraInUse = false;
};

}
