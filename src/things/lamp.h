// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/thing.h"

namespace myna::things {

// The lamp on the screen: a state that the window shows.
class Lamp final : public Thing
{
    Q_OBJECT

public:
    explicit Lamp(QObject* parent = nullptr);

    [[nodiscard]] bool isOn() const;
    [[nodiscard]] int brightness() const; // percent, kept while the lamp is off

protected:
    void apply(const QString& property, const QVariant& value, const Changed& done) override;
};

}
