// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace myna::viewmodels {
class PairingViewModel;
}

namespace myna::ui {

class BusyDots;
class CodePanel;
class ErrorPanel;
class FaceView;
class StepList;
class WizardFrame;

// Pairing from the first question to "paired": the steps at the left with what each found, one big thing at the right.
class PairingPage final : public QWidget
{
    Q_OBJECT

public:
    PairingPage(viewmodels::PairingViewModel& model, const Theme& theme, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override; // Escape cancels

private:
    void fillSide();
    QWidget* makeChecking();
    QWidget* makeFailed();
    QWidget* makePaired();
    void refresh();

    viewmodels::PairingViewModel& m_model;
    const Theme& m_theme;
    WizardFrame* m_frame;
    FaceView* m_sideFace = nullptr;
    QLabel* m_heading = nullptr;
    QLabel* m_with = nullptr;
    StepList* m_steps = nullptr;
    QPushButton* m_cancel = nullptr;
    QStackedWidget* m_scenes;
    FaceView* m_checkingFace = nullptr;
    QLabel* m_checkingTitle = nullptr;
    QLabel* m_checkingText = nullptr;
    BusyDots* m_busy = nullptr;
    CodePanel* m_code = nullptr;
    ErrorPanel* m_error = nullptr;
    FaceView* m_pairedFace = nullptr;
    QLabel* m_pairedTitle = nullptr;
    QLabel* m_pairedText = nullptr;
    QPushButton* m_continue = nullptr;
    int m_shown = -1; // the scene the eyes are on
};

}
