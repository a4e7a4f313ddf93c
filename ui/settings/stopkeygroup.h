// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settingrow.h"
#include "viewmodels/shortcutviewmodel.h"

namespace myna::ui {

class KeyRecorder;
class ToggleSwitch;

// The key that stops all tools: in every program or only here, and which.
class StopKeyGroup final : public QWidget
{
    Q_OBJECT

public:
    StopKeyGroup(const Theme& theme, viewmodels::ShortcutViewModel& model, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showChoices();
    void saveKey(const QKeySequence& key);

    viewmodels::ShortcutViewModel& m_model;
    SettingGroup* m_group;
    ToggleSwitch* m_on;
    KeyRecorder* m_key;
    SettingRow* m_onRow;
    SettingRow* m_keyRow;
};

}
