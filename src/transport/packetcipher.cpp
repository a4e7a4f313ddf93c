// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/packetcipher.h"

#include <limits>

#include <openssl/crypto.h>
#include <openssl/evp.h>

// All the code that knows OpenSSL's ciphers.
namespace myna::transport {

namespace {

constexpr qsizetype blockBytes = 16;

struct FreeContext
{
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); } // wipes the key schedule
};

const unsigned char* octets(const char* bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes);
}

}

struct PacketCipher::Private
{
    std::unique_ptr<EVP_CIPHER_CTX, FreeContext> context;
};

PacketCipher::PacketCipher(const QByteArray& key)
    : d(std::make_unique<Private>())
{
    if (key.size() != blockBytes)
        return;
    d->context.reset(EVP_CIPHER_CTX_new());
    if (d->context && EVP_EncryptInit_ex(d->context.get(), EVP_aes_128_ctr(), nullptr, octets(key.constData()), nullptr) != 1)
        d->context.reset();
}

PacketCipher::~PacketCipher() = default;

bool PacketCipher::isUsable() const
{
    return d->context != nullptr;
}

QByteArray PacketCipher::apply(const QByteArray& counter, QByteArrayView data)
{
    if (!d->context || counter.size() != blockBytes || data.size() > std::numeric_limits<int>::max())
        return {};
    if (EVP_EncryptInit_ex(d->context.get(), nullptr, nullptr, nullptr, octets(counter.constData())) != 1)
        return {};
    QByteArray out(data.size(), Qt::Uninitialized);
    int written = 0;
    if (!data.isEmpty()
        && EVP_EncryptUpdate(
               d->context.get(), reinterpret_cast<unsigned char*>(out.data()), &written, octets(data.data()), int(data.size()))
            != 1)
        return {};
    out.truncate(written);
    return out;
}

void wipe(QByteArray& secret)
{
    if (!secret.isEmpty() && secret.isDetached())
        OPENSSL_cleanse(secret.data(), size_t(secret.size()));
    secret.clear();
}

}
