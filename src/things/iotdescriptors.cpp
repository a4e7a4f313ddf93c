// SPDX-License-Identifier: GPL-3.0-or-later
#include "things/iotdescriptors.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::things {
namespace {

QString methodName(const PropertySpec& property)
{
    if (property.type == PropertyType::Action)
        return property.name.left(1).toUpper() + property.name.mid(1);
    return "Set"_L1 + property.name.left(1).toUpper() + property.name.mid(1);
}

QJsonObject describedType(const PropertySpec& property)
{
    QString type;
    switch (property.type) {
    case PropertyType::Boolean:
        type = u"boolean"_s;
        break;
    case PropertyType::Integer:
    case PropertyType::Number:
        type = u"number"_s;
        break;
    case PropertyType::Text:
    case PropertyType::Choice:
    case PropertyType::Colour:
    case PropertyType::Action:
        type = u"string"_s;
        break;
    }
    return { { u"description"_s, property.description }, { u"type"_s, type } };
}

}

QJsonObject iotDescriptor(const ThingSpec& spec)
{
    QJsonObject properties;
    QJsonObject methods;
    for (const PropertySpec& property : spec.properties) {
        if (property.type == PropertyType::Action) {
            methods.insert(
                methodName(property), QJsonObject { { u"description"_s, property.description }, { u"parameters"_s, QJsonObject() } });
            continue;
        }
        const QJsonObject described = describedType(property);
        properties.insert(property.name, described);
        if (!property.writable)
            continue;
        methods.insert(methodName(property),
            QJsonObject { { u"description"_s, QString("Sets: "_L1 + property.description) },
                { u"parameters"_s, QJsonObject { { property.name, described } } } });
    }
    return { { u"name"_s, spec.name }, { u"description"_s, spec.description }, { u"properties"_s, properties }, { u"methods"_s, methods } };
}

QJsonObject iotState(const Thing& thing)
{
    QJsonObject state;
    for (const PropertySpec& property : thing.spec().properties) {
        const QVariant value = thing.value(property.name);
        if (value.isValid() && property.type != PropertyType::Action)
            state.insert(property.name,
                property.type == PropertyType::Number ? QJsonValue(qRound64(value.toDouble())) : QJsonValue::fromVariant(value));
    }
    return { { u"name"_s, thing.spec().name }, { u"state"_s, state } };
}

const PropertySpec* iotProperty(const ThingSpec& spec, QStringView method)
{
    const auto found = std::ranges::find_if(spec.properties, [method](const PropertySpec& property) {
        return property.writable && method.compare(methodName(property), Qt::CaseInsensitive) == 0;
    });
    return found == spec.properties.cend() ? nullptr : &*found;
}

void runIotCommand(const ThingRegistry& registry, const QJsonObject& command, const Changed& done)
{
    const QString name = command["name"_L1].toString();
    Thing* thing = registry.find(name);
    if (!thing)
        return done(Error { Error::Code::NotFound, QCoreApplication::translate("myna", "There is no thing called %1.").arg(name) });
    const QString method = command["method"_L1].toString();
    if (const PropertySpec* property = iotProperty(thing->spec(), method))
        return thing->change(property->name, command["parameters"_L1].toObject().value(property->name).toVariant(), done);
    done(Error { Error::Code::NotFound, QCoreApplication::translate("myna", "%1 cannot do %2.").arg(name, method) });
}

}
