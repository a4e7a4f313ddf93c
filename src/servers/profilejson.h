// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "pairing/serverprofile.h"

#include <QJsonObject>
#include <QVector>

// Server profiles as JSON: in DIR/profiles.json, and in the file that one computer hands to another. Never with a secret.
namespace myna::servers {

// Far more than anybody has; keeps the file and the list small.
inline constexpr qsizetype maxProfiles = 40;
// Characters of a name; longer ones are cut.
inline constexpr qsizetype maxNameLength = 60;

QByteArray encodeProfiles(const QVector<pairing::ServerProfile>& profiles);
// Judges every field: unknown words become the default, an entry without a usable address is left out.
// Errors: Invalid (not JSON, another format, a newer version, more than maxProfiles).
Result<QVector<pairing::ServerProfile>> decodeProfiles(const QByteArray& content);

// One line without control characters, at most maxNameLength long.
QString tidyName(const QString& typed);

}
