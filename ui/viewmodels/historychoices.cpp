// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/historychoices.h"

#include "settings/options.h"

namespace myna::viewmodels {

HistoryChoices::HistoryChoices(settings::SettingsStore& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
}

const QVector<int>& HistoryChoices::periods()
{
    static const QVector<int> days { 7, 30, 90, 365, 0 };
    return days;
}

QString HistoryChoices::periodText(int days)
{
    if (days <= 0)
        return tr("Until you delete it");
    return days == 365 ? tr("One year") : tr("%n day(s)", nullptr, days);
}

bool HistoryChoices::isOn() const
{
    return m_store.get(settings::historyOn);
}

int HistoryChoices::keptDays() const
{
    return qMax(0, m_store.get(settings::historyDays));
}

bool HistoryChoices::isShorter(int days) const
{
    return days > 0 && (keptDays() == 0 || days < keptDays());
}

void HistoryChoices::setOn(bool on)
{
    if (on == isOn())
        return;
    m_store.set(settings::historyOn, on);
    emit onChanged(on);
}

void HistoryChoices::setKeptDays(int days)
{
    if (days < 0 || days == keptDays())
        return;
    m_store.set(settings::historyDays, days);
    emit keptDaysChanged(days);
}

}

#include "moc_historychoices.cpp"
