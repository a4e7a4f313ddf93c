// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/historygroup.h"

#include "settings/choicebox.h"
#include "widgets/dialogs.h"
#include "widgets/toggleswitch.h"

#include <QEvent>
#include <QMessageBox>
#include <QPointer>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace myna::ui {

using viewmodels::HistoryChoices;

namespace {
}

HistoryGroup::HistoryGroup(const Theme& theme, HistoryChoices& choices, viewmodels::HistoryViewModel& history, QWidget* parent)
    : QWidget(parent)
    , m_choices(choices)
    , m_history(history)
    , m_group(new SettingGroup(theme, QStringLiteral("history"), this))
    , m_on(new ToggleSwitch(theme))
    , m_period(choiceBox(controlWidth))
    , m_onRow(new SettingRow(m_on))
    , m_periodRow(new SettingRow(m_period))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_group);
    m_group->addRow(m_onRow);
    m_group->addRow(m_periodRow);
    connect(m_on, &ToggleSwitch::toggled, &choices, &HistoryChoices::setOn);
    connect(m_period, &QComboBox::activated, this, [this](int index) { choosePeriod(m_period->itemData(index).toInt()); });
    connect(&choices, &HistoryChoices::onChanged, this, &HistoryGroup::showChoices);
    connect(&choices, &HistoryChoices::keptDaysChanged, this, &HistoryGroup::showChoices);
    retranslate();
}

void HistoryGroup::choosePeriod(int days)
{
    if (!m_choices.isShorter(days)) {
        m_choices.setKeptDays(days);
        return;
    }
    m_history.countOlderThan(days, [group = QPointer<HistoryGroup>(this), days](int conversations) {
        if (!group)
            return;
        if (conversations == 0)
            group->m_choices.setKeptDays(days);
        else
            group->ask(days, conversations);
    });
}

void HistoryGroup::ask(int days, int conversations)
{
    const QString words = conversations > 0 ? tr("This deletes %n older conversation(s) now.", nullptr, conversations)
                                            : tr("This deletes the older conversations now.");
    QMessageBox* question = hardQuestion(this,
        { .title = tr("Keep the history for a shorter time"),
            .text = words,
            .consequence = tr("Starred ones stay. This cannot be taken back."),
            .yes = tr("Delete them"),
            .no = tr("Leave it as it is") });
    connect(question, &QMessageBox::accepted, this, [this, days] { m_choices.setKeptDays(days); });
    connect(question, &QMessageBox::finished, this, &HistoryGroup::showChoices);
    question->open();
}

void HistoryGroup::retranslate()
{
    m_group->setTitle(tr("History"));
    m_onRow->setTexts(tr("Keep a history of conversations"),
        tr("What was said stays on this computer, in a file only you can read. Off: nothing new is written; what is there stays until you "
           "delete it on the History page."));
    m_periodRow->setTexts(tr("Keep it for"), tr("Older conversations are deleted; starred ones stay."));
    for (const int days : HistoryChoices::periods()) {
        const int at = m_period->findData(days);
        if (at < 0)
            m_period->addItem(HistoryChoices::periodText(days), days);
        else
            m_period->setItemText(at, HistoryChoices::periodText(days));
    }
    showChoices();
}

void HistoryGroup::showChoices()
{
    const QSignalBlocker quiet(m_on);
    m_on->setChecked(m_choices.isOn());
    // Somebody may have written another number into the file.
    if (m_period->findData(m_choices.keptDays()) < 0)
        m_period->addItem(HistoryChoices::periodText(m_choices.keptDays()), m_choices.keptDays());
    m_period->setCurrentIndex(m_period->findData(m_choices.keptDays()));
}

void HistoryGroup::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

}

#include "moc_historygroup.cpp"
