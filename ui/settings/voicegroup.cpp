// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/voicegroup.h"

#include "settings/choicebox.h"
#include "widgets/buttons.h"
#include "widgets/toggleswitch.h"

#include <QEvent>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace myna::ui {

using viewmodels::SettingsViewModel;

namespace {
}

VoiceGroup::VoiceGroup(const Theme& theme, SettingsViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_group(new SettingGroup(theme, QStringLiteral("mic"), this))
    , m_echo(new ToggleSwitch(theme))
    , m_noise(new ToggleSwitch(theme))
    , m_gain(new ToggleSwitch(theme))
    , m_highPass(new ToggleSwitch(theme))
    , m_unfold(new QPushButton)
    , m_frame(choiceBox(controlWidth))
    , m_bitrate(choiceBox(controlWidth))
    , m_echoRow(new SettingRow(m_echo))
    , m_noiseRow(new SettingRow(m_noise))
    , m_gainRow(new SettingRow(m_gain))
    , m_highPassRow(new SettingRow(m_highPass))
    , m_advancedRow(new SettingRow(m_unfold))
    , m_frameRow(new SettingRow(m_frame))
    , m_bitrateRow(new SettingRow(m_bitrate))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_group);
    for (SettingRow* row : { m_echoRow, m_noiseRow, m_gainRow, m_highPassRow, m_advancedRow })
        m_group->addRow(row);
    // One fold for both: without hairlines between them they read as its content.
    auto* fold = new QWidget(m_group);
    auto* folded = new QVBoxLayout(fold);
    folded->setContentsMargins(0, 0, 0, 0);
    folded->addWidget(m_frameRow);
    folded->addWidget(m_bitrateRow);
    m_group->addRow(fold);
    m_group->setFolded(fold, true);
    styleButton(m_unfold, ButtonKind::Quiet);
    m_unfold->setCheckable(true);
    connect(m_unfold, &QPushButton::toggled, this, [this, fold](bool open) {
        m_group->setFolded(fold, !open);
        retranslate();
    });
    connect(m_echo, &ToggleSwitch::toggled, &model, &SettingsViewModel::setEchoCancellation);
    connect(m_noise, &ToggleSwitch::toggled, &model, &SettingsViewModel::setNoiseSuppression);
    connect(m_gain, &ToggleSwitch::toggled, &model, &SettingsViewModel::setGainControl);
    connect(m_highPass, &ToggleSwitch::toggled, &model, &SettingsViewModel::setHighPass);
    connect(m_frame, &QComboBox::activated, this, [this](int index) { m_model.setUplinkFrame(m_frame->itemData(index).toInt()); });
    connect(m_bitrate, &QComboBox::activated, this, [this](int index) { m_model.setVoiceBitrate(m_bitrate->itemData(index).toInt()); });
    connect(&model, &SettingsViewModel::processingChanged, this, &VoiceGroup::showChoices);
    connect(&model, &SettingsViewModel::uplinkChanged, this, &VoiceGroup::showChoices);
    connect(&model, &SettingsViewModel::echoDelayChanged, this, &VoiceGroup::retranslate);
    connect(&model, &SettingsViewModel::deviceChoiceChanged, this, &VoiceGroup::retranslate); // another pair, another delay
    connect(&model, &SettingsViewModel::factsChanged, this, &VoiceGroup::retranslate);
    retranslate();
}

void VoiceGroup::retranslate()
{
    const auto name = [](QComboBox* box, int value, const QString& text) {
        const int at = box->findData(value);
        if (at < 0)
            box->addItem(text, value);
        else
            box->setItemText(at, text);
    };
    m_group->setTitle(tr("Your voice"));
    const int delay = m_model.echoDelayMs();
    const QString echo = tr("Takes Myna's own voice out of what the microphone hears. Needed to talk while it talks.");
    m_echoRow->setTexts(tr("Remove echo"),
        delay < 0 ? echo : tr("%1 Measured delay: %2 ms.", "what it does, milliseconds").arg(echo, QLocale().toString(delay)));
    m_noiseRow->setTexts(tr("Remove noise"), tr("Fans, traffic and hiss become quieter, speech stays."));
    m_gainRow->setTexts(tr("Even out the loudness"), tr("Makes a quiet voice louder and a loud one quieter."));
    m_highPassRow->setTexts(tr("Cut rumble"), tr("Removes hum and knocks below the human voice."));
    m_advancedRow->setTexts(tr("How the voice is packed"), tr("The usual values suit every server."));
    m_unfold->setText(m_unfold->isChecked() ? tr("Hide") : tr("Advanced"));
    m_frameRow->setTexts(tr("Length of a packet"), tr("Shorter ones arrive a little sooner and need more of the network."));
    m_bitrateRow->setTexts(tr("Voice quality"), tr("More is clearer and needs more of the network."));
    for (const int ms : { 20, 40, 60 })
        name(m_frame, ms, ms == 60 ? tr("%1 ms (usual)").arg(ms) : tr("%1 ms").arg(ms));
    name(m_bitrate, 16000, tr("Thrifty, 16 kbit/s"));
    name(m_bitrate, 24000, tr("Good, 24 kbit/s (usual)"));
    name(m_bitrate, 32000, tr("Best, 32 kbit/s"));
    showChoices();
}

void VoiceGroup::showChoices()
{
    const speech::Processing processing = m_model.processing();
    const QSignalBlocker quiet[] { QSignalBlocker(m_echo), QSignalBlocker(m_noise), QSignalBlocker(m_gain), QSignalBlocker(m_highPass) };
    m_echo->setChecked(processing.echoCancellation);
    m_noise->setChecked(processing.noiseSuppression);
    m_gain->setChecked(processing.gainControl);
    m_highPass->setChecked(processing.highPass);
    m_frame->setCurrentIndex(m_frame->findData(m_model.uplink().frameMs));
    const int bitrate = m_model.uplink().bitrate;
    // Somebody may have written another number into the file.
    if (m_bitrate->findData(bitrate) < 0)
        m_bitrate->addItem(tr("%1 kbit/s").arg(QLocale().toString(bitrate / 1000)), bitrate);
    m_bitrate->setCurrentIndex(m_bitrate->findData(bitrate));
}

void VoiceGroup::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_voicegroup.cpp"
