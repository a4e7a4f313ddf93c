// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/stopkeygroup.h"

#include <QEvent>
#include <QVBoxLayout>

namespace myna::ui {

StopKeyGroup::StopKeyGroup(const Theme& theme, viewmodels::ShortcutViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_group(new SettingGroup(theme, QStringLiteral("stop"), this))
    , m_key(new KeyRows(theme, model, m_group))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_group);
    retranslate();
}

void StopKeyGroup::retranslate()
{
    m_group->setTitle(tr("Emergency stop"));
    m_key->retranslate(tr("A key that stops all tools while you work elsewhere. In this window it is Ctrl+Shift+Esc."));
}

void StopKeyGroup::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_stopkeygroup.cpp"
