// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/auditdelegate.h"

#include "viewmodels/auditlistmodel.h"
#include "widgets/icon.h"

#include <QListView>
#include <QPainter>

namespace myna::ui {

using AuditModel = viewmodels::AuditListModel;
using viewmodels::Tone;

namespace {

constexpr int auditSidePad = 12;
constexpr int topPad = 8;
constexpr int lineGap = 2;
constexpr int rowGap = 2; // between the surfaces of two rows
constexpr int dayPad = 14; // above the name of a day
constexpr int iconSide = 18;

QString iconOf(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return QStringLiteral("check");
    case Tone::Warning:
        return QStringLiteral("minus");
    case Tone::Bad:
        return QStringLiteral("warning");
    case Tone::Neutral:
    case Tone::Busy:
        return QStringLiteral("cross");
    }
    return {};
}

QColor colourOf(Tone tone, const Palette& p)
{
    switch (tone) {
    case Tone::Good:
        return p.goodText;
    case Tone::Warning:
        return p.warningText;
    case Tone::Bad:
        return p.badText;
    case Tone::Neutral:
    case Tone::Busy:
        return p.secondaryText;
    }
    return p.secondaryText;
}

}

AuditDelegate::AuditDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_heading(fontFor(TextKind::Heading))
    , m_small(fontFor(TextKind::Secondary))
    , m_day(fontFor(TextKind::SectionTitle))
{
}

int AuditDelegate::dayHeight(const QModelIndex& index) const
{
    if (index.data(AuditModel::DayRole).toString().isEmpty())
        return 0;
    return QFontMetrics(m_day).height() + (index.row() == 0 ? 4 : dayPad) + 6;
}

QSize AuditDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* view = qobject_cast<const QListView*>(option.widget);
    const int width = view ? view->viewport()->width() : option.rect.width();
    return { width, dayHeight(index) + QFontMetrics(m_heading).height() + lineGap + QFontMetrics(m_small).height() + 2 * topPad + rowGap };
}

void AuditDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Palette& p = m_theme.palette();
    const auto tone = Tone(index.data(AuditModel::ToneRole).toInt());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const int day = dayHeight(index);
    if (day > 0) {
        painter->setFont(m_day);
        painter->setPen(p.secondaryText);
        painter->drawText(option.rect.left() + auditSidePad, option.rect.top() + day - 6 - QFontMetrics(m_day).descent(),
            index.data(AuditModel::DayRole).toString());
    }
    const QRect row = option.rect.adjusted(0, day, 0, -rowGap);
    paintSurface(*painter, option, row);
    icon(iconOf(tone), colourOf(tone, p))
        .paint(painter, QRect(row.left() + auditSidePad, row.center().y() - iconSide / 2, iconSide, iconSide));
    QRect line = row.adjusted(auditSidePad + iconSide + auditSidePad, topPad, -auditSidePad, 0);
    line.setHeight(QFontMetrics(m_heading).height());
    const QString time = index.data(AuditModel::TimeRole).toString();
    const QString verdict = index.data(AuditModel::VerdictRole).toString();
    const QFontMetrics small(m_small);
    painter->setFont(m_small);
    painter->setPen(p.secondaryText);
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, time);
    painter->setFont(m_heading);
    painter->setPen(p.text);
    const QRect title = line.adjusted(0, 0, -small.horizontalAdvance(time) - auditSidePad, 0);
    painter->drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(m_heading).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, title.width()));
    line.translate(0, line.height() + lineGap);
    line.setHeight(small.height());
    painter->setFont(m_small);
    painter->setPen(colourOf(tone, p));
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, verdict);
    painter->setPen(p.secondaryText);
    const QRect detail = line.adjusted(0, 0, -small.horizontalAdvance(verdict) - auditSidePad, 0);
    painter->drawText(detail, Qt::AlignLeft | Qt::AlignVCenter,
        small.elidedText(index.data(AuditModel::DetailRole).toString(), Qt::ElideRight, detail.width()));
    painter->restore();
}

void AuditDelegate::paintSurface(QPainter& painter, const QStyleOptionViewItem& option, const QRect& row) const
{
    const Palette& p = m_theme.palette();
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    if (!chosen && !focused && !option.state.testFlag(QStyle::State_MouseOver))
        return;
    painter.setPen(focused ? QPen(p.focus, 2) : QPen(chosen ? p.accentSoft : p.line, 1));
    painter.setBrush(chosen ? p.accentSoft : p.surface);
    painter.drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -1), radius::control, radius::control);
}

}

#include "moc_auditdelegate.cpp"
