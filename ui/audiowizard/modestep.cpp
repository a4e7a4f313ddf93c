// SPDX-License-Identifier: GPL-3.0-or-later
#include "audiowizard/modeoption.h"
#include "audiowizard/steps.h"
#include "widgets/faceview.h"

#include <QButtonGroup>
#include <QLabel>
#include <QVBoxLayout>

namespace myna::ui {

using protocol::ListenMode;
using viewmodels::AudioWizardViewModel;

ModeStep::ModeStep(const Theme& theme, AudioWizardViewModel& model, QWidget* parent)
    : WizardStepView(parent)
    , m_model(model)
    , m_group(new QButtonGroup(this))
    , m_hold(new ModeOption(theme, QStringLiteral("talk"), this))
    , m_auto(new ModeOption(theme, QStringLiteral("retry"), this))
    , m_duplex(new ModeOption(theme, QStringLiteral("chat"), this))
    , m_warning(new QLabel(this))
{
    m_group->addButton(m_duplex, int(ListenMode::Realtime));
    m_group->addButton(m_auto, int(ListenMode::Auto));
    m_group->addButton(m_hold, int(ListenMode::Manual));
    styleText(m_warning, TextKind::Secondary);
    m_warning->setProperty("textRole", QStringLiteral("warning"));
    m_warning->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s + 2);
    column->addWidget(m_duplex);
    column->addWidget(m_auto);
    column->addWidget(m_hold);
    column->addWidget(m_warning);
    column->addStretch(1);
    connect(m_group, &QButtonGroup::idClicked, this, [this](int mode) { m_model.chooseMode(ListenMode(mode)); });
}

void ModeStep::refresh()
{
    const auto suggested = m_model.suggestedMode();
    const auto badge = [&](ListenMode mode) { return suggested == mode ? tr("Suggested") : QString(); };
    m_duplex->setBadge(badge(ListenMode::Realtime));
    m_auto->setBadge(badge(ListenMode::Auto));
    m_hold->setBadge(badge(ListenMode::Manual));
    m_duplex->setTexts(tr("Full duplex"), tr("Myna listens all the time, also while it speaks. Interrupt it just by talking."));
    m_auto->setTexts(tr("Automatic"), tr("Press once. Myna hears when you have finished, answers, and listens again."));
    m_hold->setTexts(tr("Hold to talk"), tr("Myna listens only while you hold the button or the key."));
    m_group->button(int(m_model.mode()))->setChecked(true);
    m_warning->setText(m_model.modeWarning());
    m_warning->setVisible(!m_warning->text().isEmpty());
}

QWidget* ModeStep::firstControl() const
{
    return m_group->checkedButton();
}

DoneStep::DoneStep(const Theme& theme, AudioWizardViewModel& /*model*/, QWidget* parent)
    : WizardStepView(parent)
{
    auto* face = new FaceView(theme, this);
    face->setEmotion(QStringLiteral("happy"));
    face->setFixedSize(180, 180);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addStretch(1);
    column->addWidget(face, 0, Qt::AlignHCenter);
    column->addStretch(1);
}

}
