// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settingsstore.h"

#include <QObject>
#include <QVector>

namespace myna::viewmodels {

// Whether conversations are kept and for how long. A setter writes and emits only when the value changes.
class HistoryChoices final : public QObject
{
    Q_OBJECT

public:
    explicit HistoryChoices(settings::SettingsStore& store, QObject* parent = nullptr);

    static const QVector<int>& periods(); // days to choose from; 0: until they are deleted
    static QString periodText(int days);

    [[nodiscard]] bool isOn() const;
    [[nodiscard]] int keptDays() const;
    [[nodiscard]] bool isShorter(int days) const; // than now: something may be deleted

    void setOn(bool on);
    void setKeptDays(int days);

signals:
    void onChanged(bool on);
    void keptDaysChanged(int days);

private:
    settings::SettingsStore& m_store;
};

}
