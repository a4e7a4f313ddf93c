// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settingrow.h"
#include "viewmodels/historyviewmodel.h"

class QComboBox;

namespace myna::ui {

class ToggleSwitch;

// Whether conversations are kept, and for how long. A shorter time asks before it deletes.
class HistoryGroup final : public QWidget
{
    Q_OBJECT

public:
    HistoryGroup(const Theme& theme, viewmodels::HistoryChoices& choices, viewmodels::HistoryViewModel& history, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void choosePeriod(int days);
    void ask(int days, int conversations);
    void retranslate();
    void showChoices();

    viewmodels::HistoryChoices& m_choices;
    viewmodels::HistoryViewModel& m_history;
    SettingGroup* m_group;
    ToggleSwitch* m_on;
    QComboBox* m_period;
    SettingRow* m_onRow;
    SettingRow* m_periodRow;
};

}
