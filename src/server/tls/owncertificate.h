// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QDateTime>
#include <QSslCertificate>
#include <QStringList>

namespace myna::server {

// The server's own authority and certificate, as they lie in DIR/tls: root.crt (for devices and browsers), server.crt, and two keys that
// only this account can read. Blocks for some milliseconds when it makes something.
class OwnCertificate
{
public:
    static constexpr int renewDaysBefore = 30;

    explicit OwnCertificate(const QString& dataDir);

    [[nodiscard]] QString rootFile() const { return file(QStringLiteral("root.crt")); }
    [[nodiscard]] QString certificateFile() const { return file(QStringLiteral("server.crt")); }
    [[nodiscard]] QString keyFile() const { return file(QStringLiteral("server.key")); }
    [[nodiscard]] QSslCertificate root() const;
    [[nodiscard]] QSslCertificate certificate() const;

    // Names somebody wished for, beside the configuration's; kept for every renewal.
    [[nodiscard]] QStringList furtherNames() const;
    [[nodiscard]] Result<> addNames(const QStringList& names) const;

    // Makes what is missing, about to expire or not for all of `names`. True: there is another certificate now.
    // Errors: Refused (the folder cannot be written, the root's key was taken away), Invalid (as certify()).
    [[nodiscard]] Result<bool> renew(const QStringList& names, const QDateTime& now) const;

private:
    [[nodiscard]] QString file(const QString& name) const;
    [[nodiscard]] bool isGood(const QStringList& names, const QDateTime& now) const;

    QString m_folder;
};

}
