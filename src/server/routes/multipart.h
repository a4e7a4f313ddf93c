// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QVector>

namespace myna::server {

struct FormPart
{
    QByteArray name;
    QByteArray content;
    bool operator==(const FormPart&) const = default;
};

// The parts of a `multipart/form-data` body (RFC 7578), in their order; at most maxFormParts. Errors: Invalid.
inline constexpr qsizetype maxFormParts = 16;
Result<QVector<FormPart>> formParts(const QByteArray& contentType, const QByteArray& body);

}
