// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/identity.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QUuid>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace myna::pairing {

namespace {

template<std::size_t Words>
QByteArray randomBytes()
{
    std::array<quint32, Words> words {};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return { reinterpret_cast<const char*>(words.data()), qsizetype(sizeof(words)) };
}

// 02 as the first byte marks the address as locally administered, so it can never be that of a real network card.
QString makeDeviceId()
{
    QByteArray mac = randomBytes<2>().left(6);
    mac[0] = 0x02;
    return QString::fromLatin1(mac.toHex(':'));
}

}

QByteArray makeHmacKey()
{
    return randomBytes<8>().toHex();
}

Identity makeIdentity()
{
    Identity identity;
    identity.device.deviceId = makeDeviceId();
    identity.device.clientId = QUuid::createUuid().toString(QUuid::WithoutBraces);
    identity.device.serialNumber = serialNumberFor(identity.device.deviceId);
    identity.hmacKey = makeHmacKey();
    return identity;
}

QString serialNumberFor(const QString& deviceId)
{
    const QString plain = deviceId.toLower().remove(u':').remove(u'-');
    const QByteArray digest = QCryptographicHash::hash(plain.toUtf8(), QCryptographicHash::Md5).toHex();
    return u"SN-%1-%2"_s.arg(QString::fromLatin1(digest.left(8).toUpper()), plain);
}

}
