// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/scenesviewmodel.h"

#include <QDialog>

#include <array>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTimeEdit;
class QToolButton;
class QVBoxLayout;

namespace myna::ui {

class ToggleSwitch;

// Makes or changes a scene: its name, the things in it, and when it runs by itself.
class SceneDialog final : public QDialog
{
    Q_OBJECT

public:
    // The model outlives it.
    SceneDialog(viewmodels::ScenesViewModel& model, const QString& id, const Theme& theme, QWidget* parent = nullptr);

private:
    void build();
    QWidget* buildThings();
    QWidget* buildTime();
    void readBack();
    void keep();
    void showTime();

    viewmodels::ScenesViewModel& m_model;
    const Theme& m_theme;
    viewmodels::SceneForm m_form;
    QLineEdit* m_name = nullptr;
    QVector<QCheckBox*> m_things;
    QCheckBox* m_anew = nullptr;
    ToggleSwitch* m_timed = nullptr;
    QWidget* m_when = nullptr;
    QTimeEdit* m_at = nullptr;
    std::array<QToolButton*, 7> m_days {};
    QLabel* m_failure = nullptr;
    QPushButton* m_save = nullptr;
};

}
