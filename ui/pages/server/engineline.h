// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"
#include "viewmodels/serverenginesviewmodel.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace myna::ui {

class BusyDots;
class ElidedLabel;
class PillLabel;

// One engine: its place in the chain, how it does, and a button that tries it.
class EngineLine final : public QWidget
{
    Q_OBJECT

public:
    EngineLine(const Theme& theme, bool first, QWidget* parent = nullptr);

    void setRow(const viewmodels::ServerEnginesViewModel::Row& row);

signals:
    void testWanted(const QString& kind, const QString& name);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    const Theme& m_theme;
    bool m_first;
    viewmodels::ServerEnginesViewModel::Row m_row;
    QWidget* m_who;
    QWidget* m_stateBox;
    QLabel* m_place;
    ElidedLabel* m_name;
    ElidedLabel* m_type;
    PillLabel* m_state;
    QLabel* m_latency;
    QLabel* m_calls;
    QPushButton* m_test;
    BusyDots* m_busy;
    QLabel* m_result;
};

}
