// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/dayrowdelegate.h"

namespace myna::ui {

// Draws a row of the conversation list.
class ConversationDelegate final : public DayRowDelegate
{
    Q_OBJECT

public:
    explicit ConversationDelegate(const Theme& theme, QObject* parent = nullptr);

private:
    [[nodiscard]] int rowHeight() const override;
    void paintRow(QPainter& painter, const QRect& row, const QModelIndex& index) const override;
    void paintTitle(QPainter& painter, const QRect& line, const QModelIndex& index) const;
    void paintMarked(QPainter& painter, const QRect& line, const QString& text, const QStringList& words) const;

    QFont m_heading;
    QFont m_body;
    QFont m_small;
};

}
