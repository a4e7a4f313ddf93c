// SPDX-License-Identifier: GPL-3.0-or-later
#include "audiowizard/steps.h"
#include "audiowizard/voicebars.h"
#include "widgets/buttons.h"
#include "widgets/card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace myna::ui {

using viewmodels::AudioWizardViewModel;
using Sentence = AudioWizardViewModel::Sentence;

VoiceStep::VoiceStep(const Theme& theme, AudioWizardViewModel& model, QWidget* parent)
    : WizardStepView(parent)
    , m_model(model)
    , m_sentence(new QLabel(this))
    , m_bars(new VoiceBars(theme, this))
    , m_record(new QPushButton(this))
    , m_again(new QPushButton(this))
    , m_state(new QLabel(this))
{
    auto* card = new Card(theme, this);
    card->setLook(Card::Look::Sunken);
    styleText(m_sentence, TextKind::PageTitle);
    styleText(m_state, TextKind::Secondary);
    m_sentence->setWordWrap(true);
    m_state->setWordWrap(true);
    card->body()->addWidget(m_sentence);
    card->body()->addSpacing(space::xs);
    card->body()->addWidget(m_bars);
    styleButton(m_again, ButtonKind::Secondary);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::m);
    row->addWidget(m_record);
    row->addWidget(m_again);
    row->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::xs, 0, 0);
    column->setSpacing(space::m);
    column->addWidget(card);
    column->addSpacing(space::xs);
    column->addLayout(row);
    column->addWidget(m_state);
    column->addStretch(1);
    connect(m_record, &QPushButton::clicked, &model, &AudioWizardViewModel::toggleRecording);
    connect(m_again, &QPushButton::clicked, &model, &AudioWizardViewModel::playAgain);
    connect(&model, &AudioWizardViewModel::progressChanged, this, &VoiceStep::refreshProgress);
}

void VoiceStep::refresh()
{
    const Sentence now = m_model.sentence();
    m_sentence->setText(tr("“%1”").arg(m_model.sentenceToSay()));
    m_record->setText(now == Sentence::Recording ? tr("Stop") : now == Sentence::Heard ? tr("Record again") : tr("Record"));
    m_again->setText(tr("Play again"));
    // One amber button in a view: once the sentence was heard it is the one that goes on.
    styleButton(m_record, now == Sentence::Heard || now == Sentence::Playing ? ButtonKind::Secondary : ButtonKind::Primary);
    m_record->setEnabled(now != Sentence::Waiting && now != Sentence::Playing);
    m_again->setVisible(now == Sentence::Heard || now == Sentence::Playing);
    m_again->setEnabled(now == Sentence::Heard);
    switch (now) {
    case Sentence::Ready:
        m_state->clear();
        break;
    case Sentence::Recording:
        m_state->setText(tr("Recording. It stops by itself after five seconds."));
        break;
    case Sentence::Waiting:
    case Sentence::Playing:
        m_state->setText(tr("This is how you sound."));
        break;
    case Sentence::Heard:
        m_state->setText(tr("If it sounded clear, continue. If it was noisy or cut off, come closer and record again."));
        break;
    }
    m_bars->setAccessibleName(tr("Your recording"));
    refreshProgress();
}

void VoiceStep::refreshProgress()
{
    m_bars->setLevels(m_model.recordedLevels());
    m_bars->setPlayed(m_model.sentence() == Sentence::Playing ? m_model.progress() : m_model.sentence() == Sentence::Heard ? 1 : 0);
}

QWidget* VoiceStep::firstControl() const
{
    return m_record;
}

}
