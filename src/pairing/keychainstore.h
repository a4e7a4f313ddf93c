// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pairing/secretstore.h"

#include <QObject>

namespace myna::pairing {

// Keeps secrets in the keychain of the operating system, under the service "Myna". All the code that knows QtKeychain.
// A call may take as long as the user needs to answer the system's question for the password.
class KeychainStore final : public SecretStore
{
public:
    // Two installations with data folders of their own pass different scopes, or they would overwrite each other's keys.
    explicit KeychainStore(const QString& scope = {});

    void probe(DoneAnswer answer) override;
    void read(const QString& key, ReadAnswer answer) override;
    void write(const QString& key, const QByteArray& secret, DoneAnswer answer) override;
    void remove(const QString& key, DoneAnswer answer) override;
    [[nodiscard]] QString place() const override;

private:
    [[nodiscard]] QString scoped(const QString& key) const;

    QString m_scope;
    QObject m_context; // answers not yet given die with the store; the jobs themselves run to their end
};

}
