// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/deviceiot.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <utility>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr qsizetype maxName = 64;

QString typeOf(const QString& declared)
{
    const QString type = declared.toLower();
    if (type == u"boolean" || type == u"bool")
        return u"boolean"_s;
    if (type == u"number" || type == u"integer" || type == u"int" || type == u"float")
        return u"number"_s;
    return u"string"_s;
}

QString typeOf(const QJsonValue& value)
{
    return value.isBool() ? u"boolean"_s : value.isDouble() ? u"number"_s : u"string"_s;
}

mcp::ArgumentType argumentType(const QString& type)
{
    return type == u"boolean" ? mcp::ArgumentType::Boolean : type == u"number" ? mcp::ArgumentType::Number : mcp::ArgumentType::Text;
}

QString textOf(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    const QByteArray list = QJsonDocument(QJsonArray { value }).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

QString shortened(const QJsonValue& text)
{
    return text.toString().simplified().left(DeviceIot::maxText);
}

}

QString iotToolName(const QString& text)
{
    QString name;
    for (const char32_t c : text.toLower().toUcs4()) {
        const bool plain = (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || c == U'_' || c == U'-';
        const bool chinese = QChar::script(c) == QChar::Script_Han;
        name += plain || chinese ? QString::fromUcs4(&c, 1) : u"_"_s;
        if (name.size() >= maxName)
            break;
    }
    return name;
}

DeviceIot::DeviceIot(std::chrono::milliseconds confirmation, QObject* parent)
    : QObject(parent)
    , m_confirmation(confirmation)
{
}

DeviceIot::~DeviceIot() = default;

void DeviceIot::receive(const protocol::Iot& message)
{
    bool others = false;
    for (const auto value : message.descriptors)
        others |= describe(value.toObject());
    std::vector<QString> told;
    for (const auto value : message.states) {
        others |= takeState(value.toObject());
        told.push_back(value.toObject()["name"_L1].toString());
    }
    if (others) {
        nameTools();
        emit described();
    }
    for (const QString& name : told) {
        const auto thing = std::find_if(m_things.cbegin(), m_things.cend(), [&](const Thing& each) { return each.name == name; });
        if (thing == m_things.cend())
            continue;
        const Thing now = *thing; // who is told may ask for more
        emit stateTold(now.name, now.state, now.changed);
        confirm(now);
    }
}

DeviceIot::Thing* DeviceIot::thingOf(const QString& name)
{
    if (name.isEmpty() || name.size() > maxName)
        return nullptr;
    const auto found = std::find_if(m_things.begin(), m_things.end(), [&](const Thing& thing) { return thing.name == name; });
    if (found != m_things.end())
        return &*found;
    if (m_things.size() >= maxThings)
        return nullptr;
    m_things.append({ name, {}, {}, {}, {}, {} });
    return &m_things.last();
}

QVector<DeviceIot::Member> DeviceIot::membersOf(const QJsonValue& value, qsizetype limit)
{
    QVector<Member> members;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end() && members.size() < limit; ++it) {
        const QJsonObject details = it.value().toObject();
        if (!it.key().isEmpty() && it.key().size() <= maxName)
            members.append({ it.key(), shortened(details["description"_L1]), typeOf(details["type"_L1].toString()) });
    }
    return members;
}

QVector<DeviceIot::Method> DeviceIot::methodsOf(const QJsonValue& value)
{
    QVector<Method> methods;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end() && methods.size() < maxMembers; ++it) {
        const QJsonObject details = it.value().toObject();
        if (!it.key().isEmpty() && it.key().size() <= maxName)
            methods.append({ it.key(), shortened(details["description"_L1]), membersOf(details["parameters"_L1], maxParameters) });
    }
    return methods;
}

// One descriptor says all there is of its thing, except for properties only states tell of.
bool DeviceIot::describe(const QJsonObject& descriptor)
{
    const QVector<Member> properties = membersOf(descriptor["properties"_L1], maxMembers);
    const QVector<Method> methods = methodsOf(descriptor["methods"_L1]);
    if (properties.isEmpty() && methods.isEmpty())
        return false;
    Thing* const thing = thingOf(descriptor["name"_L1].toString());
    if (!thing)
        return false;
    thing->description = shortened(descriptor["description"_L1]);
    const QVector<Member> before = std::exchange(thing->properties, properties);
    for (const Member& member : before) {
        const bool known
            = std::any_of(properties.cbegin(), properties.cend(), [&](const Member& each) { return each.name == member.name; });
        if (!known && thing->state.contains(member.name) && thing->properties.size() < maxMembers)
            thing->properties.append(member);
    }
    thing->methods = methods;
    return true;
}

bool DeviceIot::takeState(const QJsonObject& told)
{
    const QJsonObject state = told["state"_L1].toObject();
    Thing* const thing = thingOf(told["name"_L1].toString());
    if (!thing)
        return false;
    bool others = false;
    for (auto it = state.begin(); it != state.end(); ++it) {
        if (it.key().isEmpty() || it.key().size() > maxName || it.value().isNull() || textOf(it.value()).size() > maxText)
            continue;
        const bool known = std::any_of(
            thing->properties.cbegin(), thing->properties.cend(), [&](const Member& property) { return property.name == it.key(); });
        if (!known && thing->properties.size() >= maxMembers)
            continue;
        if (!known) {
            thing->properties.append({ it.key(), {}, typeOf(it.value()) });
            others = true;
        }
        thing->state.insert(it.key(), it.value());
    }
    thing->changed = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    return others;
}

void DeviceIot::addTool(const QString& wanted, mcp::ToolSpec spec, const Target& target)
{
    if (m_tools.size() >= maxTools)
        return;
    QString name = iotToolName(wanted);
    for (int copy = 2; m_targets.contains(name); ++copy) {
        const QString end = u'_' + QString::number(copy);
        name = iotToolName(wanted).left(maxName - end.size()) + end;
    }
    spec.name = name;
    m_tools.append(std::move(spec));
    m_targets.emplace(name, target);
}

// Their descriptions are for the model, so they are not translated.
void DeviceIot::nameTools()
{
    m_tools.clear();
    m_targets.clear();
    for (qsizetype t = 0; t < m_things.size(); ++t) {
        const Thing& thing = m_things[t];
        const QString what = thing.description.isEmpty() ? thing.name : thing.description;
        for (qsizetype i = 0; i < thing.properties.size(); ++i) {
            const Member& property = thing.properties[i];
            addTool(u"get_%1_%2"_s.arg(thing.name, property.name),
                { .description = u"Reads %1 of %2."_s.arg(property.description.isEmpty() ? property.name : property.description, what) },
                { t, i, false });
        }
        for (qsizetype i = 0; i < thing.methods.size(); ++i) {
            const Method& method = thing.methods[i];
            mcp::ToolSpec spec { .description = u"%1: %2"_s.arg(what, method.description.isEmpty() ? method.name : method.description) };
            for (const Member& parameter : method.parameters)
                spec.arguments.append(
                    { .name = parameter.name, .description = parameter.description, .type = argumentType(parameter.type) });
            addTool(thing.name + u'_' + method.name, std::move(spec), { t, i, true });
        }
    }
}

QString DeviceIot::toolOf(const Target& target) const
{
    for (const auto& [name, each] : m_targets) {
        if (each.thing == target.thing && each.member == target.member && each.isMethod == target.isMethod)
            return name;
    }
    return {};
}

QJsonArray DeviceIot::things() const
{
    const auto shown = [](const Member& member) {
        return QJsonObject { { u"name"_s, member.name }, { u"description"_s, member.description }, { u"type"_s, member.type } };
    };
    QJsonArray all;
    for (qsizetype t = 0; t < m_things.size(); ++t) {
        const Thing& thing = m_things[t];
        QJsonArray properties;
        for (qsizetype i = 0; i < thing.properties.size(); ++i) {
            QJsonObject property = shown(thing.properties[i]);
            property.insert(
                u"value"_s, thing.state.contains(thing.properties[i].name) ? thing.state[thing.properties[i].name] : QJsonValue());
            property.insert(u"tool"_s, toolOf({ t, i, false }));
            properties.append(property);
        }
        QJsonArray methods;
        for (qsizetype i = 0; i < thing.methods.size(); ++i) {
            QJsonArray parameters;
            for (const Member& parameter : thing.methods[i].parameters)
                parameters.append(shown(parameter));
            methods.append(QJsonObject { { u"name"_s, thing.methods[i].name }, { u"description"_s, thing.methods[i].description },
                { u"parameters"_s, parameters }, { u"tool"_s, toolOf({ t, i, true }) } });
        }
        all.append(QJsonObject { { u"name"_s, thing.name }, { u"description"_s, thing.description }, { u"changed"_s, thing.changed },
            { u"properties"_s, properties }, { u"methods"_s, methods } });
    }
    return all;
}

void DeviceIot::call(const QString& name, const QJsonObject& arguments, ToolResult done)
{
    const auto found = m_targets.find(name);
    if (found == m_targets.end()) {
        done(Error { Error::Code::NotFound, QCoreApplication::translate("myna", "Tool %1 not found.").arg(name.left(80)) });
        return;
    }
    const Thing thing = m_things.at(found->second.thing); // answers may bring another description
    if (found->second.isMethod)
        command(thing, thing.methods.at(found->second.member), arguments, std::move(done));
    else
        read(thing, thing.properties.at(found->second.member), done);
}

void DeviceIot::read(const Thing& thing, const Member& property, const ToolResult& done) const
{
    if (thing.state.contains(property.name))
        done(textOf(thing.state[property.name]));
    else
        done(Error { Error::Code::Unavailable, tr("The device has not told this about %1 yet.").arg(thing.name) });
}

QJsonValue DeviceIot::valueFor(const Member& parameter, const QJsonValue& given)
{
    const QString text = given.toString().trimmed();
    if (parameter.type == u"boolean") {
        if (given.isBool())
            return given;
        return text.compare(u"true"_s, Qt::CaseInsensitive) == 0 ? QJsonValue(true)
            : text.compare(u"false"_s, Qt::CaseInsensitive) == 0 ? QJsonValue(false)
                                                                 : QJsonValue(QJsonValue::Undefined);
    }
    if (parameter.type == u"number") {
        bool isNumber = given.isDouble();
        const double number = isNumber ? given.toDouble() : text.toDouble(&isNumber);
        return isNumber ? QJsonValue(number) : QJsonValue(QJsonValue::Undefined);
    }
    return given.isNull() || given.isUndefined() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(textOf(given).left(maxText));
}

void DeviceIot::command(const Thing& thing, const Method& method, const QJsonObject& arguments, ToolResult done)
{
    QJsonObject parameters;
    for (const Member& parameter : method.parameters) {
        const QJsonValue value = valueFor(parameter, arguments[parameter.name]);
        if (value.isUndefined()) {
            done(Error {
                Error::Code::Invalid, tr("%1 needs the argument %2, of the type %3.").arg(method.name, parameter.name, parameter.type) });
            return;
        }
        parameters.insert(parameter.name, value);
    }
    if (m_pending.size() >= maxPending) {
        done(Error { Error::Code::Refused, tr("The device is busy with other calls.") });
        return;
    }
    const quint64 id = ++m_lastId;
    auto timer = std::make_unique<QTimer>();
    timer->setSingleShot(true);
    connect(timer.get(), &QTimer::timeout, this,
        [this, id, name = thing.name] { finish(id, tr("It was sent to %1, which has not told a new state since.").arg(name)); });
    timer->start(m_confirmation);
    m_pending.emplace(id, Pending { thing.name, std::move(done), std::move(timer) });
    QJsonObject command { { u"name"_s, thing.name }, { u"method"_s, method.name } };
    if (!parameters.isEmpty())
        command.insert(u"parameters"_s, parameters);
    emit commandReady(command);
}

void DeviceIot::finish(quint64 id, const Result<QString>& result)
{
    const auto found = m_pending.find(id);
    if (found == m_pending.end())
        return;
    Pending pending = std::move(found->second);
    m_pending.erase(found);
    pending.timer->stop();
    pending.timer.release()->deleteLater(); // it may be emitting now
    pending.done(result);
}

void DeviceIot::confirm(const Thing& thing)
{
    std::vector<quint64> waiting;
    for (const auto& [id, pending] : m_pending) {
        if (pending.thing == thing.name)
            waiting.push_back(id);
    }
    const QString state = QString::fromUtf8(QJsonDocument(thing.state).toJson(QJsonDocument::Compact));
    for (const quint64 id : waiting)
        finish(id, tr("Done. %1 is now: %2").arg(thing.name, state));
}

}

#include "moc_deviceiot.cpp"
