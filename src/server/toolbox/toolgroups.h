// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace myna::server {

// Household things whose tools are known by their names: of a light, a thermostat and music only the usual actions pass unless the owner
// decided otherwise. resources/manual/tools.md says which.
enum class GroupVerdict {
    None, // no tool of such a thing
    Usual,
    Unusual,
    ByArguments, // its name says nothing of what it does; its arguments do
};

GroupVerdict groupVerdict(const QString& tool);
GroupVerdict groupVerdict(const QString& tool, const QJsonObject& arguments); // never ByArguments

}
