// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/message.h"
#include "server/toolbox/toolbox.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <memory>

namespace myna::server {

// The things an older device describes in `iot` messages, as tools: `get_<thing>_<property>` reads what it told last, `<thing>_<method>`
// commands it. A device is believed in nothing but its names: what is missing, of another type or too much is taken as far as it goes.
class DeviceIot final : public QObject, public ToolSource
{
    Q_OBJECT

public:
    static constexpr qsizetype maxThings = 32;
    static constexpr qsizetype maxMembers = 32; // properties, and methods, of one thing
    static constexpr qsizetype maxParameters = 16; // of one method
    static constexpr qsizetype maxText = 500; // characters of a description or a value
    static constexpr qsizetype maxTools = 128; // as of a device's own desk: a model should choose among them
    static constexpr size_t maxPending = 16; // commands without an answer

    // `confirmation`: how long a command waits for the state that shows its effect; no other answer is known.
    explicit DeviceIot(std::chrono::milliseconds confirmation = std::chrono::seconds(2), QObject* parent = nullptr);
    ~DeviceIot() override;

    void receive(const protocol::Iot& message);
    [[nodiscard]] QVector<mcp::ToolSpec> tools() const override { return m_tools; }
    void call(
        const QString& name, const QJsonObject& arguments, ToolResult done) override; // Errors: Invalid, NotFound, Unavailable, Refused
    [[nodiscard]] QJsonArray things() const; // as `GET /admin/devices/{}/things` shows them

signals:
    void commandReady(const QJsonObject& command); // {"name":…,"method":…,"parameters":{…}}
    void described(); // other tools than before
    void stateTold(const QString& thing, const QJsonObject& state, const QString& when); // all of it; UTC

private:
    struct Member
    {
        QString name; // as the device writes it
        QString description;
        QString type; // boolean, number or string
    };
    struct Method
    {
        QString name;
        QString description;
        QVector<Member> parameters;
    };
    struct Thing
    {
        QString name;
        QString description;
        QVector<Member> properties;
        QVector<Method> methods;
        QJsonObject state;
        QString changed;
    };
    struct Target
    {
        qsizetype thing = 0;
        qsizetype member = 0;
        bool isMethod = false;
    };
    struct Pending
    {
        QString thing;
        ToolResult done;
        std::unique_ptr<QTimer> timer;
    };

    bool describe(const QJsonObject& descriptor);
    bool takeState(const QJsonObject& told);
    Thing* thingOf(const QString& name); // made when there is room; null: there is none
    void nameTools();
    void addTool(const QString& wanted, mcp::ToolSpec spec, const Target& target);
    [[nodiscard]] QString toolOf(const Target& target) const;
    void read(const Thing& thing, const Member& property, const ToolResult& done) const;
    void command(const Thing& thing, const Method& method, const QJsonObject& arguments, ToolResult done);
    void finish(quint64 id, const Result<QString>& result);
    void confirm(const Thing& thing);

    static QVector<Member> membersOf(const QJsonValue& value, qsizetype limit);
    static QVector<Method> methodsOf(const QJsonValue& value);
    [[nodiscard]] static QJsonValue valueFor(const Member& parameter, const QJsonValue& given); // undefined: it cannot be one

    std::chrono::milliseconds m_confirmation;
    QVector<Thing> m_things;
    QVector<mcp::ToolSpec> m_tools;
    std::map<QString, Target> m_targets; // by the tool's name
    std::map<quint64, Pending> m_pending;
    quint64 m_lastId = 0;
};

// Lower case; what a model's API does not take becomes `_`: letters, digits, _ - and Chinese remain; at most 64.
QString iotToolName(const QString& text);

}
