// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/keyrows.h"

namespace myna::ui {

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

    SettingGroup* m_group;
    KeyRows* m_key;
};

}
