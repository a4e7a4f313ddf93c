// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "pairing/identity.h"
#include "pairing/serverprofile.h"

#include <QVector>

// Servers and an identity from the files of other programs. Pure functions of what is in the files; nothing is written.
namespace myna::servers {

struct Imported
{
    QVector<pairing::ServerProfile> profiles; // without ids
    // Of py-xiaozhi: belongs to the first profile. The key is a secret.
    std::optional<pairing::Identity> identity;
    QString token; // of py-xiaozhi's WebSocket; a secret; belongs to the first profile
};

// Which program wrote it is seen from the content:
// - Myna's own list of servers;
// - py-xiaozhi's config.json, with `efuse`, the content of efuse.json beside it (may be empty);
// - a xiaozhi-esp32-server .config.yaml: only its addresses, never its keys.
// Errors: Invalid, with a sentence.
Result<Imported> importServers(const QByteArray& content, const QByteArray& efuse = {});

}
