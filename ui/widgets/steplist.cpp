// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/steplist.h"

#include <QLocale>
#include <QPainter>

namespace myna::ui {

namespace {
constexpr int stepMarkSide = 26;
constexpr int textLeft = 40; // px
constexpr int leastPitch = 74; // px from one step to the next
constexpr int leastLine = 14; // px between two marks where there is little room
}

struct StepList::Row
{
    int top = 0;
    int titleHeight = 0;
    int detailHeight = 0;
    int height = 0;
};

StepList::StepList(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StepList::setSteps(const QVector<Step>& steps)
{
    if (steps == m_steps)
        return;
    m_steps = steps;
    QStringList words;
    for (const Step& step : steps) {
        const QString state = step.state == Step::State::Done ? tr("done")
            : step.state == Step::State::Active               ? tr("in progress")
            : step.state == Step::State::Failed               ? tr("failed")
                                                              : tr("not yet");
        words << (step.detail.isEmpty() ? tr("%1: %2").arg(step.title, state) : tr("%1: %2, %3").arg(step.title, state, step.detail));
    }
    setAccessibleDescription(words.join(QLatin1Char('\n')));
    updateGeometry();
    update();
}

QVector<StepList::Row> StepList::rows(int width) const
{
    const QFontMetrics title(fontFor(TextKind::Heading));
    const QFontMetrics detail(fontFor(TextKind::Secondary));
    const QRect room(0, 0, qMax(40, width - textLeft), 10000);
    QVector<Row> result;
    int top = 0;
    for (const Step& step : m_steps) {
        Row row;
        row.top = top;
        row.titleHeight = title.boundingRect(room, Qt::TextWordWrap, step.title).height();
        row.detailHeight = step.detail.isEmpty() ? 0 : detail.boundingRect(room, Qt::TextWordWrap, step.detail).height();
        const int text = row.titleHeight + row.detailHeight + 2;
        const bool last = result.size() == m_steps.size() - 1;
        row.height = last ? qMax(stepMarkSide + 2, text) : qMax(leastPitch, text + space::l);
        top += row.height;
        result << row;
    }
    return result;
}

QVector<StepList::Row> StepList::fittingRows() const
{
    QVector<Row> all = rows(width());
    if (all.isEmpty())
        return all;
    int tooMuch = all.last().top + all.last().height - height();
    for (qsizetype i = 0; i + 1 < all.size() && tooMuch > 0; ++i) {
        const int least = qMax(stepMarkSide + leastLine, all[i].titleHeight + all[i].detailHeight + 4);
        const int share = (tooMuch + int(all.size() - 2 - i)) / int(all.size() - 1 - i);
        const int less = qMax(0, qMin(share, all[i].height - least));
        all[i].height -= less;
        tooMuch -= less;
    }
    for (qsizetype i = 1; i < all.size(); ++i)
        all[i].top = all[i - 1].top + all[i - 1].height;
    return all;
}

QSize StepList::sizeHint() const
{
    return { 220, heightForWidth(220) };
}

QSize StepList::minimumSizeHint() const
{
    return { 160, heightForWidth(qMax(160, width())) };
}

int StepList::heightForWidth(int width) const
{
    const QVector<Row> all = rows(width);
    return all.isEmpty() ? 0 : all.last().top + all.last().height;
}

void StepList::paintMark(QPainter& painter, const QRectF& circle, int index) const
{
    const Palette& p = m_theme.palette();
    const QPointF c = circle.center();
    const Step::State state = m_steps[index].state;
    const bool waiting = state == Step::State::Waiting;
    painter.setPen(waiting ? QPen(p.line, 2) : QPen(Qt::NoPen));
    switch (state) {
    case Step::State::Waiting:
        painter.setBrush(Qt::NoBrush);
        break;
    case Step::State::Active:
        painter.setBrush(p.accent);
        break;
    case Step::State::Done:
        painter.setBrush(p.good);
        break;
    case Step::State::Failed:
        painter.setBrush(p.bad);
        break;
    }
    painter.drawEllipse(waiting ? circle.adjusted(1, 1, -1, -1) : circle);
    QPen mark(p.dark ? p.background : p.surface, 2.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    if (state == Step::State::Done) {
        painter.setPen(mark);
        painter.drawPolyline(QPolygonF({ c + QPointF(-5, 0.5), c + QPointF(-1.5, 4), c + QPointF(5, -3.5) }));
    } else if (state == Step::State::Failed) {
        painter.setPen(mark);
        painter.drawLine(c + QPointF(-4, -4), c + QPointF(4, 4));
        painter.drawLine(c + QPointF(4, -4), c + QPointF(-4, 4));
    } else {
        QFont number = fontFor(TextKind::Secondary);
        number.setWeight(QFont::DemiBold);
        painter.setFont(number);
        painter.setPen(waiting ? p.secondaryText : p.accentInk);
        painter.drawText(circle, Qt::AlignCenter, QLocale().toString(index + 1));
    }
}

void StepList::paintEvent(QPaintEvent* /*event*/)
{
    const Palette& p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QVector<Row> all = fittingRows();
    for (int i = 0; i < all.size(); ++i) {
        const Row& row = all[i];
        const Step& step = m_steps[i];
        const QRectF circle(0.5, row.top, stepMarkSide, stepMarkSide);
        if (i + 1 < all.size()) {
            painter.setPen(QPen(step.state == Step::State::Done ? p.good : p.line, 2));
            painter.drawLine(QPointF(circle.center().x(), circle.bottom() + 4), QPointF(circle.center().x(), row.top + row.height - 4));
        }
        paintMark(painter, circle, i);
        const QRect text(textLeft, row.top, width() - textLeft, row.titleHeight);
        painter.setFont(fontFor(TextKind::Heading));
        painter.setPen(step.state == Step::State::Waiting ? p.secondaryText : p.text);
        painter.drawText(text, Qt::TextWordWrap, step.title);
        painter.setFont(fontFor(TextKind::Secondary));
        painter.setPen(step.state == Step::State::Failed ? p.badText : p.secondaryText);
        painter.drawText(text.adjusted(0, row.titleHeight, 0, row.detailHeight + 4), Qt::TextWordWrap, step.detail);
    }
}

}

#include "moc_steplist.cpp"
