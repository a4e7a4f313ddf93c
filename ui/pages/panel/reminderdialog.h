// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/remindersviewmodel.h"

#include <QDialog>

class QComboBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTimeEdit;

namespace myna::ui {

class SegmentedControl;

// Sets a timer, an alarm, a reminder or an entry of the calendar by hand.
class ReminderDialog final : public QDialog
{
    Q_OBJECT

public:
    // The model outlives it.
    explicit ReminderDialog(viewmodels::RemindersViewModel& model, QWidget* parent = nullptr);

private:
    void build();
    QWidget* buildLength();
    QWidget* buildTime();
    void showKind();
    void keep();
    [[nodiscard]] tools::ReminderKind kind() const;

    viewmodels::RemindersViewModel& m_model;
    SegmentedControl* m_kind = nullptr;
    QLineEdit* m_text = nullptr;
    QWidget* m_after = nullptr; // of timers: how long
    QSpinBox* m_hours = nullptr;
    QSpinBox* m_minutes = nullptr;
    QWidget* m_at = nullptr; // of the others: when
    QDateEdit* m_date = nullptr;
    QTimeEdit* m_time = nullptr;
    QComboBox* m_repeat = nullptr;
    QLabel* m_failure = nullptr;
    QPushButton* m_save = nullptr;
};

}
