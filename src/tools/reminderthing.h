// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/thing.h"
#include "tools/ringing.h"

namespace myna::tools {

// What comes next, and buttons that cancel it and that end the ringing, while there is something to end. Unreachable while nothing can be
// kept.
class ReminderThing final : public things::Thing
{
    Q_OBJECT

public:
    // Both outlive it.
    ReminderThing(Reminders& reminders, Ringing& ringing, QObject* parent = nullptr);

    void retranslate() { show(); }

protected:
    void apply(const QString& property, const QVariant& value, const things::Changed& done) override;

private:
    void show();

    Reminders& m_reminders;
    Ringing& m_ringing;
};

}
