// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/conversationdelegate.h"

#include "viewmodels/conversationlistmodel.h"
#include "viewmodels/historytexts.h"
#include "widgets/icon.h"

#include <QListView>
#include <QPainter>
#include <QTextLayout>

namespace myna::ui {

using Model = viewmodels::ConversationListModel;

namespace {
constexpr int conversationSidePad = 12;
constexpr int topPad = 9;
constexpr int lineGap = 3;
constexpr int rowGap = 2; // between the surfaces of two rows
constexpr int dayPad = 14; // above the name of a day
constexpr int starSide = 14;
}

ConversationDelegate::ConversationDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_heading(fontFor(TextKind::Heading))
    , m_body(fontFor(TextKind::Secondary))
    , m_small(fontFor(TextKind::Small))
    , m_day(fontFor(TextKind::SectionTitle))
{
}

int ConversationDelegate::dayHeight(const QModelIndex& index) const
{
    if (index.data(Model::DayRole).toString().isEmpty())
        return 0;
    return QFontMetrics(m_day).height() + (index.row() == 0 ? 4 : dayPad) + 6;
}

int ConversationDelegate::rowHeight() const
{
    return QFontMetrics(m_heading).height() + QFontMetrics(m_body).height() + QFontMetrics(m_small).height() + 2 * (topPad + lineGap)
        + rowGap;
}

QSize ConversationDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* view = qobject_cast<const QListView*>(option.widget);
    const int width = view ? view->viewport()->width() : option.rect.width();
    return { width, dayHeight(index) + rowHeight() };
}

void ConversationDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Palette& p = m_theme.palette();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const int day = dayHeight(index);
    if (day > 0) {
        painter->setFont(m_day);
        painter->setPen(p.secondaryText);
        painter->drawText(option.rect.adjusted(conversationSidePad, 0, -conversationSidePad, 0).left(),
            option.rect.top() + day - 6 - QFontMetrics(m_day).descent(), index.data(Model::DayRole).toString());
    }
    const QRect row = option.rect.adjusted(0, day, 0, -rowGap);
    paintSurface(*painter, option, row);
    QRect line = row.adjusted(conversationSidePad, topPad, -conversationSidePad, 0);
    line.setHeight(QFontMetrics(m_heading).height());
    paintTitle(*painter, line, index);
    line.translate(0, line.height() + lineGap);
    line.setHeight(QFontMetrics(m_body).height());
    paintMarked(*painter, line, index.data(Model::SnippetRole).toString(), index.data(Model::WordsRole).toStringList());
    line.translate(0, line.height() + lineGap);
    line.setHeight(QFontMetrics(m_small).height());
    painter->setFont(m_small);
    painter->setPen(p.secondaryText);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(m_small).elidedText(index.data(Model::DetailRole).toString(), Qt::ElideRight, line.width()));
    painter->restore();
}

void ConversationDelegate::paintSurface(QPainter& painter, const QStyleOptionViewItem& option, const QRect& row) const
{
    const Palette& p = m_theme.palette();
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const bool under = option.state.testFlag(QStyle::State_MouseOver);
    if (!chosen && !focused && !under)
        return;
    const QRectF box = QRectF(row).adjusted(1, 1, -1, -1);
    painter.setPen(focused ? QPen(p.focus, 2) : QPen(chosen ? p.accentSoft : p.line, 1));
    painter.setBrush(chosen ? p.accentSoft : p.surface);
    painter.drawRoundedRect(box, radius::control, radius::control);
}

void ConversationDelegate::paintTitle(QPainter& painter, const QRect& line, const QModelIndex& index) const
{
    const Palette& p = m_theme.palette();
    const QString time = index.data(Model::TimeRole).toString();
    const QFontMetrics small(m_small);
    int right = line.right() - small.horizontalAdvance(time);
    painter.setFont(m_small);
    painter.setPen(p.secondaryText);
    painter.drawText(QRect(right, line.top(), line.right() - right + 1, line.height()), Qt::AlignRight | Qt::AlignVCenter, time);
    if (index.data(Model::StarredRole).toBool()) {
        right -= starSide + 6;
        icon(QStringLiteral("star-filled"), p.accent).paint(&painter, QRect(right, line.center().y() - starSide / 2, starSide, starSide));
    }
    painter.setFont(m_heading);
    painter.setPen(p.text);
    const QRect words(line.left(), line.top(), right - line.left() - 8, line.height());
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(m_heading).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, words.width()));
}

void ConversationDelegate::paintMarked(QPainter& painter, const QRect& line, const QString& text, const QStringList& words) const
{
    const Palette& p = m_theme.palette();
    const QString shown = QFontMetrics(m_body).elidedText(text, Qt::ElideRight, line.width());
    QTextLayout layout(shown, m_body);
    QList<QTextLayout::FormatRange> formats;
    for (const viewmodels::Place& place : viewmodels::placesOf(words, shown)) {
        QTextLayout::FormatRange range;
        range.start = int(place.from);
        range.length = int(place.length);
        range.format.setBackground(p.accent);
        range.format.setForeground(p.accentInk);
        formats << range;
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine only = layout.createLine();
    if (only.isValid()) {
        only.setNumColumns(int(shown.size()));
        only.setPosition({ 0, 0 });
    }
    layout.endLayout();
    painter.setPen(p.secondaryText);
    layout.draw(&painter, line.topLeft());
}

}

#include "moc_conversationdelegate.cpp"
