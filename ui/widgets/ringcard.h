// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/ringviewmodel.h"

#include <QWidget>

class QVBoxLayout;

namespace myna::ui {

// Timers and reminders that ring, over whatever page is shown: what for, Stop, and Snooze. It goes when nothing is left.
class RingCard final : public QWidget
{
    Q_OBJECT

public:
    RingCard(const Theme& theme, viewmodels::RingViewModel& model, QWidget* window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; // the window was resized
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    void place();
    [[nodiscard]] QWidget* rowFor(const viewmodels::RingRow& row);

    const Theme& m_theme;
    viewmodels::RingViewModel& m_model;
    QVBoxLayout* m_rows;
};

}
