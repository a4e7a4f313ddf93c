// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/server/turndelegate.h"

#include "viewmodels/serverturnsviewmodel.h"
#include "viewmodels/turnstages.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace myna::ui {

using viewmodels::ServerTurnsViewModel;

namespace {

constexpr int turnSidePad = 16; // px, all of these
constexpr int rowPad = 10;
constexpr int whoWidth = 112;
constexpr int barWidth = 150;
constexpr int barHeight = 9;
constexpr int totalWidth = 62;
constexpr int narrowTurns = 560; // of the view, below which the waterfall gives way
constexpr int gap = 2;

QColor partColour(const Palette& p, size_t part)
{
    return std::array { p.timelineHeard, p.timelineThought, p.timelineVoice }.at(part);
}

void line(QPainter& painter, const QRect& room, const QString& words, const QColor& colour, TextKind kind, int flags = Qt::AlignLeft)
{
    painter.setFont(fontFor(kind));
    painter.setPen(colour);
    painter.drawText(room, flags | Qt::AlignVCenter | Qt::TextSingleLine,
        painter.fontMetrics().elidedText(words.simplified(), Qt::ElideRight, room.width()));
}

}

TurnDelegate::TurnDelegate(const Theme& theme, const ServerTurnsViewModel& model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_model(model)
{
}

QSize TurnDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    const int words = QFontMetrics(fontFor(TextKind::Body)).height() + QFontMetrics(fontFor(TextKind::Secondary)).height();
    return { 200, words + 2 * rowPad + 4 };
}

void TurnDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Palette& p = m_theme.palette();
    const admin::Turn& turn = m_model.at(index.row());
    const bool chosen = option.state & QStyle::State_Selected;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row = option.rect;
    if (chosen)
        painter->fillRect(row, p.accentSoft);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(row, p.background);
    if (chosen && (option.state & QStyle::State_HasFocus)) {
        painter->setPen(QPen(p.focus, 2));
        painter->drawRect(row.adjusted(1, 1, -1, -1));
    }
    painter->setPen(QPen(p.line, 1));
    painter->drawLine(QPointF(row.left(), row.bottom() + 0.5), QPointF(row.right(), row.bottom() + 0.5));
    const QRect room = row.adjusted(turnSidePad, rowPad, -turnSidePad, -rowPad);
    const int upper = QFontMetrics(fontFor(TextKind::Body)).height() + 2;
    const auto above = [&](int x, int width) { return QRect(x, room.top(), width, upper); };
    const auto below = [&](int x, int width) { return QRect(x, room.top() + upper + 2, width, room.height() - upper - 2); };
    line(*painter, above(room.left(), whoWidth), m_model.deviceName(index.row()), p.text, TextKind::Heading);
    line(*painter, below(room.left(), whoWidth), m_model.timeText(index.row()), p.secondaryText, TextKind::Secondary);
    const bool wide = row.width() >= narrowTurns;
    const int right = totalWidth + (wide ? barWidth + space::m : 0);
    const int left = room.left() + whoWidth + space::l;
    const int width = room.right() - right - space::l - left;
    line(*painter, above(left, width), turn.said.isEmpty() ? u"—"_s : turn.said, p.text, TextKind::Body);
    if (!turn.failure.isEmpty())
        line(*painter, below(left, width), turn.failure, p.badText, TextKind::Secondary);
    else
        line(*painter, below(left, width), viewmodels::askedWords(turn.heard), p.secondaryText, TextKind::Secondary);
    const viewmodels::TurnParts parts = viewmodels::partsOf(turn.timeline);
    if (wide)
        paintBar(*painter, { room.right() - right, room.center().y() - barHeight / 2, barWidth, barHeight }, index.row());
    if (parts.wholeMs() > 0)
        line(*painter, { room.right() - totalWidth, room.top(), totalWidth, room.height() }, viewmodels::durationText(parts.wholeMs()),
            p.text, TextKind::Mono, Qt::AlignRight);
    painter->restore();
}

void TurnDelegate::paintBar(QPainter& painter, const QRect& room, int row) const
{
    const viewmodels::TurnParts parts = viewmodels::partsOf(m_model.at(row).timeline);
    const int whole = parts.wholeMs();
    if (whole == 0)
        return;
    painter.save();
    QPainterPath outline;
    outline.addRoundedRect(room, barHeight / 2.0, barHeight / 2.0);
    painter.setClipPath(outline);
    const std::array times { parts.heardMs, parts.thoughtMs, parts.voiceMs };
    const auto shown = std::ranges::count_if(times, [](int ms) { return ms > 0; });
    const double width = room.width() - gap * double(shown - 1);
    double x = room.left();
    for (size_t part = 0; part < times.size(); ++part) {
        if (times.at(part) == 0)
            continue;
        const double length = std::max(3.0, double(times.at(part)) / whole * width);
        painter.fillRect(QRectF(x, room.top(), length, room.height()), partColour(m_theme.palette(), part));
        x += length + gap;
    }
    painter.restore();
}

}

#include "moc_turndelegate.cpp"
