// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pairing/secretstore.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <optional>

namespace myna::pairing {

// What a MemoryStore keeps; two stores on one shelf are the same keyring before and after a restart.
struct MemoryShelf
{
    QHash<QString, QByteArray> secrets;
    std::optional<Error> readError; // answered by every read when set
    std::optional<Error> writeError; // answered by every write, removal and probe when set
};

// Keeps secrets until the program ends: for tests, and for a single run that must leave nothing behind.
class MemoryStore final : public SecretStore
{
public:
    explicit MemoryStore(std::shared_ptr<MemoryShelf> shelf = std::make_shared<MemoryShelf>());

    void probe(DoneAnswer answer) override;
    void read(const QString& key, ReadAnswer answer) override;
    void write(const QString& key, const QByteArray& secret, DoneAnswer answer) override;
    void remove(const QString& key, DoneAnswer answer) override;
    [[nodiscard]] QString place() const override;

private:
    void answerDone(DoneAnswer answer);

    std::shared_ptr<MemoryShelf> m_shelf;
    QObject m_context; // answers not yet given die with the store
};

}
