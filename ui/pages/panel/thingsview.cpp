// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/panel/thingsview.h"

#include "widgets/emptystate.h"

#include <QEvent>
#include <QVBoxLayout>

namespace myna::ui {

ThingsView::ThingsView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_empty(new EmptyState(theme, QStringLiteral("cards"), this))
{
    auto* whole = new QVBoxLayout(this);
    whole->addWidget(m_empty);
    connect(m_empty, &EmptyState::actionWanted, this, &ThingsView::settingsWanted);
    retranslate();
}

void ThingsView::retranslate()
{
    m_empty->setTexts(tr("Nothing to control yet"),
        tr("Lamps, blinds and sensors of your home appear here as cards when Myna knows where they are."), tr("Connect your home"));
}

void ThingsView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_thingsview.cpp"
