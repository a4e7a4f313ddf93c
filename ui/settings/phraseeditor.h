// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/wakewordviewmodel.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace myna::ui {

// The wake phrases one below the other, each with its way out, and a field for the next one, judged while it is typed.
class PhraseEditor final : public QWidget
{
    Q_OBJECT

public:
    PhraseEditor(const Theme& theme, viewmodels::WakeWordViewModel& model, QWidget* parent = nullptr);

    void retranslate();

private:
    void showPhrases();
    void showVerdict();
    void add();

    const Theme& m_theme;
    viewmodels::WakeWordViewModel& m_model;
    QVBoxLayout* m_list;
    QLineEdit* m_field;
    QPushButton* m_add;
    QLabel* m_verdict;
};

}
