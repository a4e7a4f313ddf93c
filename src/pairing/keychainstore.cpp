// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/keychainstore.h"

#include <QCoreApplication>
#include <qt6keychain/keychain.h>

using namespace Qt::Literals::StringLiterals;

namespace myna::pairing {

namespace {

// Every name is the folder-like key of the store below this service; it is what the user sees in the system's key list.
constexpr auto service = "Myna"_L1;

// Error 7 means "no service answered" as well as "there is no keyring yet": neither can keep anything.
// A locked keyring refuses writes with AccessDenied, but answers reads with EntryNotFound, which is why probe() writes.
Error errorOf(const QKeychain::Job& job)
{
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return { Error::Code::NotFound, QCoreApplication::translate("myna", "Your keychain has nothing stored under this name.") };
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return { Error::Code::Refused,
            QCoreApplication::translate("myna", "Your keychain is locked. Unlock it, then try again; nothing was changed.") };
    case QKeychain::NoError:
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        break;
    }
    return { Error::Code::Unavailable,
        QCoreApplication::translate(
            "myna", "This computer offers no working keychain (%1). The keys can be kept in a file only you can read.")
            .arg(job.errorString()) };
}

// The job deletes itself when it is done; `context` decides only whether the answer is still wanted.
template<typename Job, typename Answer>
void start(std::unique_ptr<Job> job, const QString& key, const QObject* context, Answer answer)
{
    job->setInsecureFallback(false);
    job->setKey(key);
    Job* running = job.release();
    QObject::connect(running, &QKeychain::Job::finished, context, [running, answer = std::move(answer)] { answer(*running); });
    running->start();
}

template<typename Job>
Result<> doneOf(const Job& job)
{
    if (job.error() == QKeychain::NoError)
        return {};
    return errorOf(job);
}

}

KeychainStore::KeychainStore(const QString& scope)
    : m_scope(scope)
{
}

void KeychainStore::probe(DoneAnswer answer)
{
    const QString key = u"probe"_s;
    write(key, "probe", [this, key, answer = std::move(answer)](const Result<>& written) {
        if (!written)
            answer(written);
        else
            remove(key, answer);
    });
}

void KeychainStore::read(const QString& key, ReadAnswer answer)
{
    start(std::make_unique<QKeychain::ReadPasswordJob>(service), scoped(key), &m_context,
        [answer = std::move(answer)](const QKeychain::ReadPasswordJob& job) {
            if (job.error() == QKeychain::NoError)
                answer(job.binaryData());
            else
                answer(errorOf(job));
        });
}

void KeychainStore::write(const QString& key, const QByteArray& secret, DoneAnswer answer)
{
    auto job = std::make_unique<QKeychain::WritePasswordJob>(service);
    job->setBinaryData(secret);
    start(std::move(job), scoped(key), &m_context,
        [answer = std::move(answer)](const QKeychain::WritePasswordJob& done) { answer(doneOf(done)); });
}

void KeychainStore::remove(const QString& key, DoneAnswer answer)
{
    start(std::make_unique<QKeychain::DeletePasswordJob>(service), scoped(key), &m_context,
        [answer = std::move(answer)](const QKeychain::DeletePasswordJob& job) {
            if (job.error() == QKeychain::EntryNotFound)
                answer({});
            else
                answer(doneOf(job));
        });
}

QString KeychainStore::place() const
{
    return QCoreApplication::translate("myna", "in your keychain");
}

QString KeychainStore::scoped(const QString& key) const
{
    return m_scope.isEmpty() ? key : u"%1 (%2)"_s.arg(key, m_scope);
}

}
