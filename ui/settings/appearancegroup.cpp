// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/appearancegroup.h"

#include "settings/choicebox.h"
#include "widgets/segmentedcontrol.h"

#include <QEvent>
#include <QVBoxLayout>

namespace myna::ui {

using viewmodels::SettingsViewModel;

AppearanceGroup::AppearanceGroup(const Theme& theme, SettingsViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_group(new SettingGroup(theme, QStringLiteral("appearance"), this))
    , m_language(choiceBox(300))
    , m_theme(new SegmentedControl)
    , m_languageRow(new SettingRow(m_language))
    , m_themeRow(new SettingRow(m_theme))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_group);
    m_group->addRow(m_languageRow);
    m_group->addRow(m_themeRow);
    for (const Theme::Mode mode : { Theme::Mode::System, Theme::Mode::Light, Theme::Mode::Dark })
        m_theme->addSegment(int(mode), QString());
    connect(m_language, &QComboBox::activated, this, [this](int index) { m_model.setLanguage(m_language->itemData(index).toString()); });
    connect(m_theme, &SegmentedControl::chosen, this, [this](int mode) { m_model.setTheme(Theme::modeName(Theme::Mode(mode))); });
    connect(&model, &SettingsViewModel::languageChanged, this, &AppearanceGroup::showChoices);
    connect(&model, &SettingsViewModel::themeChanged, this, &AppearanceGroup::showChoices);
    retranslate();
}

void AppearanceGroup::retranslate()
{
    m_group->setTitle(tr("Appearance"));
    m_languageRow->setTexts(tr("Language"), tr("Of the window. The assistant speaks the language you speak to it, if its server can."));
    setChoice(m_language, QString(), tr("Like the system"));
    // A language is written in itself, so that whoever needs it can find it.
    setChoice(m_language, QStringLiteral("en"), QStringLiteral("English"));
    setChoice(m_language, QStringLiteral("zh_CN"), QString::fromUtf8("\xE4\xB8\xAD\xE6\x96\x87"));
    m_themeRow->setTexts(tr("Theme"), tr("Light or dark colours."));
    m_theme->setSegmentText(int(Theme::Mode::System), tr("System"), tr("Follows the system's setting."));
    m_theme->setSegmentText(int(Theme::Mode::Light), tr("Light"));
    m_theme->setSegmentText(int(Theme::Mode::Dark), tr("Dark"));
    showChoices();
}

void AppearanceGroup::showChoices()
{
    m_language->setCurrentIndex(qMax(0, m_language->findData(m_model.language())));
    m_theme->setCurrent(int(Theme::modeFromName(m_model.theme())));
}

void AppearanceGroup::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_appearancegroup.cpp"
