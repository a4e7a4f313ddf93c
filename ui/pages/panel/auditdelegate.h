// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QStyledItemDelegate>

namespace myna::ui {

// Draws a row of the list of tool calls.
class AuditDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit AuditDelegate(const Theme& theme, QObject* parent = nullptr);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    [[nodiscard]] int dayHeight(const QModelIndex& index) const; // 0: not the first row of a day
    void paintSurface(QPainter& painter, const QStyleOptionViewItem& option, const QRect& row) const;

    const Theme& m_theme;
    QFont m_heading;
    QFont m_small;
    QFont m_day;
};

}
