// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/pinnedtls.h"

#include "net/certificatepin.h"

#include <openssl/ssl.h>

// All the code that knows OpenSSL's TLS.
namespace myna::transport {

namespace {

struct FreeTlsContext
{
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

QByteArray derOf(X509* certificate)
{
    const int size = certificate ? i2d_X509(certificate, nullptr) : 0;
    if (size <= 0)
        return {};
    QByteArray der(size, '\0');
    auto* at = reinterpret_cast<unsigned char*>(der.data());
    i2d_X509(certificate, &at);
    return der;
}

}

struct PinnedTls::Private
{
    QByteArray pinned;
    std::unique_ptr<SSL_CTX, FreeTlsContext> context;
    QSslError::SslError finding = QSslError::NoError;

    [[nodiscard]] QSslError::SslError judge(X509* shown) const;
    static int verify(X509_STORE_CTX* handshake, void* self);
};

QSslError::SslError PinnedTls::Private::judge(X509* shown) const
{
    if (derOf(shown) != pinned)
        return QSslError::CertificateUntrusted;
    if (X509_cmp_current_time(X509_get0_notBefore(shown)) >= 0)
        return QSslError::CertificateNotYetValid;
    if (X509_cmp_current_time(X509_get0_notAfter(shown)) <= 0)
        return QSslError::CertificateExpired;
    return QSslError::NoError;
}

// Stands in for the whole check of chains and names: there is nobody to vouch for a certificate that was compared by a person.
int PinnedTls::Private::verify(X509_STORE_CTX* handshake, void* self)
{
    auto* pin = static_cast<Private*>(self);
    pin->finding = pin->judge(X509_STORE_CTX_get0_cert(handshake));
    const bool believed = pin->finding == QSslError::NoError;
    X509_STORE_CTX_set_error(handshake, believed ? X509_V_OK : X509_V_ERR_CERT_REJECTED);
    return believed ? 1 : 0;
}

PinnedTls::PinnedTls(const QByteArray& der)
    : d(std::make_unique<Private>())
{
    if (net::fingerprintOf(der).isEmpty())
        return;
    d->pinned = der;
    d->context.reset(SSL_CTX_new(TLS_client_method()));
    if (!d->context)
        return;
    SSL_CTX_set_min_proto_version(d->context.get(), TLS1_2_VERSION);
    SSL_CTX_set_verify(d->context.get(), SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_cert_verify_callback(d->context.get(), &Private::verify, d.get());
}

PinnedTls::~PinnedTls() = default;

void* PinnedTls::context() const
{
    return d->context.get();
}

QSslError::SslError PinnedTls::finding() const
{
    return d->finding;
}

}
