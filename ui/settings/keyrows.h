// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settingrow.h"
#include "viewmodels/shortcutviewmodel.h"

namespace myna::ui {

class KeyRecorder;
class ToggleSwitch;

// The two rows of a key: whether it works in every program, and which it is. They live in the group.
class KeyRows final : public QObject
{
    Q_OBJECT

public:
    KeyRows(const Theme& theme, viewmodels::ShortcutViewModel& model, SettingGroup* group);

    void retranslate(const QString& purpose); // what the key is for: said while there is nothing else to say about it

private:
    void showChoices();
    void saveKey(const QKeySequence& key);

    viewmodels::ShortcutViewModel& m_model;
    ToggleSwitch* m_on;
    KeyRecorder* m_key;
    SettingRow* m_onRow;
    SettingRow* m_keyRow;
    QString m_purpose;
};

}
