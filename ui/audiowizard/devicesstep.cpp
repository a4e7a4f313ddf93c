// SPDX-License-Identifier: GPL-3.0-or-later
#include "audiowizard/steps.h"
#include "settings/choicebox.h"
#include "widgets/buttons.h"
#include "widgets/devicechoice.h"
#include "widgets/icon.h"
#include "widgets/levelmeter.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace myna::ui {

using viewmodels::AudioWizardViewModel;

namespace {

constexpr int listWidth = 300;

QLabel* problemLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    styleText(label, TextKind::Secondary);
    label->setProperty("textRole", QStringLiteral("bad"));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->hide();
    return label;
}

void say(QLabel* label, const QString& problem)
{
    label->setText(problem);
    label->setVisible(!problem.isEmpty());
}

}

DevicesStep::DevicesStep(const Theme& theme, AudioWizardViewModel& model, QWidget* parent)
    : WizardStepView(parent)
    , m_model(model)
    , m_inputName(new QLabel(this))
    , m_outputName(new QLabel(this))
    , m_input(choiceBox(listWidth))
    , m_output(choiceBox(listWidth))
    , m_meter(new LevelMeter(theme, this))
    , m_inputProblem(problemLabel(this))
    , m_outputProblem(problemLabel(this))
    , m_lookAgain(new QPushButton(this))
    , m_chime(new QPushButton(this))
{
    styleText(m_inputName, TextKind::Heading);
    styleText(m_outputName, TextKind::Heading);
    styleButton(m_lookAgain, ButtonKind::Secondary);
    styleButton(m_chime, ButtonKind::Secondary);
    m_meter->setFixedWidth(listWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    const auto heading = [&](const QString& iconName, QLabel* name) {
        auto* row = new QHBoxLayout;
        row->setSpacing(space::s);
        row->addWidget(new IconLabel(theme, iconName, 20, &Palette::secondary, this));
        row->addWidget(name, 1);
        column->addLayout(row);
    };
    const auto line = [&](QWidget* list, QPushButton* button) {
        auto* row = new QHBoxLayout;
        row->setSpacing(space::m);
        row->addWidget(list);
        row->addWidget(button);
        row->addStretch(1);
        column->addLayout(row);
    };
    heading(QStringLiteral("mic"), m_inputName);
    line(m_input, m_lookAgain);
    column->addWidget(m_meter);
    column->addWidget(m_inputProblem);
    column->addSpacing(space::xl);
    heading(QStringLiteral("speaker"), m_outputName);
    line(m_output, m_chime);
    column->addWidget(m_outputProblem);
    column->addStretch(1);
    connect(m_input, &QComboBox::activated, this, [this](int index) { m_model.chooseInput(m_input->itemData(index).toString()); });
    connect(m_output, &QComboBox::activated, this, [this](int index) { m_model.chooseOutput(m_output->itemData(index).toString()); });
    connect(m_chime, &QPushButton::clicked, &model, &AudioWizardViewModel::playChime);
    connect(m_lookAgain, &QPushButton::clicked, &model, &AudioWizardViewModel::repair);
    connect(&model, &AudioWizardViewModel::levelChanged, m_meter, &LevelMeter::setLevel);
}

void DevicesStep::refresh()
{
    m_inputName->setText(tr("Microphone"));
    m_outputName->setText(tr("Loudspeaker"));
    m_input->setAccessibleName(m_inputName->text());
    m_output->setAccessibleName(m_outputName->text());
    m_meter->setAccessibleName(tr("Loudness of the microphone"));
    m_chime->setText(tr("Play a sound"));
    m_lookAgain->setText(tr("Try again"));
    showDevices(*m_input, m_model.inputEntries(), m_model.choice().inputId);
    showDevices(*m_output, m_model.outputEntries(), m_model.choice().outputId);
    say(m_inputProblem, m_model.inputProblem());
    say(m_outputProblem, m_model.outputProblem());
    m_lookAgain->setVisible(!m_model.inputProblem().isEmpty());
    m_meter->setVisible(m_model.inputProblem().isEmpty());
    m_chime->setEnabled(m_model.outputProblem().isEmpty());
}

QWidget* DevicesStep::firstControl() const
{
    return m_input;
}

}

#include "moc_steps.cpp"
