// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDebug>
#include <QString>

namespace myna {

// Why something did not work: a code to decide by and a sentence a person can read.
struct Error
{
    enum class Code { Cancelled, Timeout, Network, Protocol, Refused, Unavailable, NotFound, Invalid };

    Code code = Code::Invalid;
    QString text;

    bool operator==(const Error&) const = default;
};

// Code Invalid: what somebody gave us cannot be used.
inline Error invalid(const QString& text)
{
    return { Error::Code::Invalid, text };
}

// The stable lower-case name of a code, as it appears in JSON events and logs.
QLatin1String codeName(Error::Code code);

QDebug operator<<(QDebug debug, const Error& error);

}
