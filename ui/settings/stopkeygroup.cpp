// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/stopkeygroup.h"

#include "widgets/keyrecorder.h"
#include "widgets/toggleswitch.h"

#include <QEvent>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace myna::ui {

using viewmodels::ShortcutViewModel;

StopKeyGroup::StopKeyGroup(const Theme& theme, ShortcutViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_group(new SettingGroup(theme, QStringLiteral("stop"), this))
    , m_on(new ToggleSwitch(theme))
    , m_key(new KeyRecorder)
    , m_onRow(new SettingRow(m_on))
    , m_keyRow(new SettingRow(m_key))
{
    constexpr int keyWidth = 150;
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_group);
    m_group->addRow(m_onRow);
    m_group->addRow(m_keyRow);
    m_key->setMinimumWidth(keyWidth);
    connect(m_on, &ToggleSwitch::toggled, &model, &ShortcutViewModel::setOn);
    connect(m_key, &KeyRecorder::recorded, this, &StopKeyGroup::saveKey);
    connect(&model, &ShortcutViewModel::changed, this, &StopKeyGroup::showChoices);
    retranslate();
}

void StopKeyGroup::retranslate()
{
    m_group->setTitle(tr("Emergency stop"));
    m_keyRow->setTexts(tr("Key"), tr("Click, then press the keys you want."));
    showChoices();
}

void StopKeyGroup::showChoices()
{
    const QSignalBlocker quiet(m_on);
    m_on->setChecked(m_model.isOn());
    const bool problem = m_model.isProblem();
    const QString fact = problem ? QString() : m_model.fact();
    m_onRow->setTexts(tr("In every program"),
        fact.isEmpty() ? tr("A key that stops all tools while you work elsewhere. In this window it is Ctrl+Shift+Esc.") : fact);
    m_onRow->setProblem(problem ? m_model.fact() : QString());
    m_key->setKey(m_model.key());
    m_key->setAccessibleName(tr("Key: %1").arg(m_model.keyText()));
    m_keyRow->setProblem({});
}

void StopKeyGroup::saveKey(const QKeySequence& key)
{
    const auto saved = m_model.setKey(key);
    m_keyRow->setProblem(saved ? QString() : saved.error().text);
}

void StopKeyGroup::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_stopkeygroup.cpp"
