// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/tool.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>

namespace myna::mcp {

// What the user decided about tools: for one server, or for all of them. What was decided for a server counts there.
class ToolDecisions
{
public:
    static constexpr int mostProfiles = 64;
    static constexpr int mostTools = 1000; // decisions of one profile

    // `profile` empty: for all servers. Nothing: nobody decided.
    [[nodiscard]] std::optional<Decision> written(const QString& tool, const QString& profile) const;
    // What counts: written for the server, written for all, `standard`.
    [[nodiscard]] Decision judge(const QString& tool, Decision standard, const QString& profile) const;
    void write(const QString& tool, const QString& profile, std::optional<Decision> decision);
    void forget(const QString& profile); // it is gone
    void keepOnly(const QStringList& profiles); // and what counts for all servers

    // {"": {"take_screenshot": "ask"}, "official": {…}}; what cannot be read is left out.
    [[nodiscard]] QByteArray toJson() const;
    static ToolDecisions fromJson(const QByteArray& text);
    bool operator==(const ToolDecisions&) const = default;

private:
    QHash<QString, QHash<QString, Decision>> m_profiles;
};

}
