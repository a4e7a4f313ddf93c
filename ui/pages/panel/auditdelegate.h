// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/dayrowdelegate.h"

namespace myna::ui {

// Draws a row of the list of tool calls.
class AuditDelegate final : public DayRowDelegate
{
    Q_OBJECT

public:
    explicit AuditDelegate(const Theme& theme, QObject* parent = nullptr);

private:
    [[nodiscard]] int rowHeight() const override;
    void paintRow(QPainter& painter, const QRect& row, const QModelIndex& index) const override;

    QFont m_heading;
    QFont m_small;
};

}
