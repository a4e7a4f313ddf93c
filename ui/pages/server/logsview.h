// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/serverlogsviewmodel.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace myna::ui {

class EmptyState;
class SegmentedControl;

// The log of the server: a channel, what matters, words, and whether the newest line stays in sight.
class LogsView final : public QWidget
{
    Q_OBJECT

public:
    LogsView(viewmodels::ServerLogsViewModel& model, const Theme& theme, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void append(const admin::LogLine& line);
    void follow();
    void retranslate();

    viewmodels::ServerLogsViewModel& m_model;
    const Theme& m_theme;
    SegmentedControl* m_channel;
    QComboBox* m_level;
    QLineEdit* m_words;
    QCheckBox* m_follow;
    QPushButton* m_copy;
    QStackedWidget* m_scenes;
    QPlainTextEdit* m_text;
    EmptyState* m_nothing;
};

}
