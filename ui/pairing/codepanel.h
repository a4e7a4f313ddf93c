// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace myna::viewmodels {
class PairingViewModel;
}

namespace myna::ui {

class CodeTiles;
class ProgressRing;
class QrView;

// The code, what to do with it, and how long this computer keeps asking.
class CodePanel final : public QWidget
{
    Q_OBJECT

public:
    CodePanel(viewmodels::PairingViewModel& model, const Theme& theme, QWidget* parent = nullptr);

    void refresh();
    void refreshCountdown();
    void focusMain();

private:
    QWidget* makeButtons();
    QWidget* makeFoot();
    void copy();
    void retranslate();

    viewmodels::PairingViewModel& m_model;
    const Theme& m_theme;
    QLabel* m_title;
    QLabel* m_text;
    CodeTiles* m_tiles;
    QPushButton* m_main = nullptr; // open the console, or approve here
    QPushButton* m_copy = nullptr;
    QPushButton* m_hear = nullptr;
    QPushButton* m_new = nullptr;
    QLabel* m_notice;
    QWidget* m_scan = nullptr;
    QrView* m_qr = nullptr;
    QLabel* m_scanTitle = nullptr;
    QLabel* m_scanText = nullptr;
    QWidget* m_countdown = nullptr;
    ProgressRing* m_ring = nullptr;
    QLabel* m_attempt = nullptr;
    QTimer m_copiedTimer; // while it runs, the button says that it worked
};

}
