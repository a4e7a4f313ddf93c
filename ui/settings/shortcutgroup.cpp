// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/shortcutgroup.h"

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
    , m_key(new KeyRows(theme, model, m_group))
    , m_delayBox(new QWidget)
    , m_delay(new QSlider(Qt::Horizontal, m_delayBox))
    , m_delayText(new QLabel(m_delayBox))
    , m_delayRow(new SettingRow(m_delayBox))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_group);
    m_group->addRow(m_delayRow);
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
    connect(m_delay, &QSlider::valueChanged, this, [this](int step) { m_model.setReleaseDelay(milliseconds(step * stepMs)); });
    connect(&model, &ShortcutViewModel::changed, this, &ShortcutGroup::showDelay);
    retranslate();
}

void ShortcutGroup::retranslate()
{
    m_group->setTitle(tr("Talking by key"));
    m_key->retranslate(tr("A key that talks to Myna while you work elsewhere. In this window it is Space."));
    m_delayRow->setTexts(tr("After letting go"), tr("Keeps the microphone open for the last word."));
    m_delay->setAccessibleName(tr("After letting go"));
    showDelay();
}

void ShortcutGroup::showDelay()
{
    const QSignalBlocker quiet(m_delay);
    const auto delay = int(m_model.releaseDelay().count());
    m_delay->setValue(delay / stepMs);
    m_delayText->setText(tr("%1 ms", "milliseconds").arg(QLocale().toString(delay)));
}

void ShortcutGroup::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_shortcutgroup.cpp"
