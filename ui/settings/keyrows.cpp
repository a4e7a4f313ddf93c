// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/keyrows.h"

#include "widgets/keyrecorder.h"
#include "widgets/toggleswitch.h"

#include <QSignalBlocker>

namespace myna::ui {

using viewmodels::ShortcutViewModel;

KeyRows::KeyRows(const Theme& theme, ShortcutViewModel& model, SettingGroup* group)
    : QObject(group)
    , m_model(model)
    , m_on(new ToggleSwitch(theme))
    , m_key(new KeyRecorder)
    , m_onRow(new SettingRow(m_on))
    , m_keyRow(new SettingRow(m_key))
{
    group->addRow(m_onRow);
    group->addRow(m_keyRow);
    m_key->setMinimumWidth(controlWidth / 2);
    connect(m_on, &ToggleSwitch::toggled, &model, &ShortcutViewModel::setOn);
    connect(m_key, &KeyRecorder::recorded, this, &KeyRows::saveKey);
    connect(&model, &ShortcutViewModel::changed, this, &KeyRows::showChoices);
}

void KeyRows::retranslate(const QString& purpose)
{
    m_purpose = purpose;
    m_keyRow->setTexts(tr("Key"), tr("Click, then press the keys you want."));
    showChoices();
}

void KeyRows::showChoices()
{
    const QSignalBlocker quiet(m_on);
    m_on->setChecked(m_model.isOn());
    const bool problem = m_model.isProblem();
    const QString fact = problem ? QString() : m_model.fact();
    m_onRow->setTexts(tr("In every program"), fact.isEmpty() ? m_purpose : fact);
    m_onRow->setProblem(problem ? m_model.fact() : QString());
    m_key->setKey(m_model.key());
    m_key->setAccessibleName(tr("Key: %1").arg(m_model.keyText()));
    m_keyRow->setProblem({});
}

void KeyRows::saveKey(const QKeySequence& key)
{
    const auto saved = m_model.setKey(key);
    m_keyRow->setProblem(saved ? QString() : saved.error().text);
}

}

#include "moc_keyrows.cpp"
