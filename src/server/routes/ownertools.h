// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/routes/admindevices.h"
#include "server/toolbox/toolbox.h"

#include <QObject>

namespace myna::server {

// What a program of the owner may use as tools: the owner's deeds below /admin that concern talking devices. Edge thread.
class OwnerTools final : public QObject, public ToolSource
{
    Q_OBJECT

public:
    using Status = std::function<QJsonObject()>;

    OwnerTools(OwnerDesk desk, Status status, QObject* parent = nullptr);

    [[nodiscard]] QVector<mcp::ToolSpec> tools() const override;
    // Errors: Invalid, NotFound, Refused (not connected, emergency stop), Unavailable, and those of a device's tool.
    void call(const QString& name, const QJsonObject& arguments, ToolResult done) override;

private:
    [[nodiscard]] Result<DeviceRow> deviceIn(const QJsonObject& arguments) const;
    Result<> speak(const DeviceRow& row, const QString& tool, const QJsonObject& arguments) const;
    void useDevice(const QString& tool, const QJsonObject& arguments, const ToolResult& done);

    OwnerDesk m_desk;
    Status m_status;
};

}
