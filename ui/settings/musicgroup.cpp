// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/musicgroup.h"

#include "widgets/buttons.h"

#include <QEvent>
#include <QFileDialog>
#include <QPushButton>
#include <QVBoxLayout>

namespace myna::ui {

MusicGroup::MusicGroup(const Theme& theme, viewmodels::MusicChoices& choices, QWidget* parent)
    : QWidget(parent)
    , m_choices(choices)
    , m_group(new SettingGroup(theme, QStringLiteral("speaker"), this))
    , m_choose(new QPushButton)
    , m_row(new SettingRow(m_choose))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_group);
    m_group->addRow(m_row);
    styleButton(m_choose, ButtonKind::Secondary);
    connect(m_choose, &QPushButton::clicked, this, &MusicGroup::choose);
    connect(&choices, &viewmodels::MusicChoices::changed, this, &MusicGroup::retranslate);
    retranslate();
}

void MusicGroup::choose()
{
    auto* dialog = new QFileDialog(this, tr("Folder with music"), m_choices.folder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) { m_choices.setFolder(folder); });
    dialog->open();
}

void MusicGroup::retranslate()
{
    m_group->setTitle(tr("Music"));
    m_choose->setText(tr("Choose…"));
    m_row->setTexts(tr("Folder with music"), m_choices.foundText());
}

void MusicGroup::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_musicgroup.cpp"
