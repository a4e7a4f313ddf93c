// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/settingsviewmodel.h"

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace myna::ui {

// All choices on one page, in groups; every change takes effect at once.
class SettingsPage final : public QWidget
{
    Q_OBJECT

public:
    SettingsPage(const Theme& theme, viewmodels::SettingsViewModel& model, QWidget* parent = nullptr);

    // A group of another view model below the one at `position`; the page takes it.
    void insertGroup(int position, QWidget* group);
    void reveal(QWidget* group); // scrolls to it, and the keyboard goes there

signals:
    void openAudioWizard();

private:
    QScrollArea* m_scroll;
    QVBoxLayout* m_groups;
};

}
