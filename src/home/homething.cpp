// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/homething.h"

#include "home/homelimits.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::home {

namespace {

// What a thing says of itself, as the property holds it. Invalid: it does not fit.
QVariant fitted(const things::PropertySpec& property, const QVariant& told)
{
    bool isNumber = false;
    const double number = told.toDouble(&isNumber);
    switch (property.type) {
    case things::PropertyType::Boolean:
        return told.typeId() == QMetaType::Bool ? told : QVariant();
    case things::PropertyType::Integer:
        return isNumber && std::abs(number) < 1e9 ? QVariant(int(std::lround(number))) : QVariant();
    case things::PropertyType::Number:
        return isNumber && std::isfinite(number) ? QVariant(number) : QVariant();
    case things::PropertyType::Text:
        return told.toString().left(maxTextLength);
    case things::PropertyType::Choice:
        return property.choices.contains(told.toString()) ? QVariant(told.toString()) : QVariant();
    case things::PropertyType::Colour:
        return told.toString();
    case things::PropertyType::Action:
        return {};
    }
    return {};
}

bool isWhatWasWanted(const QVariant& wanted, const QVariant& told)
{
    if (wanted.typeId() == QMetaType::Int)
        return std::abs(told.toInt() - wanted.toInt()) <= 1; // brightness in steps of 1/255, told in percent
    if (wanted.typeId() == QMetaType::Double)
        return std::abs(told.toDouble() - wanted.toDouble()) < 0.06; // told with one decimal
    return wanted == told;
}

}

HomeThing::HomeThing(things::ThingSpec spec, Send send, std::chrono::milliseconds limit, QObject* parent)
    : Thing(std::move(spec), parent)
    , m_send(std::move(send))
    , m_limit(limit)
{
    for (const things::PropertySpec& property : this->spec().properties)
        report(property.name, QVariant());
}

void HomeThing::tell(const QVariantMap& values)
{
    for (const things::PropertySpec& property : spec().properties) {
        const auto told = values.find(property.name);
        if (told == values.end())
            continue;
        const QVariant value = fitted(property, *told);
        if (!value.isValid())
            continue;
        report(property.name, value);
        const auto order = m_orders.constFind(property.name);
        if (order == m_orders.cend())
            continue;
        if (order->confirmation == Confirmation::Told || isWhatWasWanted(order->wanted, value))
            end(property.name, {});
    }
}

void HomeThing::tellReachable(bool reachable)
{
    reportReachable(reachable);
    if (reachable)
        return;
    const QStringList waiting = m_orders.keys();
    for (const QString& property : waiting)
        refuse(property, { Error::Code::Unavailable, QCoreApplication::translate("myna", "%1 cannot be reached now.").arg(spec().title) });
}

void HomeThing::refuse(const QString& property, const Error& error)
{
    end(property, error);
}

void HomeThing::apply(const QString& property, const QVariant& value, const things::Changed& done)
{
    end(property,
        Error {
            Error::Code::Cancelled, QCoreApplication::translate("myna", "Something else was wanted of %1 meanwhile.").arg(spec().title) });
    const quint64 number = ++m_numbers;
    // Before it is sent: the answer may come from inside the call.
    m_orders.insert(property, { .number = number, .wanted = value, .confirmation = Confirmation::Value, .done = done });
    const Result<Confirmation> sent = m_send(property, value);
    if (!sent)
        return end(property, sent.error());
    if (*sent == Confirmation::AtOnce)
        return end(property, {});
    const auto order = m_orders.find(property);
    if (order == m_orders.end() || order->number != number)
        return;
    order->confirmation = *sent;
    QTimer::singleShot(m_limit, this, [this, property, number] {
        if (const auto waiting = m_orders.constFind(property); waiting != m_orders.cend() && waiting->number == number)
            end(property,
                Error { Error::Code::Timeout,
                    QCoreApplication::translate("myna", "%1 did not confirm the change. It may be switched off or out of reach.")
                        .arg(spec().title) });
    });
}

void HomeThing::end(const QString& property, const Result<>& result)
{
    if (const auto order = m_orders.find(property); order != m_orders.end()) {
        const things::Changed done = m_orders.take(property).done;
        done(result);
    }
}

}

#include "moc_homething.cpp"
