// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSslError>

#include <memory>

namespace myna::transport {

// TLS settings that believe exactly one certificate, whoever signed it and whatever name it bears, while it is valid. For libraries that
// take an OpenSSL context; what Qt does itself is told by net/certificatepin.h. A handshake belongs to one thread, and finding() to it.
class PinnedTls
{
public:
    explicit PinnedTls(const QByteArray& der);
    ~PinnedTls();
    PinnedTls(const PinnedTls&) = delete;
    PinnedTls& operator=(const PinnedTls&) = delete;

    [[nodiscard]] void* context() const; // an SSL_CTX of ours; null: not to be had, or `der` is no certificate
    // Why the last handshake's certificate was not believed; NoError when it was.
    [[nodiscard]] QSslError::SslError finding() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
