// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/hometools.h"

#include "mcp/thingtools.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::mcp {

namespace {

const QString setTool = u"home.set"_s;
const QString operateTool = u"home.operate"_s;

using things::PropertySpec;
using things::PropertyType;
using things::Thing;
using things::ThingRegistry;

QString valueText(const PropertySpec& property, const QVariant& value)
{
    if (!value.isValid())
        return u"unknown"_s;
    if (property.type == PropertyType::Boolean)
        return value.toBool() ? u"on"_s : u"off"_s;
    return property.type == PropertyType::Number ? QString::number(value.toDouble(), 'g', 6) + property.unit
                                                 : value.toString() + property.unit;
}

QString range(const PropertySpec& property)
{
    switch (property.type) {
    case PropertyType::Boolean:
        return u"on/off"_s;
    case PropertyType::Integer:
    case PropertyType::Number:
        return u"%1-%2"_s.arg(property.minimum).arg(property.maximum);
    case PropertyType::Choice:
        return property.choices.join(u'/');
    case PropertyType::Colour:
        return u"#rrggbb"_s;
    case PropertyType::Text:
    case PropertyType::Action:
        break;
    }
    return {};
}

// KitchenLamp (Kitchen lamp, light, Kitchen): power=on [on/off], brightness=60% [0-100]
QString line(const Thing& thing)
{
    const things::ThingSpec& spec = thing.spec();
    QStringList parts;
    for (const PropertySpec& property : spec.properties) {
        if (property.type == PropertyType::Action) {
            parts << property.name + u" [action]"_s;
            continue;
        }
        const QString may = property.writable ? range(property) : QString();
        parts << property.name + u'=' + valueText(property, thing.value(property.name)) + (may.isEmpty() ? QString() : u" [%1]"_s.arg(may));
    }
    return u"%1 (%2, %3, %4)%5: %6\n"_s.arg(spec.name, spec.title, spec.kind, spec.room.isEmpty() ? u"no room"_s : spec.room,
        thing.isReachable() ? QString() : u" NOT REACHABLE"_s, parts.join(u", "_s));
}

Thing* find(const ThingRegistry& home, const QString& words)
{
    Thing* found = nullptr;
    int fits = 0;
    for (Thing* thing : home.things()) {
        const things::ThingSpec& spec = thing->spec();
        if (spec.name.compare(words, Qt::CaseInsensitive) == 0 || spec.title.compare(words, Qt::CaseInsensitive) == 0)
            return thing;
        if (!words.isEmpty() && spec.title.contains(words, Qt::CaseInsensitive)) {
            found = thing;
            ++fits;
        }
    }
    return fits == 1 ? found : nullptr;
}

// What a model wrote, as the property takes it; invalid: it does not fit.
QVariant fromWords(const PropertySpec& property, const QString& words)
{
    static const QStringList yes { u"on"_s, u"true"_s, u"yes"_s, u"1"_s };
    static const QStringList no { u"off"_s, u"false"_s, u"no"_s, u"0"_s };
    const QString text = words.trimmed();
    bool isNumber = false;
    const double number = QString(text).remove(u'%').toDouble(&isNumber);
    switch (property.type) {
    case PropertyType::Boolean:
        return yes.contains(text, Qt::CaseInsensitive) ? QVariant(true)
            : no.contains(text, Qt::CaseInsensitive)   ? QVariant(false)
                                                       : QVariant();
    case PropertyType::Integer:
    case PropertyType::Number:
        return isNumber ? QVariant(number) : QVariant();
    case PropertyType::Choice: {
        const auto choice
            = std::ranges::find_if(property.choices, [&text](const QString& one) { return one.compare(text, Qt::CaseInsensitive) == 0; });
        return choice == property.choices.cend() ? QVariant(text) : QVariant(*choice);
    }
    case PropertyType::Text:
    case PropertyType::Colour:
    case PropertyType::Action:
        break;
    }
    return text;
}

const PropertySpec* propertyOf(const Thing& thing, const QString& words)
{
    const auto& properties = thing.spec().properties;
    const auto found
        = std::ranges::find_if(properties, [&words](const PropertySpec& one) { return one.name.compare(words, Qt::CaseInsensitive) == 0; });
    return found == properties.cend() ? nullptr : &*found;
}

void carryOut(Thing& thing, const QString& property, const QVariant& value, const ToolAnswer& answer)
{
    thing.change(
        property, value, [answer](const Result<>& done) { answer(done ? Result<QString>(u"true"_s) : Result<QString>(done.error())); });
}

Error notThere(const QString& name)
{
    return { Error::Code::NotFound, u"There is no thing called %1. Call home.list to see what there is."_s.arg(name) };
}

void setByName(const ThingRegistry& home, bool moving, const QJsonObject& arguments, const ToolAnswer& answer)
{
    const QString name = arguments["thing"_L1].toString();
    const QString wanted = arguments["property"_L1].toString();
    Thing* thing = find(home, name);
    if (!thing)
        return answer(notThere(name));
    if (isMoving(*thing) != moving)
        return answer(Error { Error::Code::Invalid, u"Use %1 for this thing."_s.arg(moving ? setTool : operateTool) });
    const PropertySpec* property = propertyOf(*thing, wanted);
    if (!property)
        return answer(Error { Error::Code::NotFound, u"It has no %1. It has: "_s.arg(wanted) + line(*thing) });
    carryOut(*thing, QString(property->name), fromWords(*property, arguments["value"_L1].toString()), answer);
}

}

bool isMoving(const Thing& thing)
{
    return thing.spec().kind == "cover"_L1 || thing.spec().kind == "button"_L1;
}

HomeTools::HomeTools(things::ThingRegistry& home, QObject* parent)
    : ToolFamily(parent)
    , m_home(&home)
{
    connect(&home, &things::ThingRegistry::added, this, &ToolFamily::toolsChanged);
    connect(&home, &things::ThingRegistry::removed, this, &ToolFamily::toolsChanged);
}

std::vector<Tool> HomeTools::tools()
{
    std::vector<Tool> all;
    if (!m_home || m_home->things().isEmpty())
        return all;
    all.push_back(listing());
    std::vector<Tool> single;
    bool sets = false;
    bool moves = false;
    for (const Thing* thing : m_home->things()) {
        for (const PropertySpec& property : thing->spec().properties) {
            if (!property.writable || property.setTool.isEmpty())
                continue;
            (isMoving(*thing) ? moves : sets) = true;
            if (int(single.size()) <= fewSettings)
                single.push_back(setter(*thing, property));
        }
    }
    if (int(single.size()) <= fewSettings) {
        std::ranges::move(single, std::back_inserter(all));
        return all;
    }
    if (sets)
        all.push_back(generic(false));
    if (moves)
        all.push_back(generic(true));
    return all;
}

Tool HomeTools::listing() const
{
    const auto run = [home = m_home](const QJsonObject& arguments, const ToolAnswer& answer, QObject*) {
        const QString search = arguments["search"_L1].toString();
        QString text;
        int left = 0;
        for (const Thing* thing : home ? home->things() : QVector<Thing*>()) {
            const QString one = line(*thing);
            if (!one.contains(search, Qt::CaseInsensitive))
                continue;
            if (text.toUtf8().size() + one.toUtf8().size() > maxListBytes)
                ++left;
            else
                text += one;
        }
        if (left > 0)
            text += u"%1 more are not shown. Search for a room, a kind or a name."_s.arg(left);
        answer(text.isEmpty() ? u"There is nothing like that."_s : text);
    };
    return {
        { .name = u"home.list"_s,
            .description = u"Lists the things of the user's home, with their present values and what they may be set to. Call it before "
                           u"answering questions about the home."_s,
            .arguments = { { .name = u"search"_s, .description = u"Only things with this in name, kind or room"_s, .required = false } },
            .title = QCoreApplication::translate("myna", "Look at the home") },
        run
    };
}

Tool HomeTools::setter(const things::Thing& thing, const PropertySpec& property) const
{
    const things::ThingSpec& spec = thing.spec();
    const bool isAction = property.type == PropertyType::Action;
    ToolSpec tool { .name = property.setTool,
        .description = spec.description + u". "_s + (isAction ? property.description : QString(u"Sets: "_s + property.description)),
        .title = u"%1: %2"_s.arg(spec.title, property.title.isEmpty() ? property.name : property.title) };
    if (!isAction) {
        Argument argument { .name = property.setParameter, .description = property.description, .type = argumentType(property.type) };
        if (argument.type == ArgumentType::Integer || argument.type == ArgumentType::Number) {
            argument.minimum = property.minimum;
            argument.maximum = property.maximum;
        }
        argument.choices = property.choices;
        tool.arguments = { argument };
    }
    const auto run = [home = m_home, name = spec.name, key = property.name, parameter = property.setParameter](
                         const QJsonObject& arguments, const ToolAnswer& answer, QObject*) {
        Thing* target = home ? home->find(name) : nullptr;
        if (!target)
            return answer(notThere(name));
        carryOut(*target, key, arguments.value(parameter).toVariant(), answer);
    };
    return { tool, run, isMoving(thing) ? Decision::Ask : Decision::Allow };
}

Tool HomeTools::generic(bool moving) const
{
    const auto run = [home = m_home, moving](const QJsonObject& arguments, const ToolAnswer& answer, QObject*) {
        if (!home)
            return answer(notThere({}));
        setByName(*home, moving, arguments, answer);
    };
    ToolSpec tool { .name = moving ? operateTool : setTool,
        .description = moving
            ? u"Moves a cover (blind, gate, door) of the user's home or presses a button. Names and properties are in home.list."_s
            : u"Changes a light, switch or other thing of the user's home. Names, properties and what they take are in home.list."_s,
        .arguments = { { .name = u"thing"_s, .description = u"Its name as in home.list"_s },
            { .name = u"property"_s, .description = u"What of it, such as power or brightness"_s },
            { .name = u"value"_s,
                .description = u"on, off, a number, a choice or #rrggbb; nothing for an action"_s,
                .required = !moving } },
        .title = moving ? QCoreApplication::translate("myna", "Move something at home")
                        : QCoreApplication::translate("myna", "Change something at home") };
    return { tool, run, moving ? Decision::Ask : Decision::Allow };
}

Gate::Deeds homeDeeds(const ThingRegistry& home)
{
    return [home = QPointer<const ThingRegistry>(&home)](const QString& tool, const QJsonObject& arguments) -> QVector<Deed> {
        if (!home)
            return {};
        if (tool == setTool || tool == operateTool) {
            const Thing* thing = find(*home, arguments["thing"_L1].toString());
            const PropertySpec* property = thing ? propertyOf(*thing, arguments["property"_L1].toString()) : nullptr;
            return property && !property->setTool.isEmpty() ? QVector<Deed> { Deed { property->setTool, Decision::Allow } }
                                                            : QVector<Deed>();
        }
        for (const Thing* thing : home->things()) {
            const auto isIt = [&tool](const PropertySpec& property) { return property.writable && property.setTool == tool; };
            if (std::ranges::any_of(thing->spec().properties, isIt))
                return { Deed { isMoving(*thing) ? operateTool : setTool, Decision::Allow } };
        }
        return {};
    };
}

}

#include "moc_hometools.cpp"
