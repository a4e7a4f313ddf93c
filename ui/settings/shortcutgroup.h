// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/keyrows.h"

class QLabel;
class QSlider;

namespace myna::ui {

// Talking by key: in every program or only here, which key, and how long the microphone stays open after letting go.
class ShortcutGroup final : public QWidget
{
    Q_OBJECT

public:
    ShortcutGroup(const Theme& theme, viewmodels::ShortcutViewModel& model, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showDelay();

    viewmodels::ShortcutViewModel& m_model;
    SettingGroup* m_group;
    KeyRows* m_key;
    QWidget* m_delayBox;
    QSlider* m_delay;
    QLabel* m_delayText;
    SettingRow* m_delayRow;
};

}
