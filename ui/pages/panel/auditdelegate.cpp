// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/auditdelegate.h"

#include "viewmodels/auditlistmodel.h"
#include "widgets/icon.h"

#include <QPainter>

namespace myna::ui {

using AuditModel = viewmodels::AuditListModel;
using viewmodels::Tone;

namespace {

constexpr int topPad = 8;
constexpr int lineGap = 2;
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
    : DayRowDelegate(theme, AuditModel::DayRole, parent)
    , m_heading(fontFor(TextKind::Heading))
    , m_small(fontFor(TextKind::Secondary))
{
}

int AuditDelegate::rowHeight() const
{
    return QFontMetrics(m_heading).height() + lineGap + QFontMetrics(m_small).height() + 2 * topPad;
}

void AuditDelegate::paintRow(QPainter& painter, const QRect& row, const QModelIndex& index) const
{
    const Palette& p = palette();
    const auto tone = Tone(index.data(AuditModel::ToneRole).toInt());
    icon(iconOf(tone), colourOf(tone, p)).paint(&painter, QRect(row.left() + sidePad, row.center().y() - iconSide / 2, iconSide, iconSide));
    QRect line = row.adjusted(sidePad + iconSide + sidePad, topPad, -sidePad, 0);
    line.setHeight(QFontMetrics(m_heading).height());
    const QString time = index.data(AuditModel::TimeRole).toString();
    const QString verdict = index.data(AuditModel::VerdictRole).toString();
    const QFontMetrics small(m_small);
    painter.setFont(m_small);
    painter.setPen(p.secondaryText);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, time);
    painter.setFont(m_heading);
    painter.setPen(p.text);
    const QRect title = line.adjusted(0, 0, -small.horizontalAdvance(time) - sidePad, 0);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(m_heading).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, title.width()));
    line.translate(0, line.height() + lineGap);
    line.setHeight(small.height());
    painter.setFont(m_small);
    painter.setPen(colourOf(tone, p));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, verdict);
    painter.setPen(p.secondaryText);
    const QRect detail = line.adjusted(0, 0, -small.horizontalAdvance(verdict) - sidePad, 0);
    painter.drawText(detail, Qt::AlignLeft | Qt::AlignVCenter,
        small.elidedText(index.data(AuditModel::DetailRole).toString(), Qt::ElideRight, detail.width()));
}

}

#include "moc_auditdelegate.cpp"
