// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/tooldelegate.h"

#include "viewmodels/toolsviewmodel.h"

#include <QPainter>

namespace myna::ui {

using viewmodels::ToolsViewModel;

namespace {

constexpr int toolSidePad = 16; // px, all of these
constexpr int rowPad = 9;
constexpr int lineGap = 3;
constexpr int toolRowInset = 5; // from the card around the list
constexpr int toolRowRadius = 10;

void line(QPainter& painter, const QRect& room, const QString& words, const QColor& colour, TextKind kind)
{
    painter.setFont(fontFor(kind));
    painter.setPen(colour);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        painter.fontMetrics().elidedText(words.simplified(), Qt::ElideRight, room.width()));
}

}

ToolDelegate::ToolDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize ToolDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    const int words = QFontMetrics(fontFor(TextKind::Body)).height() + QFontMetrics(fontFor(TextKind::Secondary)).height();
    return { 160, words + lineGap + 2 * rowPad };
}

void ToolDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Palette& p = m_theme.palette();
    const bool allowed = index.data(ToolsViewModel::AllowedRole).toBool();
    const QRect row = option.rect;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || (option.state & QStyle::State_MouseOver)) {
        const bool marked = selected && (option.state & QStyle::State_HasFocus);
        painter->setPen(marked ? QPen(p.focus, 2) : QPen(Qt::NoPen));
        painter->setBrush(selected ? p.accentSoft : p.background);
        painter->drawRoundedRect(QRectF(row).adjusted(toolRowInset, 1, -toolRowInset, -1), toolRowRadius, toolRowRadius);
    }
    const QRect room = row.adjusted(toolSidePad, rowPad, -toolSidePad, -rowPad);
    const int upper = QFontMetrics(fontFor(TextKind::Body)).height();
    const int lower = QFontMetrics(fontFor(TextKind::Secondary)).height();
    line(*painter, { room.left(), room.top(), room.width(), upper }, index.data(ToolsViewModel::TitleRole).toString(),
        allowed ? p.text : p.secondaryText, TextKind::Heading);
    const QString name = index.data(ToolsViewModel::NameRole).toString();
    line(*painter, { room.left(), room.top() + upper + lineGap, room.width(), lower }, allowed ? name : tr("never allowed · %1").arg(name),
        allowed ? p.secondaryText : p.badText, TextKind::Secondary);
    painter->restore();
}

}

#include "moc_tooldelegate.cpp"
