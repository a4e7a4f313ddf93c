// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ringcard.h"

#include "widgets/buttons.h"
#include "widgets/elidedlabel.h"
#include "widgets/icon.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace myna::ui {

namespace {
constexpr int widest = 460; // px
constexpr int fromEdge = 20;
constexpr int belowTitle = 64;
constexpr int mostRows = 3; // the newest; the others follow when these are gone
}

RingCard::RingCard(const Theme& theme, viewmodels::RingViewModel& model, QWidget* window)
    : QWidget(window)
    , m_theme(theme)
    , m_model(model)
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(space::l, space::m, space::m, space::m);
    m_rows->setSpacing(space::s);
    connect(&model, &viewmodels::RingViewModel::changed, this, &RingCard::refresh);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    window->installEventFilter(this);
    refresh();
}

QWidget* RingCard::rowFor(const viewmodels::RingRow& row)
{
    auto* line = new QWidget(this);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::s);
    layout->addWidget(new IconLabel(m_theme, QStringLiteral("bell"), 20, &Palette::accentText, line));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    auto* text = new ElidedLabel(line);
    styleText(text, TextKind::Heading);
    text->setWords(row.text);
    auto* detail = new ElidedLabel(line);
    styleText(detail, TextKind::Small);
    detail->setWords(row.detail);
    words->addWidget(text);
    words->addWidget(detail);
    layout->addLayout(words, 1);
    if (!row.isOver) {
        auto* snooze = new QPushButton(tr("Snooze 5 min"), line);
        snooze->setAccessibleName(tr("Snooze %1 for five minutes").arg(row.text));
        styleButton(snooze, ButtonKind::Secondary);
        connect(snooze, &QPushButton::clicked, &m_model, [this, id = row.id] { m_model.snooze(id); });
        layout->addWidget(snooze);
    }
    auto* stop = new QPushButton(row.isOver ? tr("OK") : tr("Stop"), line);
    stop->setAccessibleName(row.isOver ? tr("Dismiss %1").arg(row.text) : tr("Stop %1").arg(row.text));
    styleButton(stop, row.isOver ? ButtonKind::Secondary : ButtonKind::Primary);
    connect(stop, &QPushButton::clicked, &m_model, [this, id = row.id] { m_model.stop(id); });
    layout->addWidget(stop);
    return line;
}

void RingCard::refresh()
{
    // Qt would hand the keyboard on to any control of the page, be it "Remove".
    QWidget* const focus = window()->focusWidget();
    const bool hadFocus = focus && isAncestorOf(focus);
    if (hadFocus)
        focus->clearFocus();
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        item->widget()->deleteLater(); // one of its buttons may have led here
        item->widget()->hide();
        delete item;
    }
    const QVector<viewmodels::RingRow> rows = m_model.rows();
    for (const viewmodels::RingRow& row : rows.first(std::min<qsizetype>(rows.size(), mostRows))) {
        QWidget* const line = rowFor(row);
        m_rows->addWidget(line);
        line->show(); // its size counts from now on, not from the next turn of the event loop
    }
    setVisible(!rows.isEmpty());
    if (rows.isEmpty())
        return;
    if (hadFocus)
        m_rows->itemAt(0)->widget()->findChild<QPushButton*>()->setFocus(Qt::OtherFocusReason);
    setAccessibleName(rows.first().text + QStringLiteral(". ") + rows.first().detail);
    QAccessibleEvent announcement(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&announcement);
    place();
    raise();
}

void RingCard::place()
{
    const int width = std::min(widest, parentWidget()->width() - 2 * fromEdge);
    m_rows->activate();
    setGeometry(parentWidget()->width() - width - fromEdge, belowTitle, width, m_rows->sizeHint().height());
}

bool RingCard::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void RingCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void RingCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette& p = m_theme.palette();
    painter.setPen(QPen(p.accent, 2));
    painter.setBrush(p.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 12, 12);
}

}

#include "moc_ringcard.cpp"
