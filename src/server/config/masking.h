// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

namespace myna::server {

// Whether the value of a key of this name opens a door: api_key, access_token, tokens, secret, password, appkey, …
[[nodiscard]] bool isSecretName(const QString& name);
// The last three characters of a long one, otherwise nothing of it. Empty stays empty; `${NAME}` and `keychain:NAME` say where it is and
// stay readable.
[[nodiscard]] QString masked(const QString& secret);
// Everything below `key` with its secrets masked, also those inside addresses.
[[nodiscard]] QJsonValue masked(const QJsonValue& value, const QString& key = {});
// Left over from an example: "your key", "你的…", "xxxx".
[[nodiscard]] bool isPlaceholder(const QString& text);

}
