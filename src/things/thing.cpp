// SPDX-License-Identifier: GPL-3.0-or-later
#include "things/thing.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::things {
namespace {

// Longest text a property takes, in characters: these are names and choices, not documents.
constexpr qsizetype maxTextLength = 1024;

Error invalid(const QString& text)
{
    return { Error::Code::Invalid, text };
}

Result<QVariant> judgedInteger(const PropertySpec& property, const QVariant& value)
{
    const int type = value.typeId();
    const bool isNumber = type == QMetaType::Int || type == QMetaType::LongLong || type == QMetaType::Double;
    const double number = value.toDouble();
    if (!isNumber || std::floor(number) != number)
        return invalid(QCoreApplication::translate("myna", "%1 must be a whole number.").arg(property.name));
    if (number < property.minimum || number > property.maximum) {
        return invalid(QCoreApplication::translate("myna", "%1 must be between %2 and %3.")
                           .arg(property.name)
                           .arg(property.minimum)
                           .arg(property.maximum));
    }
    return QVariant(int(number));
}

Result<QVariant> judged(const PropertySpec& property, const QVariant& value)
{
    switch (property.type) {
    case PropertyType::Boolean:
        if (value.typeId() != QMetaType::Bool)
            return invalid(QCoreApplication::translate("myna", "%1 must be on or off.").arg(property.name));
        return value;
    case PropertyType::Integer:
        return judgedInteger(property, value);
    case PropertyType::Text:
        if (value.typeId() != QMetaType::QString || value.toString().size() > maxTextLength)
            return invalid(QCoreApplication::translate("myna", "%1 must be a short text.").arg(property.name));
        return value;
    }
    return invalid(property.name);
}

QVariant initialValue(const PropertySpec& property)
{
    switch (property.type) {
    case PropertyType::Boolean:
        return false;
    case PropertyType::Integer:
        return property.minimum;
    case PropertyType::Text:
        return QString();
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

QVariant Thing::value(const QString& property) const
{
    return m_values.value(property);
}

Result<> Thing::setValue(const QString& property, const QVariant& value)
{
    const auto found = std::ranges::find(m_spec.properties, property, &PropertySpec::name);
    if (found == m_spec.properties.cend())
        return Error { Error::Code::NotFound, QCoreApplication::translate("myna", "%1 has no property %2.").arg(m_spec.name, property) };
    if (!found->writable)
        return Error { Error::Code::Refused, QCoreApplication::translate("myna", "%1 can be read but not changed.").arg(property) };
    const Result<QVariant> accepted = judged(*found, value);
    if (!accepted)
        return accepted.error();
    if (Result<> applied = apply(property, accepted.value()); !applied)
        return applied;
    report(property, accepted.value());
    return {};
}

void Thing::report(const QString& property, const QVariant& value)
{
    const auto known = m_values.find(property);
    if (known == m_values.end() || *known == value)
        return;
    *known = value;
    emit valueChanged(property, value);
}

}
