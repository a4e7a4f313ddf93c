// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/localserver.h"

#include <QJsonObject>

namespace myna::server {

// What the server is for a device without wishes of its own.
Persona standardPersona(const ServerOptions& options);

// `{"language","prompt","voice","engines":{"ASR":[…],…},"blocked_tools":[…],"tools":{"name or family*":"allow"|"deny"},"remembers"}`; a key
// that is missing changes nothing, and what cannot be read is as if it were missing.
Persona personaOf(const QJsonObject& profile, Persona standard);

// A profile with the wishes over it; null takes a key away. Errors: Invalid, naming the key.
Result<QJsonObject> changedProfile(const QJsonObject& profile, const QJsonObject& wishes);

}
