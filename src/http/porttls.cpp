// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/porttls.h"

namespace myna::http {

void PortTls::show(const QList<QSslCertificate>& chain, const QSslKey& key)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(key);
    // Who comes is proven by tokens. A browser that is asked for a certificate would ask its user.
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    tls.setCaCertificates({});
    const QMutexLocker lock(&m_mutex);
    m_current = tls;
}

std::optional<QSslConfiguration> PortTls::current() const
{
    const QMutexLocker lock(&m_mutex);
    return m_current;
}

}
