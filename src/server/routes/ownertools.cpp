// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/ownertools.h"

#include "server/routes/devicejson.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestWords = 1000; // characters

const QString statusTool = u"server_status"_s;
const QString listTool = u"list_devices"_s;
const QString speakTool = u"speak"_s;
const QString askTool = u"ask"_s;
const QString deviceToolsTool = u"list_device_tools"_s;
const QString callTool = u"call_device_tool"_s;

QString textOf(const QJsonValue& value)
{
    const QJsonDocument document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

// Their descriptions are for models, so they are not translated.
mcp::ToolSpec withDevice(const QString& name, const QString& description, QVector<mcp::Argument> more)
{
    more.prepend(
        { .name = u"device"_s, .description = u"Its id or name. May be left out when only one device is connected."_s, .required = false });
    return { .name = name, .description = description, .arguments = more };
}

// A tool's arguments are an object, which Argument cannot say.
mcp::ToolSpec callSpec()
{
    mcp::ToolSpec spec = withDevice(callTool,
        u"Calls a tool of a device, or one that the server offers its conversations. list_device_tools tells what there is."_s,
        { { .name = u"tool"_s, .description = u"Its name."_s } });
    QJsonObject schema = mcp::toJson(spec)["inputSchema"_L1].toObject();
    QJsonObject properties = schema["properties"_L1].toObject();
    properties.insert(u"arguments"_s, QJsonObject { { u"type"_s, u"object"_s }, { u"description"_s, u"The tool's own arguments."_s } });
    schema.insert(u"properties"_s, properties);
    spec.schema = schema;
    return spec;
}

}

OwnerTools::OwnerTools(OwnerDesk desk, Status status, QObject* parent)
    : QObject(parent)
    , m_desk(std::move(desk))
    , m_status(std::move(status))
{
}

QVector<mcp::ToolSpec> OwnerTools::tools() const
{
    const mcp::Argument words { .name = u"text"_s, .description = u"The words, at most 1000 characters."_s };
    return { { .name = statusTool, .description = u"How the voice server does: version, devices in conversation, troubles."_s },
        { .name = listTool, .description = u"The voice devices bound to this server, and what each does now."_s },
        withDevice(speakTool, u"Says words aloud on a connected device."_s, { words }),
        withDevice(askTool,
            u"Puts a question to the assistant as if the device's user had typed it; the answer is spoken there. "
            u"It never counts as the user's yes to a question of the assistant."_s,
            { words }),
        withDevice(deviceToolsTool, u"The tools a connected device can use, with their arguments."_s, {}), callSpec() };
}

Result<DeviceRow> OwnerTools::deviceIn(const QJsonObject& arguments) const
{
    const QString wanted = arguments["device"_L1].toString().trimmed();
    const QVector<DeviceRow> rows = m_desk.rows();
    QVector<DeviceRow> found;
    for (const DeviceRow& row : rows) {
        const bool named = row.deviceId.compare(wanted, Qt::CaseInsensitive) == 0 || row.name.compare(wanted, Qt::CaseInsensitive) == 0;
        if (wanted.isEmpty() ? row.state != DeviceState::Offline : named)
            found.append(row);
    }
    if (found.isEmpty())
        return Error { Error::Code::NotFound,
            wanted.isEmpty() ? QCoreApplication::translate("myna", "No device is connected.")
                             : QCoreApplication::translate("myna", "No device \"%1\" is bound to this server.").arg(wanted.left(60)) };
    if (found.size() > 1)
        return Error { Error::Code::Invalid, QCoreApplication::translate("myna", "Several devices fit; name one by its id.") };
    if (found.first().state == DeviceState::Offline)
        return Error { Error::Code::Refused, QCoreApplication::translate("myna", "This device is not connected.") };
    return found.first();
}

Result<> OwnerTools::speak(const DeviceRow& row, const QString& tool, const QJsonObject& arguments) const
{
    const QString text = arguments["text"_L1].toString().trimmed();
    if (text.isEmpty() || text.size() > longestWords)
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "The field %1 takes a text of at most %2 characters.").arg(u"text"_s).arg(longestWords) };
    (tool == speakTool ? m_desk.say : m_desk.ask)(row.deviceId, text);
    return {};
}

void OwnerTools::call(const QString& name, const QJsonObject& arguments, ToolResult done)
{
    if (name == statusTool)
        done(textOf(m_status()));
    else if (name == listTool)
        done(textOf(toJson(m_desk.rows())));
    else
        useDevice(name, arguments, done);
}

void OwnerTools::useDevice(const QString& tool, const QJsonObject& arguments, const ToolResult& done)
{
    const auto row = deviceIn(arguments);
    if (!row) {
        done(row.error());
        return;
    }
    if (tool == deviceToolsTool) {
        m_desk.things(row->deviceId, [done](const Result<QJsonObject>& things) {
            done(things ? Result<QString>(textOf((*things)["tools"_L1])) : Result<QString>(things.error()));
        });
        return;
    }
    if (m_desk.isStopped()) {
        done(Error { Error::Code::Refused, QCoreApplication::translate("myna", "Emergency stop: no tool is used until it ends.") });
        return;
    }
    if (tool == callTool) {
        m_desk.call(row->deviceId, arguments["tool"_L1].toString(), arguments["arguments"_L1].toObject(), done);
        return;
    }
    const auto spoken = speak(row.value(), tool, arguments);
    done(spoken ? Result<QString>(u"done"_s) : Result<QString>(spoken.error()));
}

}

#include "moc_ownertools.cpp"
