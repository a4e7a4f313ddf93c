// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settingsstore.h"
#include "viewmodels/talkviewmodel.h"
#include "viewmodels/toolstop.h"

#include <QJsonObject>
#include <QObject>

namespace myna::desktop {

// What the questions of `myna ctl` and of a second `myna` mean: {"verb":"status|show|talk-start|talk-stop|interrupt|mute|unmute|stop-tools|
// allow-tools|quit"};
// `show` may carry "page" and the desktop's activation "token". Main thread.
class ControlDesk final : public QObject
{
    Q_OBJECT

public:
    ControlDesk(
        viewmodels::TalkViewModel& talk, const settings::SettingsStore& settings, viewmodels::ToolStop& tools, QObject* parent = nullptr);

    [[nodiscard]] QJsonObject answer(const QJsonObject& request);

signals:
    void showWanted(const QString& page, const QString& token); // either may be empty
    void quitWanted();

private:
    [[nodiscard]] QJsonObject status() const;
    [[nodiscard]] QJsonObject show(const QJsonObject& request);
    [[nodiscard]] QJsonObject talk(bool start);

    viewmodels::TalkViewModel& m_talk;
    const settings::SettingsStore& m_settings;
    viewmodels::ToolStop& m_tools;
};

}
