// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/soundgroup.h"

#include "settings/choicebox.h"
#include "widgets/buttons.h"
#include "widgets/devicechoice.h"
#include "widgets/levelmeter.h"
#include "widgets/toggleswitch.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

namespace myna::ui {

using viewmodels::SettingsViewModel;

namespace {

}

SoundGroup::SoundGroup(const Theme& theme, SettingsViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_group(new SettingGroup(theme, QStringLiteral("speaker"), this))
    , m_input(choiceBox(controlWidth))
    , m_output(choiceBox(controlWidth))
    , m_volume(new QSlider(Qt::Horizontal))
    , m_volumeBox(new QWidget)
    , m_percent(new QLabel(m_volumeBox))
    , m_inputLevel(new LevelMeter(theme))
    , m_check(new QPushButton)
    , m_cues(new ToggleSwitch(theme))
    , m_inputRow(new SettingRow(m_input))
    , m_outputRow(new SettingRow(m_output))
    , m_levelRow(new SettingRow(m_inputLevel))
    , m_volumeRow(new SettingRow(m_volumeBox))
    , m_checkRow(new SettingRow(m_check))
    , m_cuesRow(new SettingRow(m_cues))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_group);
    for (SettingRow* row : { m_inputRow, m_levelRow, m_outputRow, m_volumeRow, m_checkRow, m_cuesRow })
        m_group->addRow(row);
    m_inputLevel->setFixedWidth(controlWidth);
    m_inputLevel->setMinimumHeight(hitTarget / 2);
    auto* volume = new QHBoxLayout(m_volumeBox);
    volume->setContentsMargins(0, 0, 0, 0);
    volume->addWidget(m_volume, 1);
    volume->addWidget(m_percent);
    m_volumeBox->setFixedWidth(controlWidth);
    m_volume->setRange(0, 100);
    m_volume->setMinimumHeight(hitTarget);
    m_percent->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_percent->setMinimumWidth(52);
    styleText(m_percent, TextKind::Body);
    styleButton(m_check, ButtonKind::Secondary);
    connect(m_check, &QPushButton::clicked, this, &SoundGroup::checkWanted);
    connect(m_cues, &ToggleSwitch::toggled, &model, &SettingsViewModel::setCues);
    connect(&model, &SettingsViewModel::cuesChanged, this, &SoundGroup::showFacts);
    connect(m_input, &QComboBox::activated, this, [this](int index) { m_model.setInputDevice(m_input->itemData(index).toString()); });
    connect(m_output, &QComboBox::activated, this, [this](int index) { m_model.setOutputDevice(m_output->itemData(index).toString()); });
    connect(m_volume, &QSlider::valueChanged, &model, &SettingsViewModel::setVolume);
    connect(&model, &SettingsViewModel::volumeChanged, this, &SoundGroup::showFacts);
    connect(&model, &SettingsViewModel::factsChanged, this, &SoundGroup::showFacts);
    connect(&model, &SettingsViewModel::deviceChoiceChanged, this, &SoundGroup::showFacts);
    connect(&model, &SettingsViewModel::levelsChanged, m_inputLevel, [this](float input) { m_inputLevel->setLevel(input); });
    retranslate();
}

void SoundGroup::retranslate()
{
    m_group->setTitle(tr("Sound"));
    m_inputRow->setTexts(tr("Microphone"), tr("Where Myna hears you."));
    m_levelRow->setTexts(tr("Microphone level"), tr("It moves while Myna listens."));
    m_outputRow->setTexts(tr("Loudspeaker"), tr("Where you hear Myna."));
    m_volumeRow->setTexts(tr("Volume"), tr("Of Myna's voice only. You can also say: \"louder\"."));
    m_volume->setAccessibleName(tr("Volume"));
    m_checkRow->setTexts(tr("Sound check"), tr("Speak, hear yourself, test the echo: a minute that saves trouble later."));
    m_check->setText(tr("Check microphone and loudspeaker…"));
    m_check->setAccessibleName(m_check->text());
    m_cuesRow->setTexts(
        tr("Notification sounds"), tr("A short tone when Myna begins to listen, when you are muted, and when something goes wrong."));
    showFacts();
}

void SoundGroup::showFacts()
{
    showDevices(*m_input, m_model.inputEntries(), m_model.devices().inputId);
    showDevices(*m_output, m_model.outputEntries(), m_model.devices().outputId);
    m_inputRow->setProblem(m_model.inputProblem());
    m_outputRow->setProblem(m_model.outputProblem());
    const QSignalBlocker quiet(m_volume);
    const QSignalBlocker still(m_cues);
    m_cues->setChecked(m_model.cues());
    m_volume->setValue(m_model.volume());
    m_percent->setText(tr("%1 %", "percent").arg(QLocale().toString(m_model.volume())));
}

void SoundGroup::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_soundgroup.cpp"
