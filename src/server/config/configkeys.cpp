// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configkeys.h"

#include "base/enumtable.h"

#include <array>

namespace myna::server {

namespace {

constexpr auto classes = std::to_array<Word<KeyClass>>({
    { KeyClass::Live, QLatin1String("live") },
    { KeyClass::NextSession, QLatin1String("next_session") },
    { KeyClass::Restart, QLatin1String("restart") },
});

std::vector<ConfigKey> gathered()
{
    std::vector<ConfigKey> all;
    for (auto part : { serverKeys, dialogueKeys, engineKeys, operationKeys, toolKeys, outsideKeys }) {
        std::vector<ConfigKey> keys = part();
        std::move(keys.begin(), keys.end(), std::back_inserter(all));
    }
    return all;
}

}

QLatin1String className(KeyClass when)
{
    return wordOf(classes, when);
}

const std::vector<ConfigKey>& configKeys()
{
    static const std::vector<ConfigKey> all = gathered();
    return all;
}

}
