// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace myna::viewmodels {
class ServerConfigViewModel;
}

namespace myna::ui {

class CodeEditor;
class ElidedLabel;
class EmptyState;
class PillLabel;
class TroubleBar;

// The server's configuration as a text: checked while one types, with what is wrong beside it, and the former texts to go back to.
class ConfigView final : public QWidget
{
    Q_OBJECT

public:
    ConfigView(viewmodels::ServerConfigViewModel& model, const Theme& theme, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override; // Ctrl+S

private:
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildSide();
    void refresh();
    void listFindings();
    void listRevisions();
    void askBeforeRollback();
    void retranslate();

    viewmodels::ServerConfigViewModel& m_model;
    const Theme& m_theme;
    QStackedWidget* m_scenes;
    EmptyState* m_nothing;
    TroubleBar* m_trouble;
    ElidedLabel* m_file = nullptr;
    PillLabel* m_state = nullptr;
    QPushButton* m_discard = nullptr;
    QPushButton* m_apply = nullptr;
    CodeEditor* m_editor;
    QBoxLayout* m_both = nullptr;
    QWidget* m_side = nullptr;
    QLabel* m_findingsTitle = nullptr;
    QListWidget* m_findings = nullptr;
    QLabel* m_fine = nullptr;
    QLabel* m_effect = nullptr;
    QLabel* m_revisionsTitle = nullptr;
    QListWidget* m_revisions = nullptr;
    QPushButton* m_rollback = nullptr;
};

}
