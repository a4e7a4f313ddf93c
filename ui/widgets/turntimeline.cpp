// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/turntimeline.h"

#include "widgets/stagegrid.h"
#include "widgets/timelinebar.h"

#include <QEvent>
#include <QLocale>
#include <QVBoxLayout>

namespace myna::ui {

TurnTimeline::TurnTimeline(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_bar(new TimelineBar(theme, this))
    , m_grid(new StageGrid(theme, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::m);
    column->addWidget(m_bar);
    column->addWidget(m_grid);
    m_grid->hide();
    retranslate();
}

void TurnTimeline::setTurn(const viewmodels::TurnParts& parts, const QVector<viewmodels::TurnStage>& stages)
{
    m_parts = parts;
    m_stages = stages;
    retranslate();
}

void TurnTimeline::setStagesShown(bool shown)
{
    m_grid->setVisible(shown);
}

bool TurnTimeline::areStagesShown() const
{
    return !m_grid->isHidden();
}

void TurnTimeline::retranslate()
{
    using Kind = TimelinePart::Kind;
    const QLocale locale;
    QVector<TimelinePart> shown;
    const auto add = [&shown](Kind kind, int ms, const QString& label) {
        if (ms > 0)
            shown << TimelinePart { kind, ms, label };
    };
    add(Kind::Heard, m_parts.heardMs, tr("heard %1", "milliseconds").arg(locale.toString(m_parts.heardMs)));
    add(Kind::Thought, m_parts.thoughtMs, tr("thought %1", "milliseconds").arg(locale.toString(m_parts.thoughtMs)));
    add(Kind::Voice, m_parts.voiceMs, tr("voice %1", "milliseconds").arg(locale.toString(m_parts.voiceMs)));
    if (!shown.isEmpty())
        shown.last().label = tr("%1 ms", "after the last figure of a time line").arg(shown.last().label);
    m_bar->setParts(shown);
    m_bar->setVisible(!shown.isEmpty());
    m_bar->setAccessibleName(tr("What the wait for the answer was spent on"));
    m_grid->setStages(m_stages);
    m_grid->setAccessibleName(tr("The moments of the answer"));
}

void TurnTimeline::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_turntimeline.cpp"
