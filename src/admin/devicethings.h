// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QVector>

// What a connected device can show and do, as its server tells it (`GET /admin/devices/<id>/things`). Read once and bounded, as
// adminvalues.h.
namespace myna::admin {

// Something that a tool does. `tool` is its name for calling it.
struct DeviceMethod
{
    QString name;
    QString description;
    QString tool;
    struct Parameter
    {
        QString name;
        QString description;
        QString type; // boolean, number, string
        bool operator==(const Parameter&) const = default;
    };
    QVector<Parameter> parameters;
    bool operator==(const DeviceMethod&) const = default;
};

// One thing of the legacy kind.
struct DeviceThing
{
    struct Property
    {
        QString name;
        QString description;
        QString type; // boolean, number, string
        QJsonValue value; // null: not told yet
        bool operator==(const Property&) const = default;
    };
    QString name;
    QString description;
    QDateTime changed; // invalid: it told no state yet
    QVector<Property> properties;
    QVector<DeviceMethod> methods;
    bool operator==(const DeviceThing&) const = default;
};

struct DeviceTool
{
    enum class Source { Device, Iot, Server };
    QString name;
    QJsonObject spec; // as in tools/list
    Source source = Source::Server;
    bool allowed = true;
    bool operator==(const DeviceTool&) const = default;
};

struct DeviceThings
{
    QString device;
    bool connected = false;
    QVector<DeviceThing> things;
    QVector<DeviceTool> tools;
    bool operator==(const DeviceThings&) const = default;
};

DeviceThings deviceThingsFrom(const QJsonValue& data);

// The answer to `POST /admin/devices/<id>/call`.
struct CallAnswer
{
    bool ok = false;
    QString text; // what the tool said, or why not
    qint64 ms = 0;
    bool operator==(const CallAnswer&) const = default;
};
CallAnswer callAnswerFrom(const QJsonValue& data);

}
