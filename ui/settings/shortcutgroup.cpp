// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/shortcutgroup.h"

#include "widgets/keyrecorder.h"
#include "widgets/toggleswitch.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>

namespace myna::ui {

using std::chrono::milliseconds;
using viewmodels::ShortcutViewModel;

namespace {
constexpr int stepMs = 25;
}

ShortcutGroup::ShortcutGroup(const Theme& theme, ShortcutViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_group(new SettingGroup(theme, QStringLiteral("key"), this))
    , m_on(new ToggleSwitch(theme))
    , m_key(new KeyRecorder)
    , m_delayBox(new QWidget)
    , m_delay(new QSlider(Qt::Horizontal, m_delayBox))
    , m_delayText(new QLabel(m_delayBox))
    , m_onRow(new SettingRow(m_on))
    , m_keyRow(new SettingRow(m_key))
    , m_delayRow(new SettingRow(m_delayBox))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_group);
    for (SettingRow* row : { m_onRow, m_keyRow, m_delayRow })
        m_group->addRow(row);
    m_key->setMinimumWidth(controlWidth / 2);
    auto* delay = new QHBoxLayout(m_delayBox);
    delay->setContentsMargins(0, 0, 0, 0);
    delay->addWidget(m_delay, 1);
    delay->addWidget(m_delayText);
    m_delayBox->setFixedWidth(controlWidth);
    m_delay->setRange(0, 500 / stepMs);
    m_delay->setMinimumHeight(hitTarget);
    m_delayText->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_delayText->setMinimumWidth(64);
    styleText(m_delayText, TextKind::Body);
    connect(m_on, &ToggleSwitch::toggled, &model, &ShortcutViewModel::setOn);
    connect(m_key, &KeyRecorder::recorded, this, &ShortcutGroup::saveKey);
    connect(m_delay, &QSlider::valueChanged, this, [this](int step) { m_model.setReleaseDelay(milliseconds(step * stepMs)); });
    connect(&model, &ShortcutViewModel::changed, this, &ShortcutGroup::showChoices);
    retranslate();
}

void ShortcutGroup::retranslate()
{
    m_group->setTitle(tr("Talking by key"));
    m_keyRow->setTexts(tr("Key"), tr("Click, then press the keys you want."));
    m_delayRow->setTexts(tr("After letting go"), tr("Keeps the microphone open for the last word."));
    m_delay->setAccessibleName(tr("After letting go"));
    showChoices();
}

void ShortcutGroup::showChoices()
{
    const QSignalBlocker quiet1(m_on);
    const QSignalBlocker quiet2(m_delay);
    m_on->setChecked(m_model.isOn());
    const bool problem = m_model.isProblem();
    const QString fact = problem ? QString() : m_model.fact();
    m_onRow->setTexts(tr("In every program"),
        fact.isEmpty() ? tr("A key that talks to Myna while you work elsewhere. In this window it is Space.") : fact);
    m_onRow->setProblem(problem ? m_model.fact() : QString());
    m_key->setKey(m_model.key());
    m_key->setAccessibleName(tr("Key: %1").arg(m_model.keyText()));
    m_keyRow->setProblem({});
    const auto delay = int(m_model.releaseDelay().count());
    m_delay->setValue(delay / stepMs);
    m_delayText->setText(tr("%1 ms", "milliseconds").arg(QLocale().toString(delay)));
}

void ShortcutGroup::saveKey(const QKeySequence& key)
{
    const auto saved = m_model.setKey(key);
    m_keyRow->setProblem(saved ? QString() : saved.error().text);
}

void ShortcutGroup::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_shortcutgroup.cpp"
