// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/thing.h"

#include <QHash>
#include <QVariantMap>

#include <chrono>

namespace myna::home {

// What counts as the answer to an order.
enum class Confirmation {
    Value, // the thing tells the wanted value
    Told, // the thing tells anything of this property: a blind that begins to move, a lamp that chooses the nearest colour
    AtOnce, // it does not tell
};

inline constexpr std::chrono::milliseconds confirmationLimit { 5000 };

// A thing of the home, wherever it was announced. A change is done when the thing itself says so; until it was told for the first time, a
// value is invalid.
class HomeThing final : public things::Thing
{
    Q_OBJECT

public:
    // Sends the order; what it says is how the order will be confirmed.
    using Send = std::function<Result<Confirmation>(const QString& property, const QVariant& value)>;

    HomeThing(things::ThingSpec spec, Send send, std::chrono::milliseconds limit = confirmationLimit, QObject* parent = nullptr);

    void tell(const QVariantMap& values); // facts, judged here: what does not fit the property is dropped
    void tellReachable(bool reachable);
    void refuse(const QString& property, const Error& error); // the order under way was turned down

protected:
    void apply(const QString& property, const QVariant& value, const things::Changed& done) override;

private:
    struct Order
    {
        quint64 number = 0;
        QVariant wanted;
        Confirmation confirmation = Confirmation::Value;
        things::Changed done;
    };
    void end(const QString& property, const Result<>& result);

    Send m_send;
    std::chrono::milliseconds m_limit;
    QHash<QString, Order> m_orders; // under way, at most one for each property
    quint64 m_numbers = 0;
};

}
