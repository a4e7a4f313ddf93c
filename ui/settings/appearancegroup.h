// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settingrow.h"
#include "viewmodels/settingsviewmodel.h"

class QComboBox;

namespace myna::ui {

class SegmentedControl;

// Language and theme.
class AppearanceGroup final : public QWidget
{
    Q_OBJECT

public:
    AppearanceGroup(const Theme& theme, viewmodels::SettingsViewModel& model, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showChoices();

    viewmodels::SettingsViewModel& m_model;
    SettingGroup* m_group;
    QComboBox* m_language;
    SegmentedControl* m_theme;
    SettingRow* m_languageRow;
    SettingRow* m_themeRow;
};

}
