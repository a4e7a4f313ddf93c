// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

// The shapes of everything local control says.
namespace myna::control {

// `{"success":true,"message":…,"data":{…}}`
http::Response success(const QString& message, const QJsonObject& data);
// `{"success":false,"message":…,"error_code":…}`
http::Response failure(int status, QLatin1String code, const QString& message);

// What a request carries: one JSON object or nothing, and of the fields only known ones. Otherwise the refusal (400, 415).
class Wish
{
public:
    Wish(const http::Request& request, const QStringList& knownFields);

    [[nodiscard]] const std::optional<http::Response>& refusal() const { return m_refusal; }
    // The field, or what holds without it; a field of another kind or with another word makes it a refusal.
    [[nodiscard]] bool flag(const QString& field, bool otherwise);
    [[nodiscard]] QString word(const QString& field, const QStringList& allowed, const QString& otherwise);

private:
    void refuse(int status, QLatin1String code, const QString& message);

    QJsonObject m_fields;
    std::optional<http::Response> m_refusal;
};

}
