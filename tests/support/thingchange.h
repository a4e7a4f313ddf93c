// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/thing.h"

#include <optional>

namespace myna::test {

// How a change of a thing that answers at once ended.
inline Result<> changed(things::Thing& thing, const QString& property, const QVariant& value)
{
    std::optional<Result<>> outcome;
    thing.change(property, value, [&outcome](const Result<>& result) { outcome = result; });
    return outcome.value_or(Error { Error::Code::Timeout, QStringLiteral("It did not answer at once.") });
}

}
