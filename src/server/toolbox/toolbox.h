// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "mcp/tool.h"

#include <QJsonObject>
#include <QString>
#include <QVector>

#include <functional>
#include <vector>

namespace myna::server {

using ToolResult = std::function<void(const Result<QString>&)>;

// Where tools come from: the device's own desk, the server itself, programs beside it.
class ToolSource
{
public:
    ToolSource() = default;
    virtual ~ToolSource() = default;
    ToolSource(const ToolSource&) = delete;
    ToolSource& operator=(const ToolSource&) = delete;

    [[nodiscard]] virtual QVector<mcp::ToolSpec> tools() const = 0;
    // The name of the tool that somebody calls by this one; the same, unless it has others too.
    [[nodiscard]] virtual QString ownName(const QString& called) const { return called; }
    // It does what a tool of this name does elsewhere: a model that is offered both would only have to guess.
    [[nodiscard]] virtual bool standsFor(const QString& /*name*/) const { return false; }
    // The name its maker gave to a tool that is offered by this one: what an owner decided of either counts.
    [[nodiscard]] virtual QString makersName(const QString& name) const { return name; }
    // `done` is called exactly once, now or later, unless the source is destroyed first. Errors: Timeout, Refused, Network.
    virtual void call(const QString& name, const QJsonObject& arguments, ToolResult done) = 0;
};

class Gate;

// Everything one conversation may call, behind one call. A name that two sources offer belongs to the first, and what an earlier source
// stands for is not offered again.
class Toolbox
{
public:
    void add(ToolSource& source); // outlives the box
    void setGate(Gate& gate); // as well; from now on every call passes it, and what it never lets pass is not offered
    [[nodiscard]] QVector<mcp::ToolSpec> tools() const;
    // `actor`: who wants it, for the owner's records. Errors: NotFound, and the source's.
    void call(const QString& name, const QJsonObject& arguments, const ToolResult& done, const QString& actor = toolAssistant());
    static QString toolAssistant() { return QStringLiteral("assistant"); }

private:
    struct Place
    {
        ToolSource* source = nullptr; // null: nobody has it
        QString name; // that the source knows it by
    };
    [[nodiscard]] Place placeOf(const QString& called) const;

    std::vector<ToolSource*> m_sources;
    Gate* m_gate = nullptr;
};

}
