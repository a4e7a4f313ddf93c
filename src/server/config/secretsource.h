// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <functional>

namespace myna::server {

using Secrets = QHash<QString, QString>; // name → secret

// Where the values `keychain:NAME` of a configuration come from. The programs supply it: the server knows no keychain.
class SecretSource
{
public:
    SecretSource() = default;
    SecretSource(const SecretSource&) = delete;
    SecretSource& operator=(const SecretSource&) = delete;
    virtual ~SecretSource() = default;

    // Any thread. `answer` is called once, later, on a thread of the source's choice, with those that are there.
    virtual void read(const QStringList& names, std::function<void(const Secrets& found)> answer) = 0;
};

}
