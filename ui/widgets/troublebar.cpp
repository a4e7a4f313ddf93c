// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/troublebar.h"

#include "widgets/buttons.h"
#include "widgets/icon.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace myna::ui {

TroubleBar::TroubleBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new IconLabel(theme, QStringLiteral("warning"), 20, &Palette::warningText, this))
    , m_text(new QLabel(this))
    , m_progress(new QLabel(this))
    , m_repair(new QPushButton(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::l, 6, space::s, 6);
    row->setSpacing(space::m);
    row->addWidget(m_icon, 0, Qt::AlignVCenter);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_text);
    words->addWidget(m_progress);
    row->addLayout(words, 1);
    row->addWidget(m_repair, 0, Qt::AlignVCenter);
    styleText(m_text, TextKind::Body);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    styleText(m_progress, TextKind::Secondary);
    m_progress->setTextFormat(Qt::PlainText);
    styleButton(m_repair, ButtonKind::Secondary);
    m_repair->setFocusPolicy(Qt::TabFocus);
    connect(m_repair, &QPushButton::clicked, this, &TroubleBar::repairWanted);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void TroubleBar::setTrouble(viewmodels::Tone tone, const QString& text, const QString& repair, const QString& progress)
{
    m_tone = tone;
    m_repair->setText(repair);
    m_repair->setVisible(!repair.isEmpty());
    m_progress->setText(progress);
    m_progress->setVisible(!progress.isEmpty());
    const bool news = text != m_text->text();
    m_text->setText(text);
    const bool bad = tone == viewmodels::Tone::Bad;
    m_icon->setIcon(QStringLiteral("warning"), bad ? &Palette::badText : &Palette::warningText);
    setVisible(!text.isEmpty());
    update();
    if (!news || text.isEmpty())
        return;
    setAccessibleName(text);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString TroubleBar::text() const
{
    return m_text->text();
}

void TroubleBar::paintEvent(QPaintEvent* /*event*/)
{
    const Palette& p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_tone == viewmodels::Tone::Bad ? p.badSoft : p.warningSoft);
    painter.drawRoundedRect(rect(), radius::control + 2, radius::control + 2);
}

}

#include "moc_troublebar.cpp"
