// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/wakewordgroup.h"

#include "settings/phraseeditor.h"
#include "settings/scorebar.h"
#include "widgets/buttons.h"
#include "widgets/pilllabel.h"
#include "widgets/toggleswitch.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

namespace myna::ui {

using viewmodels::WakeWordViewModel;

namespace {
}

WakeWordGroup::WakeWordGroup(const Theme& theme, WakeWordViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_group(new SettingGroup(theme, QStringLiteral("bell"), this))
    , m_on(new ToggleSwitch(theme))
    , m_phrases(new PhraseEditor(theme, model))
    , m_sensitivityBox(new QWidget)
    , m_sensitivity(new QSlider(Qt::Horizontal, m_sensitivityBox))
    , m_amount(new QLabel(m_sensitivityBox))
    , m_interrupts(new ToggleSwitch(theme))
    , m_tester(new QWidget)
    , m_test(new QPushButton(m_tester))
    , m_score(new ScoreBar(theme, m_tester))
    , m_lamp(new PillLabel(theme, m_tester))
    , m_onRow(new SettingRow(m_on))
    , m_phrasesRow(new SettingRow(m_phrases))
    , m_sensitivityRow(new SettingRow(m_sensitivityBox))
    , m_interruptsRow(new SettingRow(m_interrupts))
    , m_testRow(new SettingRow(m_tester))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_group);
    for (SettingRow* row : { m_onRow, m_phrasesRow, m_sensitivityRow, m_testRow, m_interruptsRow })
        m_group->addRow(row);
    m_phrases->setFixedWidth(controlWidth);
    auto* amount = new QHBoxLayout(m_sensitivityBox);
    amount->setContentsMargins(0, 0, 0, 0);
    amount->addWidget(m_sensitivity, 1);
    amount->addWidget(m_amount);
    m_sensitivityBox->setFixedWidth(controlWidth);
    m_sensitivity->setRange(0, 100);
    m_sensitivity->setMinimumHeight(hitTarget);
    m_amount->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_amount->setMinimumWidth(52);
    styleText(m_amount, TextKind::Body);
    layOutTester();
    connect(m_on, &ToggleSwitch::toggled, &model, &WakeWordViewModel::setOn);
    connect(m_interrupts, &ToggleSwitch::toggled, &model, &WakeWordViewModel::setInterrupts);
    connect(m_sensitivity, &QSlider::valueChanged, &model, &WakeWordViewModel::setSensitivity);
    connect(m_test, &QPushButton::clicked, this, [this] { m_model.setTesting(!m_model.isTesting()); });
    connect(&model, &WakeWordViewModel::changed, this, &WakeWordGroup::showChoices);
    connect(&model, &WakeWordViewModel::testChanged, this, &WakeWordGroup::showTest);
    connect(&model, &WakeWordViewModel::problemChanged, this, &WakeWordGroup::showChoices);
    retranslate();
}

void WakeWordGroup::layOutTester()
{
    auto* column = new QVBoxLayout(m_tester);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    auto* top = new QHBoxLayout;
    top->addWidget(m_test);
    top->addStretch();
    top->addWidget(m_lamp);
    column->addLayout(top);
    column->addWidget(m_score);
    m_tester->setFixedWidth(controlWidth);
    styleButton(m_test, ButtonKind::Secondary);
}

void WakeWordGroup::retranslate()
{
    m_group->setTitle(tr("Wake word"));
    m_onRow->setTexts(tr("Listen for a phrase"),
        tr("Say it, and Myna listens without a click. Until then the sound stays on this computer: nothing is sent or kept."));
    m_phrasesRow->setTexts(tr("Phrases"), tr("Up to five. English words with three syllables or more: wake phrases are English for now."));
    m_sensitivityRow->setTexts(tr("Sensitivity"), tr("Higher hears you more often, and more often by mistake."));
    m_sensitivity->setAccessibleName(tr("Sensitivity"));
    m_testRow->setTexts(tr("Try it"), tr("Say a phrase. The bar shows how clearly it was heard; it has to reach the mark."));
    m_score->setAccessibleName(tr("How clearly the phrase was heard"));
    m_interruptsRow->setTexts(tr("Interrupt answers"), tr("The phrase also works while Myna speaks, and stops the answer."));
    m_phrases->retranslate();
    showChoices();
    showTest();
}

void WakeWordGroup::showChoices()
{
    const QSignalBlocker quietOn(m_on);
    const QSignalBlocker quietInterrupts(m_interrupts);
    const QSignalBlocker quietSensitivity(m_sensitivity);
    m_on->setChecked(m_model.isOn());
    m_onRow->setProblem(m_model.problem());
    m_interrupts->setChecked(m_model.interrupts());
    m_sensitivity->setValue(m_model.sensitivity());
    m_amount->setText(QLocale().toString(m_model.sensitivity()));
    m_score->setScore(m_model.score(), m_model.neededScore());
}

void WakeWordGroup::showTest()
{
    m_test->setText(m_model.isTesting() ? tr("Stop") : tr("Start listening"));
    m_test->setAccessibleName(m_model.isTesting() ? tr("Stop the test") : tr("Start the test"));
    m_score->setScore(m_model.score(), m_model.neededScore());
    m_lamp->setVisible(m_model.isTesting());
    if (m_model.isLampOn())
        m_lamp->setState(Tone::Good, tr("“%1”").arg(m_model.heardPhrase()));
    else
        m_lamp->setState(Tone::Neutral, m_model.score() > 0 ? tr("Not clear enough") : tr("Listening"));
}

void WakeWordGroup::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void WakeWordGroup::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_model.setTesting(false);
}

}

#include "moc_wakewordgroup.cpp"
