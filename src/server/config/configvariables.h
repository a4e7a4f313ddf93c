// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/configfinding.h"
#include "server/config/configvalue.h"
#include "server/config/secretsource.h"

#include <functional>
#include <optional>

namespace myna::server {

using Environment = std::function<std::optional<QString>(const QString& name)>;

// The environment of this process.
Environment systemEnvironment();

// `${NAME}` and `${NAME:-otherwise}` anywhere in a text are replaced; `$${` is a `${` that stays. A text that is `keychain:NAME` becomes
// that secret. What is not there is an error with its place.
void resolveVariables(ConfigValue& root, const Environment& environment, const Secrets& secrets, ConfigFindings& findings);

// The names after `keychain:`, each once.
QStringList secretNames(const ConfigValue& root);
// NAME of `keychain:NAME`; empty when it is something else.
QString secretNameOf(const QString& text);
[[nodiscard]] bool isSecretReference(const QString& name); // letters, digits, `.`, `_`, `-`

}
