// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settingrow.h"
#include "viewmodels/wakewordviewmodel.h"

class QLabel;
class QPushButton;
class QSlider;

namespace myna::ui {

class PhraseEditor;
class PillLabel;
class ScoreBar;
class ToggleSwitch;

// Whether Myna comes when called, by which phrases, how easily, and a place to try it.
class WakeWordGroup final : public QWidget
{
    Q_OBJECT

public:
    WakeWordGroup(const Theme& theme, viewmodels::WakeWordViewModel& model, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override; // a test nobody sees ends

private:
    void layOutTester();
    void retranslate();
    void showChoices();
    void showTest();

    viewmodels::WakeWordViewModel& m_model;
    SettingGroup* m_group;
    ToggleSwitch* m_on;
    PhraseEditor* m_phrases;
    QWidget* m_sensitivityBox;
    QSlider* m_sensitivity;
    QLabel* m_amount;
    ToggleSwitch* m_interrupts;
    QWidget* m_tester;
    QPushButton* m_test;
    ScoreBar* m_score;
    PillLabel* m_lamp;
    SettingRow* m_onRow;
    SettingRow* m_phrasesRow;
    SettingRow* m_sensitivityRow;
    SettingRow* m_interruptsRow;
    SettingRow* m_testRow;
};

}
