// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/storedsecrets.h"

#include "base/invoke.h"
#include "client/datadirectory.h"
#include "pairing/filestore.h"

#include <QDir>
#include <QFile>

namespace myna::client {

using namespace Qt::Literals::StringLiterals;

namespace {

QString keyOf(const QString& name)
{
    return u"config/"_s + name;
}

// Names are looked up one after the other: a keychain that asks its user asks once at a time.
struct Lookup
{
    QStringList left;
    server::Secrets found;
    std::function<void(const server::Secrets&)> answer;
};

class StoredSecrets final : public QObject
{
public:
    explicit StoredSecrets(const QString& dataDir)
        : m_store(secretStoreFor(dataDir, settings::SettingsStore(dataDir)))
    {
        if (QFile::exists(QDir(dataDir).filePath(u"secrets.json"_s)))
            m_file = std::make_unique<pairing::FileStore>(dataDir);
    }

    void next(const std::shared_ptr<Lookup>& lookup)
    {
        if (lookup->left.isEmpty()) {
            lookup->answer(lookup->found);
            return;
        }
        const QString name = lookup->left.takeFirst();
        m_store->read(keyOf(name), [this, lookup, name](const Result<QByteArray>& secret) {
            if (secret || !m_file)
                take(lookup, name, secret);
            else
                m_file->read(keyOf(name), [this, lookup, name](const Result<QByteArray>& kept) { take(lookup, name, kept); });
        });
    }

private:
    void take(const std::shared_ptr<Lookup>& lookup, const QString& name, const Result<QByteArray>& secret)
    {
        if (secret)
            lookup->found.insert(name, QString::fromUtf8(*secret));
        next(lookup);
    }

    std::unique_ptr<pairing::SecretStore> m_store;
    std::unique_ptr<pairing::SecretStore> m_file;
};

// What the server holds; the stores behind it stay on their thread.
class Source final : public server::SecretSource
{
public:
    explicit Source(const QString& dataDir)
        : m_dataDir(dataDir)
        , m_home(new QObject, [](QObject* object) { object->deleteLater(); })
    {
    }

    void read(const QStringList& names, std::function<void(const server::Secrets&)> answer) override
    {
        const auto lookup = std::make_shared<Lookup>(Lookup { names, {}, {} });
        // Opened for each question: the file may have come since. The stores live until the answer.
        onThreadOf(m_home.get(), [lookup, dataDir = m_dataDir, answer = std::move(answer)] {
            auto* const stores = new StoredSecrets(dataDir);
            lookup->answer = [stores, answer](const server::Secrets& found) {
                answer(found);
                stores->deleteLater();
            };
            stores->next(lookup);
        });
    }

private:
    QString m_dataDir;
    std::shared_ptr<QObject> m_home;
};

}

std::shared_ptr<server::SecretSource> storedSecrets(const QString& dataDir)
{
    return std::make_shared<Source>(dataDir);
}

void storeSecret(const QString& dataDir, bool inFile, const QString& name, const QByteArray& secret, QObject* context,
    std::function<void(Result<QString>)> done)
{
    std::shared_ptr<pairing::SecretStore> store;
    if (inFile)
        store = std::make_shared<pairing::FileStore>(dataDir);
    else
        store = secretStoreFor(dataDir, settings::SettingsStore(dataDir));
    QObject::connect(context, &QObject::destroyed, context, [store] {}); // until the answer, at least
    store->write(keyOf(name), secret, [place = store->place(), done = std::move(done)](const Result<>& written) {
        if (written)
            done(place);
        else
            done(written.error());
    });
}

}
