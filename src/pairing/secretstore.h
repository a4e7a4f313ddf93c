// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace myna::pairing {

// Where secrets live. Every call answers exactly once, later, on the main thread.
// Errors: NotFound (nothing stored under this key) · Unavailable (no keyring service) · Refused (locked) · others as they come.
class SecretStore
{
public:
    using ReadAnswer = std::function<void(Result<QByteArray>)>;
    using DoneAnswer = std::function<void(Result<>)>;

    SecretStore() = default;
    SecretStore(const SecretStore&) = delete;
    SecretStore& operator=(const SecretStore&) = delete;
    virtual ~SecretStore() = default;

    // Writes and removes a dummy: the only reliable way to know that a keyring works (a locked one reads as "not stored").
    virtual void probe(DoneAnswer answer) = 0;
    virtual void read(const QString& key, ReadAnswer answer) = 0;
    virtual void write(const QString& key, const QByteArray& secret, DoneAnswer answer) = 0;
    virtual void remove(const QString& key, DoneAnswer answer) = 0;
    // Where it keeps things, for the user: "in your keychain", "in a file only you can read".
    [[nodiscard]] virtual QString place() const = 0;
};

}
