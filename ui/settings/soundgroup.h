// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settingrow.h"
#include "viewmodels/settingsviewmodel.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSlider;

namespace myna::ui {

class LevelMeter;
class ToggleSwitch;

// Microphone, loudspeaker, volume: which, whether they work, and how loud it is right now; the way to the sound check.
class SoundGroup final : public QWidget
{
    Q_OBJECT

public:
    SoundGroup(const Theme& theme, viewmodels::SettingsViewModel& model, QWidget* parent = nullptr);

signals:
    void checkWanted(); // the sound check

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showFacts();

    viewmodels::SettingsViewModel& m_model;
    SettingGroup* m_group;
    QComboBox* m_input;
    QComboBox* m_output;
    QSlider* m_volume;
    QWidget* m_volumeBox;
    QLabel* m_percent;
    LevelMeter* m_inputLevel;
    QPushButton* m_check;
    ToggleSwitch* m_cues;
    SettingRow* m_inputRow;
    SettingRow* m_outputRow;
    SettingRow* m_levelRow;
    SettingRow* m_volumeRow;
    SettingRow* m_checkRow;
    SettingRow* m_cuesRow;
};

}
