// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

namespace myna {

QLatin1String codeName(Error::Code code)
{
    switch (code) {
    case Error::Code::Cancelled:
        return QLatin1String("cancelled");
    case Error::Code::Timeout:
        return QLatin1String("timeout");
    case Error::Code::Network:
        return QLatin1String("network");
    case Error::Code::Protocol:
        return QLatin1String("protocol");
    case Error::Code::Refused:
        return QLatin1String("refused");
    case Error::Code::Unavailable:
        return QLatin1String("unavailable");
    case Error::Code::NotFound:
        return QLatin1String("not_found");
    case Error::Code::Invalid:
        return QLatin1String("invalid");
    }
    return QLatin1String("invalid");
}

QDebug operator<<(QDebug debug, const Error& error)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "Error(" << codeName(error.code) << ", " << error.text << ")";
    return debug;
}

}
