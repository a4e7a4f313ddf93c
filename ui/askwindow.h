// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/toolquestion.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace myna::ui {

class ProgressRing;

// The question before a tool is used: small, above everything, without taking the keyboard from the program in front, so that nobody
// allows something by typing. Enter and Escape are no; a yes is chosen with the mouse, with Tab and Space, or with Alt and its letter.
class AskWindow final : public QWidget
{
    Q_OBJECT

public:
    AskWindow(const Theme& theme, viewmodels::ToolQuestion& model, QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void follow();
    void fill();
    void fillArguments();
    void showWaiting();
    void showTime();
    void arm();
    void place();
    void retranslate();

    const Theme& m_theme;
    viewmodels::ToolQuestion& m_model;
    QLabel* m_who;
    QLabel* m_title;
    QGridLayout* m_arguments = nullptr;
    QLabel* m_name; // on the wire
    QLabel* m_why;
    QLabel* m_waiting;
    ProgressRing* m_ring;
    QPushButton* m_no;
    QPushButton* m_once;
    QPushButton* m_always;
};

}
