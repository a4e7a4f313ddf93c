// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pairing/secretstore.h"

#include <QHash>
#include <QObject>

namespace myna::pairing {

// Keeps secrets in DIR/secrets.json, which only its owner can read. Used after the user agreed to it.
class FileStore final : public SecretStore
{
public:
    explicit FileStore(const QString& dataDir);

    // Besides the errors of SecretStore: Invalid, once, when the file was damaged; it was then kept aside as secrets.json.broken.
    void probe(DoneAnswer answer) override;
    void read(const QString& key, ReadAnswer answer) override;
    void write(const QString& key, const QByteArray& secret, DoneAnswer answer) override;
    void remove(const QString& key, DoneAnswer answer) override;
    [[nodiscard]] QString place() const override;

private:
    using Secrets = QHash<QString, QByteArray>;

    [[nodiscard]] Result<Secrets> load() const;
    [[nodiscard]] Result<> save(const Secrets& secrets) const;
    void answerDone(const Result<>& result, DoneAnswer answer);

    QString m_path;
    QObject m_context; // answers not yet given die with the store
};

}
