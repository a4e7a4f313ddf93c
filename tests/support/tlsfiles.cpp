// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tlsfiles.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

namespace {

QByteArray fileOf(const QString& name)
{
    QFile file(u"%1/tests/data/tls/%2"_s.arg(QStringLiteral(MYNA_SOURCE_DIR), name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing", qPrintable(file.fileName()));
    return file.readAll();
}

}

QSslConfiguration tlsOf(const char* name)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate(fileOf(QString::fromLatin1(name) + u".crt"_s)));
    tls.setPrivateKey(QSslKey(fileOf(QString::fromLatin1(name) + u".key"_s), QSsl::Ec));
    return tls;
}

QByteArray certificateOf(const char* name)
{
    return QSslCertificate(fileOf(QString::fromLatin1(name) + u".crt"_s)).toDer();
}

}
