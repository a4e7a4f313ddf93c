// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace myna::server {

// What the instances on one PostgreSQL tell each other: that something changed, not what. `instance|d|device id` or
// `instance|c|code|state`.
inline const QString newsChannel = QStringLiteral("myna_changed");

struct StoreNews
{
    enum class Kind { Device, Code };
    QString instance; // who changed it
    Kind kind = Kind::Device;
    QString id;
    QString state; // of the code
};

inline QString newsOfDevice(const QString& instance, const QString& deviceId)
{
    return instance + QStringLiteral("|d|") + deviceId;
}

inline QString newsOfCode(const QString& instance, const QString& code, const QString& state)
{
    return instance + QStringLiteral("|c|") + code + u'|' + state;
}

inline std::optional<StoreNews> newsFrom(const QString& payload)
{
    const QString kind = payload.section(u'|', 1, 1);
    if (kind != u"d" && kind != u"c")
        return std::nullopt;
    return StoreNews { payload.section(u'|', 0, 0), kind == u"d" ? StoreNews::Kind::Device : StoreNews::Kind::Code,
        payload.section(u'|', 2, 2), payload.section(u'|', 3, 3) };
}

}
