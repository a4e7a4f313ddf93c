// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settingrow.h"
#include "viewmodels/settingsviewmodel.h"

class QComboBox;
class QPushButton;

namespace myna::ui {

class ToggleSwitch;

// What Myna does to the voice before it is sent: a switch for each step, and how it is packed for those who want to know.
class VoiceGroup final : public QWidget
{
    Q_OBJECT

public:
    VoiceGroup(const Theme& theme, viewmodels::SettingsViewModel& model, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showChoices();

    viewmodels::SettingsViewModel& m_model;
    SettingGroup* m_group;
    ToggleSwitch* m_echo;
    ToggleSwitch* m_noise;
    ToggleSwitch* m_gain;
    ToggleSwitch* m_highPass;
    QPushButton* m_unfold; // shows what few people need
    QComboBox* m_frame;
    QComboBox* m_bitrate;
    SettingRow* m_echoRow;
    SettingRow* m_noiseRow;
    SettingRow* m_gainRow;
    SettingRow* m_highPassRow;
    SettingRow* m_advancedRow;
    SettingRow* m_frameRow;
    SettingRow* m_bitrateRow;
};

}
