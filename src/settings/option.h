// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace myna::settings {

// A setting: its key, its default, and the keys it had before, so that renaming never loses a choice.
template<typename T>
struct Option
{
    const char* key;
    T defaultValue;
    std::initializer_list<const char*> formerKeys = {};
};

}
