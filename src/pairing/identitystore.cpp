// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/identitystore.h"

#include <QLoggingCategory>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace myna::pairing {

namespace {

Q_LOGGING_CATEGORY(logIdentity, "myna.pairing.identity")

QString keyName(const QString& serverId)
{
    return u"identity/%1/hmac"_s.arg(serverId);
}

QString tokenName(const QString& serverId)
{
    return u"identity/%1/token"_s.arg(serverId);
}

QString addressName(const QString& serverId)
{
    return u"identity/%1/address"_s.arg(serverId);
}

QString proxyName(const QString& serverId)
{
    return u"identity/%1/proxy"_s.arg(serverId);
}

Failure fileFailure(const Error& error)
{
    return { Step::Identity, error, error.code == Error::Code::Invalid ? Repair::NewIdentity : Repair::TryAgain };
}

Failure secretFailure(const Error& error)
{
    if (error.code == Error::Code::Unavailable)
        return { Step::Identity, error, Repair::KeepInFile };
    return { Step::Identity, error, error.code == Error::Code::Refused ? Repair::UnlockKeyring : Repair::TryAgain };
}

IdentityStore::Loaded failedWith(const Failure& failure)
{
    return { {}, {}, failure };
}

}

IdentityStore::IdentityStore(const QString& dataDir, SecretStore& secrets)
    : m_file(dataDir)
    , m_secrets(secrets)
{
}

void IdentityStore::load(const QString& serverId, const Answer& answer)
{
    const Result<IdentityFile::Found> found = m_file.find(serverId);
    if (!found) {
        answer(failedWith(fileFailure(found.error())));
        return;
    }
    Loaded loaded { {}, found->notice, std::nullopt };
    if (found->device) {
        loaded.identity.device = *found->device;
    } else {
        loaded.identity.device = makeIdentity().device;
        if (const Result<> kept = m_file.put(serverId, loaded.identity.device); !kept) {
            answer(failedWith(fileFailure(kept.error())));
            return;
        }
    }
    readKey(serverId, loaded, answer);
}

void IdentityStore::readKey(const QString& serverId, const Loaded& loaded, const Answer& answer)
{
    m_secrets.read(keyName(serverId), [self = QPointer(this), serverId, loaded, answer](const Result<QByteArray>& key) {
        if (!self)
            return;
        if (key && !key->isEmpty()) {
            Loaded complete = loaded;
            complete.identity.hmacKey = *key;
            answer(complete);
        } else if (!key && key.error().code != Error::Code::NotFound) {
            answer(failedWith(secretFailure(key.error())));
        } else {
            self->giveNewKey(serverId, loaded, answer);
        }
    });
}

// A locked keyring also says "not stored", so only one that takes the probe is believed to have no key. The device keeps its id:
// the key only signs the challenge of an activation, and a server that knows the device asks for none.
void IdentityStore::giveNewKey(const QString& serverId, const Loaded& loaded, const Answer& answer)
{
    m_secrets.probe([self = QPointer(this), serverId, loaded, answer](const Result<>& works) {
        if (!self)
            return;
        if (!works) {
            answer(failedWith(secretFailure(works.error())));
            return;
        }
        Loaded complete = loaded;
        complete.identity.hmacKey = makeHmacKey();
        self->m_secrets.write(keyName(serverId), complete.identity.hmacKey,
            [complete, answer](const Result<>& written) { answer(written ? complete : failedWith(secretFailure(written.error()))); });
    });
}

void IdentityStore::renew(const QString& serverId, Answer answer)
{
    adopt(serverId, makeIdentity(), std::move(answer));
}

void IdentityStore::adopt(const QString& serverId, const Identity& identity, Answer answer)
{
    m_secrets.probe([self = QPointer(this), serverId, identity, answer = std::move(answer)](const Result<>& works) {
        if (!self)
            return;
        if (!works) {
            answer(failedWith(secretFailure(works.error())));
            return;
        }
        const Loaded fresh { identity, {}, std::nullopt };
        if (const Result<> kept = self->m_file.put(serverId, fresh.identity.device); !kept) {
            answer(failedWith(fileFailure(kept.error())));
            return;
        }
        self->keepToken(serverId, {});
        self->keepAddress(serverId, {});
        self->m_secrets.write(keyName(serverId), fresh.identity.hmacKey,
            [fresh, answer](const Result<>& written) { answer(written ? fresh : failedWith(secretFailure(written.error()))); });
    });
}

void IdentityStore::keepToken(const QString& serverId, const QString& token)
{
    keepSecret(tokenName(serverId), token);
}

void IdentityStore::readToken(const QString& serverId, std::function<void(const QString&)> answer)
{
    readSecret(tokenName(serverId), std::move(answer));
}

void IdentityStore::keepAddress(const QString& serverId, const QUrl& address)
{
    keepSecret(addressName(serverId), address.toString(QUrl::FullyEncoded));
}

void IdentityStore::readAddress(const QString& serverId, std::function<void(const QUrl&)> answer)
{
    readSecret(addressName(serverId), [answer = std::move(answer)](const QString& address) { answer(QUrl(address, QUrl::StrictMode)); });
}

void IdentityStore::keepProxyPassword(const QString& serverId, const QString& password)
{
    keepSecret(proxyName(serverId), password);
}

void IdentityStore::readProxyPassword(const QString& serverId, std::function<void(const QString&)> answer)
{
    readSecret(proxyName(serverId), std::move(answer));
}

std::optional<protocol::DeviceIdentity> IdentityStore::known(const QString& serverId) const
{
    const Result<IdentityFile::Found> found = m_file.find(serverId);
    return found ? found->device : std::nullopt;
}

void IdentityStore::forget(const QString& serverId)
{
    if (const Result<> removed = m_file.remove(serverId); !removed)
        qCInfo(logIdentity) << "an identity stays behind:" << removed.error();
    for (const QString& key : { keyName(serverId), tokenName(serverId), addressName(serverId), proxyName(serverId) })
        keepSecret(key, {});
}

void IdentityStore::keepSecret(const QString& key, const QString& secret)
{
    const auto told = [key](const Result<>& done) {
        if (!done && done.error().code != Error::Code::NotFound)
            qCInfo(logIdentity) << key << "is not kept:" << done.error();
    };
    if (secret.isEmpty())
        m_secrets.remove(key, told);
    else
        m_secrets.write(key, secret.toUtf8(), told);
}

void IdentityStore::readSecret(const QString& key, std::function<void(const QString&)> answer)
{
    m_secrets.read(key, [self = QPointer(this), answer = std::move(answer)](const Result<QByteArray>& secret) {
        if (self)
            answer(secret ? QString::fromUtf8(*secret) : QString());
    });
}

}

#include "moc_identitystore.cpp"
