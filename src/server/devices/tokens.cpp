// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/tokens.h"

#include "base/secret.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QSaveFile>

#include <array>
#include <utility>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype keyBytes = 32;
// What an expiring token may be ahead of this clock: two computers never quite agree.
constexpr qint64 clockSkewSeconds = 24 * 3600;

}

Tokens::Tokens(QByteArray key, Clock clock)
    : m_key(std::move(key))
    , m_clock(std::move(clock))
{
}

void Tokens::setLifetime(std::chrono::seconds lifetime)
{
    m_lifetime = lifetime;
}

QString Tokens::issue(const QString& deviceId, const QString& clientId) const
{
    const QByteArray seconds = QByteArray::number(m_clock().toSecsSinceEpoch());
    return QString::fromLatin1(sign(deviceId, clientId, seconds) + '.' + seconds);
}

bool Tokens::isValid(const QString& token, const QString& deviceId, const QString& clientId) const
{
    constexpr qsizetype longest = 128;
    const QByteArray bytes = token.size() <= longest ? token.toUtf8() : QByteArray();
    const qsizetype dot = bytes.lastIndexOf('.');
    if (dot < 0)
        return false;
    bool isNumber = false;
    const QByteArray seconds = bytes.mid(dot + 1);
    const qint64 age = m_clock().toSecsSinceEpoch() - seconds.toLongLong(&isNumber);
    const bool inTime = isNumber && age >= -clockSkewSeconds && age <= m_lifetime.count();
    return equalInConstantTime(bytes.left(dot), sign(deviceId, clientId, seconds)) && inTime;
}

QByteArray Tokens::sign(const QString& deviceId, const QString& clientId, const QByteArray& seconds) const
{
    const QByteArray content = clientId.toUtf8() + '|' + deviceId.toUtf8() + '|' + seconds;
    return QMessageAuthenticationCode::hash(content, m_key, QCryptographicHash::Sha256)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

Result<QByteArray> loadServerKey(const QString& folder)
{
    const QString path = QDir(folder).filePath(u"server.key"_s);
    constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) {
        const QByteArray key = QByteArray::fromHex(file.read(4 * keyBytes).trimmed());
        if (key.size() == keyBytes) {
            file.setPermissions(ownerOnly);
            return key;
        }
        file.close();
    }
    // None yet, or not readable as one: devices get a new token with their next version check.
    std::array<quint32, keyBytes / 4> random {};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    const QByteArray key(reinterpret_cast<const char*>(random.data()), keyBytes);
    QSaveFile out(path);
    if (!out.open(QIODevice::WriteOnly) || !out.setPermissions(ownerOnly) || out.write(key.toHex() + '\n') < 0 || !out.commit()) {
        return Error { Error::Code::Refused,
            QCoreApplication::translate(
                "myna", "The server's key cannot be kept in %1: %2. Make the folder writable or choose another data folder.")
                .arg(QDir::toNativeSeparators(path), out.errorString()) };
    }
    return key;
}

}
