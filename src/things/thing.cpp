// SPDX-License-Identifier: GPL-3.0-or-later
#include "things/thing.h"

#include <QCoreApplication>
#include <QPointer>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::things {
namespace {

// Longest text a property takes, in characters: these are names and choices, not documents.
constexpr qsizetype maxTextLength = 1024;

Result<QVariant> judgedNumber(const PropertySpec& property, const QVariant& value)
{
    const bool whole = property.type == PropertyType::Integer;
    const int type = value.typeId();
    const bool isNumber = type == QMetaType::Int || type == QMetaType::LongLong || type == QMetaType::Double;
    const double number = value.toDouble();
    if (whole && (!isNumber || std::floor(number) != number))
        return invalid(QCoreApplication::translate("myna", "%1 must be a whole number.").arg(property.name));
    if (!isNumber || !std::isfinite(number))
        return invalid(QCoreApplication::translate("myna", "%1 must be a number.").arg(property.name));
    if (number < property.minimum || number > property.maximum) {
        return invalid(QCoreApplication::translate("myna", "%1 must be between %2 and %3.")
                           .arg(property.name)
                           .arg(property.minimum)
                           .arg(property.maximum));
    }
    return whole ? QVariant(int(number)) : QVariant(number);
}

Result<QVariant> judged(const PropertySpec& property, const QVariant& value)
{
    switch (property.type) {
    case PropertyType::Boolean:
        if (value.typeId() != QMetaType::Bool)
            return invalid(QCoreApplication::translate("myna", "%1 must be on or off.").arg(property.name));
        return value;
    case PropertyType::Integer:
    case PropertyType::Number:
        return judgedNumber(property, value);
    case PropertyType::Text:
        if (value.typeId() != QMetaType::QString || value.toString().size() > maxTextLength)
            return invalid(QCoreApplication::translate("myna", "%1 must be a short text.").arg(property.name));
        return value;
    case PropertyType::Choice:
        if (!property.choices.contains(value.toString()))
            return invalid(
                QCoreApplication::translate("myna", "%1 must be one of: %2.").arg(property.name, property.choices.join(u", "_s)));
        return value;
    case PropertyType::Colour: {
        static const QRegularExpression sixDigits(QRegularExpression::anchoredPattern(u"#[0-9a-fA-F]{6}"_s));
        if (!sixDigits.match(value.toString()).hasMatch())
            return invalid(QCoreApplication::translate("myna", "%1 must be a colour such as #ffa500.").arg(property.name));
        return QVariant(value.toString().toLower());
    }
    case PropertyType::Action:
        return QVariant();
    }
    return invalid(property.name);
}

QVariant initialValue(const PropertySpec& property)
{
    switch (property.type) {
    case PropertyType::Boolean:
        return false;
    case PropertyType::Integer:
        return int(property.minimum);
    case PropertyType::Number:
        return property.minimum;
    case PropertyType::Text:
        return QString();
    case PropertyType::Choice:
        return property.choices.value(0);
    case PropertyType::Colour:
        return u"#ffffff"_s;
    case PropertyType::Action:
        return {};
    }
    return {};
}

}

Thing::Thing(ThingSpec spec, QObject* parent)
    : QObject(parent)
    , m_spec(std::move(spec))
{
    for (const PropertySpec& property : std::as_const(m_spec.properties))
        m_values.insert(property.name, initialValue(property));
}

Thing::~Thing()
{
    m_unreachableSince = QDateTime::currentDateTimeUtc(); // what is ordered from now on fails, too
    const Error gone { Error::Code::NotFound, QCoreApplication::translate("myna", "It is no longer there.") };
    for (const auto& [order, done] : std::exchange(m_orders, {}))
        done(gone);
}

void Thing::answer(quint64 order, const Result<>& result)
{
    if (auto waiting = m_orders.extract(order); !waiting.empty())
        waiting.mapped()(result);
}

QVariant Thing::value(const QString& property) const
{
    return m_values.value(property);
}

void Thing::change(const QString& property, const QVariant& value, const Changed& done)
{
    const auto end = [&done](const Result<>& result) {
        if (done)
            done(result);
    };
    const auto found = std::ranges::find(m_spec.properties, property, &PropertySpec::name);
    if (found == m_spec.properties.cend())
        return end(
            Error { Error::Code::NotFound, QCoreApplication::translate("myna", "%1 has no property %2.").arg(m_spec.name, property) });
    if (!found->writable)
        return end(Error { Error::Code::Refused, QCoreApplication::translate("myna", "%1 can be read but not changed.").arg(property) });
    const Result<QVariant> accepted = judged(*found, value);
    if (!accepted)
        return end(accepted.error());
    if (!isReachable())
        return end(Error { Error::Code::Unavailable, QCoreApplication::translate("myna", "%1 cannot be reached now.").arg(m_spec.name) });
    const quint64 order = ++m_lastOrder;
    if (done)
        m_orders.emplace(order, done);
    apply(property, accepted.value(), [self = QPointer<Thing>(this), order, property, wanted = accepted.value()](const Result<>& applied) {
        if (self && applied && wanted.isValid())
            self->report(property, wanted);
        if (self) // who heard of it may have taken it away
            self->answer(order, applied);
    });
}

void Thing::report(const QString& property, const QVariant& value)
{
    const auto known = m_values.find(property);
    if (known == m_values.end() || *known == value)
        return;
    *known = value;
    emit valueChanged(property, value);
}

void Thing::reportReachable(bool reachable, const QDateTime& since)
{
    if (reachable == isReachable())
        return;
    m_unreachableSince = reachable ? QDateTime() : since;
    emit reachableChanged(reachable);
}

}

#include "moc_thing.cpp"
