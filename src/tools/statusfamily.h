// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/toolfamily.h"
#include "things/thingregistry.h"

#include <QPointer>

namespace myna::tools {

// One part of the answer to "how is this device". Asks, and tells it once unless `context` goes first; an empty object: there is no such
// thing here, and the part is left out.
struct StatusSource
{
    using Told = std::function<void(const QJsonObject& part)>;
    QString key; // such as battery
    std::function<void(QObject* context, const Told& told)> read;
};

// {"level":0–100,"charging":…}: of the computer, not of its mouse.
StatusSource batteryStatus(const QString& systemRoot = QString());
// {"type":"wifi"|"ethernet"|"cellular","ssid":…,"signal":"strong"|"medium"|"weak"}; the last two of a wireless network whose manager tells.
StatusSource networkStatus(const QString& systemRoot = QString());

// `self.get_device_status`: the things of this device with what else is true of it, as the firmware tells it.
class StatusFamily final : public mcp::ToolFamily
{
    Q_OBJECT

public:
    StatusFamily(const things::ThingRegistry& things, std::vector<StatusSource> sources, QObject* parent = nullptr);

    [[nodiscard]] std::vector<mcp::Tool> tools() override;

private:
    void collect(QObject* call, const mcp::ToolAnswer& answer) const;

    QPointer<const things::ThingRegistry> m_things;
    std::vector<StatusSource> m_sources;
};

}
