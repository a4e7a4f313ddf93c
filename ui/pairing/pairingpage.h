// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;
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

// Pairing from the first question to "paired": the steps at the left with what each found, one big thing at the right.
class PairingPage final : public QWidget
{
    Q_OBJECT

public:
    PairingPage(viewmodels::PairingViewModel& model, const Theme& theme, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override; // Escape cancels

private:
    QWidget* makeSide();
    QWidget* makeChecking();
    QWidget* makeFailed();
    QWidget* makePaired();
    void refresh();
    void arrange();

    viewmodels::PairingViewModel& m_model;
    const Theme& m_theme;
    QWidget* m_side = nullptr;
    FaceView* m_sideFace = nullptr;
    QLabel* m_heading = nullptr;
    QLabel* m_with = nullptr;
    StepList* m_steps = nullptr;
    QPushButton* m_cancel = nullptr;
    QScrollArea* m_scroll;
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
    QRectF m_frame; // of the card
    int m_shown = -1; // the scene the eyes are on
};

}
