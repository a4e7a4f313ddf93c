// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settingrow.h"
#include "viewmodels/musicchoices.h"

class QPushButton;

namespace myna::ui {

// Where the music lies that the assistant plays.
class MusicGroup final : public QWidget
{
    Q_OBJECT

public:
    MusicGroup(const Theme& theme, viewmodels::MusicChoices& choices, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void choose();
    void retranslate();

    viewmodels::MusicChoices& m_choices;
    SettingGroup* m_group;
    QPushButton* m_choose;
    SettingRow* m_row;
};

}
