// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/dayrowdelegate.h"

#include <QListView>
#include <QPainter>

namespace myna::ui {

namespace {
constexpr int rowGap = 2; // between the surfaces of two rows
constexpr int dayPad = 14; // above the name of a day
constexpr int dayBelow = 6;
}

DayRowDelegate::DayRowDelegate(const Theme& theme, int dayRole, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_dayRole(dayRole)
    , m_day(fontFor(TextKind::SectionTitle))
{
}

int DayRowDelegate::dayHeight(const QModelIndex& index) const
{
    if (index.data(m_dayRole).toString().isEmpty())
        return 0;
    return QFontMetrics(m_day).height() + (index.row() == 0 ? 4 : dayPad) + dayBelow;
}

QSize DayRowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* view = qobject_cast<const QListView*>(option.widget);
    const int width = view ? view->viewport()->width() : option.rect.width();
    return { width, dayHeight(index) + rowHeight() + rowGap };
}

void DayRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const int day = dayHeight(index);
    if (day > 0) {
        painter->setFont(m_day);
        painter->setPen(palette().secondaryText);
        painter->drawText(option.rect.left() + sidePad, option.rect.top() + day - dayBelow - QFontMetrics(m_day).descent(),
            index.data(m_dayRole).toString());
    }
    const QRect row = option.rect.adjusted(0, day, 0, -rowGap);
    paintSurface(*painter, option, row);
    paintRow(*painter, row, index);
    painter->restore();
}

void DayRowDelegate::paintSurface(QPainter& painter, const QStyleOptionViewItem& option, const QRect& row) const
{
    const Palette& p = palette();
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    if (!chosen && !focused && !option.state.testFlag(QStyle::State_MouseOver))
        return;
    painter.setPen(focused ? QPen(p.focus, 2) : QPen(chosen ? p.accentSoft : p.line, 1));
    painter.setBrush(chosen ? p.accentSoft : p.surface);
    painter.drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -1), radius::control, radius::control);
}

}
