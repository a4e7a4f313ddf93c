// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/toolfamily.h"
#include "tools/applications.h"

namespace myna::tools {

// Starts and closes programs by their names and says which there are. Nothing else of a process is told to anybody.
class ApplicationFamily final : public mcp::ToolFamily
{
    Q_OBJECT

public:
    explicit ApplicationFamily(std::unique_ptr<Applications> applications, QObject* parent = nullptr); // may be null: no tools

    [[nodiscard]] std::vector<mcp::Tool> tools() override;

private:
    using Run = void (ApplicationFamily::*)(const QJsonObject&, const mcp::ToolAnswer&, QObject*);

    [[nodiscard]] mcp::ToolRun running(Run run);
    void launch(const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject* call);
    void close(const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject* call);
    void listInstalled(const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject* call);
    void listRunning(const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject* call);

    std::unique_ptr<Applications> m_applications;
};

}
