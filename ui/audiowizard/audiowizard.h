// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/audiowizardviewmodel.h"

#include <QWidget>

#include <array>

class QLabel;
class QPushButton;

namespace myna::ui {

class ErrorPanel;
class StepList;
class WizardFrame;
class WizardStepView;

// The sound check: steps at the left with what each found, one big thing at the right. For MainWindow::showOverlay(); call begin() of the
// view model, then show it; finished() of the view model says that it can be taken away.
class AudioWizard final : public QWidget
{
    Q_OBJECT

public:
    AudioWizard(const Theme& theme, viewmodels::AudioWizardViewModel& model, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override; // Return goes on, Escape leaves
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void buildSide();
    [[nodiscard]] QWidget* buildContent();
    [[nodiscard]] QWidget* buildFooter();
    void refresh();
    void refreshFooter();
    void follow(); // the keyboard and assistive technology come along to a new step

    const Theme& m_theme;
    viewmodels::AudioWizardViewModel& m_model;
    WizardFrame* m_frame;
    QLabel* m_heading = nullptr;
    QLabel* m_promise = nullptr; // that nothing leaves this computer
    StepList* m_steps = nullptr;
    QPushButton* m_leave = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_text = nullptr;
    QWidget* m_big = nullptr;
    QWidget* m_trouble = nullptr;
    std::array<WizardStepView*, 6> m_views {};
    ErrorPanel* m_error = nullptr;
    QPushButton* m_back = nullptr;
    QPushButton* m_continue = nullptr;
    bool m_settled = true; // the step had found what it wanted when it was last looked at
    int m_shown = -1; // the step the eyes are on
};

}
