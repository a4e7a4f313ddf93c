// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/thing.h"

#include <QPointer>

namespace myna::things {

// The lamp that is meant by "the lamp": a state that the window shows, and the light at home that it stands for, where there is one.
class Lamp final : public Thing
{
    Q_OBJECT

public:
    explicit Lamp(QObject* parent = nullptr);

    [[nodiscard]] bool isOn() const;
    [[nodiscard]] int brightness() const; // percent, kept while the lamp is off
    // Whatever is done to this lamp is done to that light from now on, and it shows what the light shows. Null, or once the light is gone:
    // only the window again. The light has a property `power`, and perhaps `brightness`.
    void standFor(Thing* light);

protected:
    void apply(const QString& property, const QVariant& value, const Changed& done) override;

private:
    QPointer<Thing> m_light;
};

}
