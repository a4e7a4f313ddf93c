// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/conversationdelegate.h"

#include "viewmodels/conversationlistmodel.h"
#include "viewmodels/historytexts.h"
#include "widgets/icon.h"

#include <QPainter>
#include <QTextLayout>

namespace myna::ui {

using Model = viewmodels::ConversationListModel;

namespace {
constexpr int topPad = 9;
constexpr int lineGap = 3;
constexpr int starSide = 14;
}

ConversationDelegate::ConversationDelegate(const Theme& theme, QObject* parent)
    : DayRowDelegate(theme, Model::DayRole, parent)
    , m_heading(fontFor(TextKind::Heading))
    , m_body(fontFor(TextKind::Secondary))
    , m_small(fontFor(TextKind::Small))
{
}

int ConversationDelegate::rowHeight() const
{
    return QFontMetrics(m_heading).height() + QFontMetrics(m_body).height() + QFontMetrics(m_small).height() + 2 * (topPad + lineGap);
}

void ConversationDelegate::paintRow(QPainter& painter, const QRect& row, const QModelIndex& index) const
{
    QRect line = row.adjusted(sidePad, topPad, -sidePad, 0);
    line.setHeight(QFontMetrics(m_heading).height());
    paintTitle(painter, line, index);
    line.translate(0, line.height() + lineGap);
    line.setHeight(QFontMetrics(m_body).height());
    paintMarked(painter, line, index.data(Model::SnippetRole).toString(), index.data(Model::WordsRole).toStringList());
    line.translate(0, line.height() + lineGap);
    line.setHeight(QFontMetrics(m_small).height());
    painter.setFont(m_small);
    painter.setPen(palette().secondaryText);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(m_small).elidedText(index.data(Model::DetailRole).toString(), Qt::ElideRight, line.width()));
}

void ConversationDelegate::paintTitle(QPainter& painter, const QRect& line, const QModelIndex& index) const
{
    const Palette& p = palette();
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
    const Palette& p = palette();
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
