// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QStyledItemDelegate>

namespace myna::ui {

// Draws a row of a list by days: the name of the day above the first of it, and a surface below the one that is chosen or pointed at. What
// stands on it is drawn by those who inherit.
class DayRowDelegate : public QStyledItemDelegate
{
public:
    DayRowDelegate(const Theme& theme, int dayRole, QObject* parent); // role of the day's name; empty where it goes on

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const final;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const final;

protected:
    static constexpr int sidePad = 12; // px

    [[nodiscard]] virtual int rowHeight() const = 0; // px, of the surface
    virtual void paintRow(QPainter& painter, const QRect& row, const QModelIndex& index) const = 0;
    [[nodiscard]] const Palette& palette() const { return m_theme.palette(); }

private:
    [[nodiscard]] int dayHeight(const QModelIndex& index) const; // 0: not the first row of a day
    void paintSurface(QPainter& painter, const QStyleOptionViewItem& option, const QRect& row) const;

    const Theme& m_theme;
    int m_dayRole;
    QFont m_day;
};

}
