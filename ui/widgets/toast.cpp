// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/toast.h"

#include "widgets/buttons.h"
#include "widgets/icon.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace myna::ui {

using viewmodels::Tone;

namespace {
constexpr int widest = 620; // px
constexpr int fromEdge = 20;
}

Toast::Toast(const Theme& theme, QWidget* page)
    : QWidget(page)
    , m_theme(theme)
    , m_icon(new IconLabel(theme, QStringLiteral("info"), 20, &Palette::secondary, this))
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 10, 8);
    row->setSpacing(space::m);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    styleText(m_text, TextKind::Body);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setMinimumHeight(hitTarget);
    styleButton(m_action, ButtonKind::Link);
    connect(m_action, &QPushButton::clicked, this, &Toast::actionWanted);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    page->installEventFilter(this);
    hide();
}

void Toast::say(Tone tone, const QString& text, const QString& action)
{
    setVisible(!text.isEmpty());
    if (text.isEmpty())
        return;
    switch (tone) {
    case Tone::Good:
        m_icon->setIcon(QStringLiteral("check"), &Palette::good);
        break;
    case Tone::Warning:
        m_icon->setIcon(QStringLiteral("warning"), &Palette::warning);
        break;
    case Tone::Bad:
        m_icon->setIcon(QStringLiteral("warning"), &Palette::bad);
        break;
    case Tone::Neutral:
    case Tone::Busy:
        m_icon->setIcon(QStringLiteral("info"), &Palette::secondary);
        break;
    }
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(text);
    QAccessibleEvent announcement(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&announcement);
    place();
    raise();
}

void Toast::place()
{
    QWidget* page = parentWidget();
    const int room = qMin(widest, page->width() - 2 * fromEdge);
    int words = m_text->fontMetrics().horizontalAdvance(m_text->text()) + 16 + 10 + 20 + space::m + 8;
    if (!m_action->isHidden())
        words += m_action->sizeHint().width() + space::m;
    const int width = qMin(room, qMax(words, 220));
    setFixedWidth(width);
    const int height = layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : sizeHint().height();
    setGeometry((page->width() - width) / 2, page->height() - height - fromEdge, width, height);
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void Toast::paintEvent(QPaintEvent* /*event*/)
{
    const Palette& p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(p.controlLine, 1));
    painter.setBrush(p.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12);
}

}

#include "moc_toast.cpp"
