// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/iotdesk.h"

#include "client/clientcore.h"
#include "things/iotdescriptors.h"

#include <QJsonArray>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace myna::client {

namespace {

constexpr qsizetype maxCommands = 16; // of one message
constexpr std::chrono::milliseconds oneMoment { 20 };

}

IotDesk::IotDesk(DeviceDesk& desk, std::chrono::milliseconds patience, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
{
    m_wait.setSingleShot(true);
    m_wait.setInterval(patience);
    m_telling.setSingleShot(true);
    m_telling.setInterval(oneMoment);
    connect(&m_wait, &QTimer::timeout, this, &IotDesk::announce);
    connect(&m_telling, &QTimer::timeout, this, &IotDesk::tellStates);
    addThings(desk.things());
}

void IotDesk::addThings(things::ThingRegistry& things)
{
    m_registries.push_back(&things);
    connect(&things, &things::ThingRegistry::changed, this, [this](const QString& thing) {
        if (!m_active)
            return;
        m_changed.insert(thing);
        if (!m_telling.isActive()) // or a thing that never rests would keep all others from being told
            m_telling.start();
    });
    connect(&things, &things::ThingRegistry::added, this, [this](const QString& name) {
        for (const things::Thing* thing : this->things()) {
            if (m_active && thing->spec().name == name)
                emit told({ { u"update"_s, true }, { u"descriptors"_s, QJsonArray { things::iotDescriptor(thing->spec()) } } });
        }
    });
}

void IotDesk::join(ClientCore& core) const
{
    session::VoiceSession* session = core.session();
    connect(session, &session::VoiceSession::serverHello, this, &IotDesk::greeted);
    connect(session, &session::VoiceSession::mcpReceived, this, &IotDesk::toolsAsked);
    connect(session, &session::VoiceSession::linkClosed, this, &IotDesk::ended);
    connect(session, &session::VoiceSession::iotReceived, this, &IotDesk::ordered);
    connect(this, &IotDesk::told, session, &session::VoiceSession::sendIot);
}

void IotDesk::greeted()
{
    ended();
    m_wait.start();
}

void IotDesk::toolsAsked()
{
    ended();
}

void IotDesk::ended()
{
    m_wait.stop();
    m_telling.stop();
    m_changed.clear();
    m_active = false;
}

QVector<things::Thing*> IotDesk::things() const
{
    QVector<things::Thing*> all;
    QSet<QString> names;
    for (const things::ThingRegistry* registry : m_registries) {
        for (things::Thing* thing : registry->things()) {
            if (names.contains(thing->spec().name))
                continue;
            names.insert(thing->spec().name);
            all.append(thing);
        }
    }
    return all;
}

void IotDesk::announce()
{
    m_active = true;
    for (const things::Thing* thing : things()) {
        emit told({ { u"update"_s, true }, { u"descriptors"_s, QJsonArray { things::iotDescriptor(thing->spec()) } } });
        m_changed.insert(thing->spec().name);
    }
    tellStates();
}

void IotDesk::tellStates()
{
    QJsonArray states;
    for (const things::Thing* thing : things()) {
        if (m_changed.contains(thing->spec().name))
            states.append(things::iotState(*thing));
    }
    m_changed.clear();
    if (!states.isEmpty())
        emit told({ { u"update"_s, true }, { u"states"_s, states } });
}

void IotDesk::ordered(const QJsonObject& body)
{
    if (m_desk.server().isLeft())
        return;
    const QJsonArray commands = body["commands"_L1].toArray();
    for (qsizetype i = 0; i < std::min(commands.size(), maxCommands); ++i)
        carryOut(commands.at(i).toObject());
}

// As the tool that does the same, so that what was decided of one counts for the other.
void IotDesk::carryOut(const QJsonObject& command)
{
    const QString name = command["name"_L1].toString();
    for (things::Thing* thing : things()) {
        if (thing->spec().name != name)
            continue;
        const things::PropertySpec* property = things::iotProperty(thing->spec(), command["method"_L1].toString());
        if (!property)
            return;
        const bool isTool = !property->setTool.isEmpty();
        const QJsonValue value = command["parameters"_L1].toObject().value(property->name);
        mcp::Tool tool { { .name = isTool ? property->setTool : u"iot.%1.%2"_s.arg(name, property->name),
                             .description = thing->spec().description,
                             .title = u"%1: %2"_s.arg(thing->spec().title.isEmpty() ? name : thing->spec().title,
                                 property->title.isEmpty() ? property->name : property->title) },
            [target = QPointer<things::Thing>(thing), key = property->name, value](
                const QJsonObject&, const mcp::ToolAnswer& answer, QObject*) {
                if (!target)
                    return answer(Error { Error::Code::NotFound, tr("This thing is no longer there.") });
                target->change(key, value.toVariant(),
                    [answer](const Result<>& done) { answer(done ? Result<QString>(u"true"_s) : Result<QString>(done.error())); });
            } };
        const bool moves = thing->spec().kind == "cover"_L1 || thing->spec().kind == "button"_L1;
        tool.standard = moves ? mcp::Decision::Ask : mcp::Decision::Allow;
        m_desk.gate().pass(
            tool, { { isTool ? property->setParameter : property->name, value } }, m_desk.server().peer(), [](const Result<QString>&) {});
        return;
    }
}

}

#include "moc_iotdesk.cpp"
