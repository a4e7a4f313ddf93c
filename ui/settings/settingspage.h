// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/settingsviewmodel.h"

#include <QWidget>

namespace myna::ui {

// All choices on one page, in groups; every change takes effect at once.
class SettingsPage final : public QWidget
{
    Q_OBJECT

public:
    SettingsPage(const Theme& theme, viewmodels::SettingsViewModel& model, QWidget* parent = nullptr);
};

}
