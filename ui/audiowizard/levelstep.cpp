// SPDX-License-Identifier: GPL-3.0-or-later
#include "audiowizard/levelscale.h"
#include "audiowizard/steps.h"
#include "widgets/icon.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>

namespace myna::ui {

using viewmodels::AudioWizardViewModel;
using viewmodels::LevelCheck;

LevelStep::LevelStep(const Theme& theme, AudioWizardViewModel& model, QWidget* parent)
    : WizardStepView(parent)
    , m_model(model)
    , m_scale(new LevelScale(theme, LevelCheck::quietDbfs, LevelCheck::loudDbfs, this))
    , m_mark(new IconLabel(theme, QStringLiteral("mic"), 22, &Palette::secondary, this))
    , m_verdict(new QLabel(this))
{
    styleText(m_verdict, TextKind::PageTitle);
    m_verdict->setWordWrap(true);
    m_verdict->setMinimumHeight(2 * m_verdict->fontMetrics().lineSpacing()); // the page does not jump when it says more
    m_verdict->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::l, 0, 0);
    column->setSpacing(space::xl);
    column->addWidget(m_scale);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::m);
    row->addWidget(m_mark, 0, Qt::AlignTop);
    row->addWidget(m_verdict, 1);
    column->addLayout(row);
    column->addStretch(1);
    connect(&model, &AudioWizardViewModel::levelChanged, m_scale, &LevelScale::setLevel);
}

void LevelStep::refresh()
{
    m_scale->setAccessibleName(tr("Loudness of your voice"));
    const QString said = m_model.levelText();
    const QString before = m_verdict->text();
    m_verdict->setText(said);
    m_scale->setAccessibleDescription(said);
    switch (m_model.levelVerdict()) {
    case LevelCheck::Verdict::Waiting:
        m_mark->setIcon(QStringLiteral("mic"), &Palette::secondary);
        break;
    case LevelCheck::Verdict::Good:
        m_mark->setIcon(QStringLiteral("check"), &Palette::good);
        break;
    case LevelCheck::Verdict::Quiet:
    case LevelCheck::Verdict::Loud:
        m_mark->setIcon(QStringLiteral("warning"), &Palette::warning);
        break;
    }
    if (said == before)
        return;
    m_verdict->setAccessibleName(said);
    QAccessibleEvent event(m_verdict, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

}
