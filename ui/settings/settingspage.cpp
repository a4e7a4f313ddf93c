// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settingspage.h"

#include "settings/appearancegroup.h"
#include "settings/servergroup.h"
#include "settings/soundgroup.h"
#include "settings/voicegroup.h"
#include "widgets/scrollpage.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace myna::ui {

namespace {
constexpr int columnWidth = 760; // longer lines are hard to read
}

SettingsPage::SettingsPage(const Theme& theme, viewmodels::SettingsViewModel& model, QWidget* parent)
    : QWidget(parent)
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = m_scroll = new QScrollArea(this);
    outer->addWidget(scroll);
    auto* content = new QWidget(scroll);
    auto* centring = new QHBoxLayout(content);
    centring->setContentsMargins(space::xl, space::xl, space::xl, space::xl);
    auto* column = new QWidget(content);
    column->setMaximumWidth(columnWidth);
    auto* groups = m_groups = new QVBoxLayout(column);
    groups->setContentsMargins(0, 0, 0, 0);
    groups->setSpacing(space::xl);
    auto* sound = new SoundGroup(theme, model, column);
    connect(sound, &SoundGroup::checkWanted, this, &SettingsPage::openAudioWizard);
    groups->addWidget(sound);
    groups->addWidget(new VoiceGroup(theme, model, column));
    groups->addWidget(new AppearanceGroup(theme, model, column));
    groups->addWidget(new ServerGroup(theme, model, column));
    groups->addStretch();
    centring->addWidget(column);
    setScrollPage(scroll, content);
}

void SettingsPage::insertGroup(int position, QWidget* group)
{
    m_groups->insertWidget(position, group);
}

void SettingsPage::reveal(QWidget* group)
{
    // Its place is known when the page has been laid out.
    QMetaObject::invokeMethod(
        group,
        [this, group] {
            m_scroll->verticalScrollBar()->setValue(group->mapTo(m_scroll->widget(), QPoint()).y() - space::l);
            group->setFocus(Qt::OtherFocusReason);
        },
        Qt::QueuedConnection);
}

}

#include "moc_settingspage.cpp"
