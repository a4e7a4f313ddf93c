// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/datagram.h"

#include "protocol/brokenframe.h"
#include "protocol/framing.h"
#include "protocol/jsonfields.h"

#include <QCoreApplication>
#include <QtEndian>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::protocol {

namespace {

constexpr quint8 soundType = 1;
constexpr qsizetype maxServerText = 255;

// QByteArray::fromHex skips what is no digit; a key must not be guessed.
QByteArray readHex(JsonFields& fields, QLatin1String key)
{
    const QString text = fields.text(key, Need::Required);
    const auto digit = [](QChar c) {
        const char16_t u = c.toLower().unicode();
        return (u >= u'0' && u <= u'9') || (u >= u'a' && u <= u'f');
    };
    if (fields.has(key) && (text.size() != 2 * udpKeyBytes || !std::all_of(text.cbegin(), text.cend(), digit)))
        fields.rejectSecret(key);
    return QByteArray::fromHex(text.toLatin1());
}

}

QDebug operator<<(QDebug debug, const DatagramHeader& header)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "DatagramHeader(type " << int(header.type) << ", flags " << int(header.flags) << ", " << header.bodyBytes
                    << " bytes, ssrc " << header.ssrc << ", ts " << header.timestampMs << ", seq " << header.sequence << ")";
    return debug;
}

QByteArray encodeHeader(const DatagramHeader& header)
{
    QByteArray bytes(datagramHeaderBytes, '\0');
    bytes[0] = char(header.type);
    bytes[1] = char(header.flags);
    qToBigEndian<quint16>(header.bodyBytes, bytes.data() + 2);
    qToBigEndian<quint32>(header.ssrc, bytes.data() + 4);
    qToBigEndian<quint32>(header.timestampMs, bytes.data() + 8);
    qToBigEndian<quint32>(header.sequence, bytes.data() + 12);
    return bytes;
}

Result<DatagramHeader> decodeHeader(const QByteArray& datagram)
{
    if (datagram.size() < datagramHeaderBytes)
        return broken(QT_TRANSLATE_NOOP("myna", "The other end sent a sound packet that is too short."));
    const char* bytes = datagram.constData();
    const DatagramHeader header { quint8(bytes[0]), quint8(bytes[1]), qFromBigEndian<quint16>(bytes + 2),
        qFromBigEndian<quint32>(bytes + 4), qFromBigEndian<quint32>(bytes + 8), qFromBigEndian<quint32>(bytes + 12) };
    if (header.type != soundType)
        return broken(QT_TRANSLATE_NOOP("myna", "The other end sent a packet that is not sound."));
    if (datagram.size() - datagramHeaderBytes != header.bodyBytes)
        return broken(QT_TRANSLATE_NOOP("myna", "The other end sent a sound packet whose length is not what it says."));
    if (header.bodyBytes > maxOpusBytes)
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "The other end sent a sound packet of %1 bytes; at most %2 are accepted.")
                .arg(header.bodyBytes)
                .arg(maxOpusBytes) };
    return header;
}

QDebug operator<<(QDebug debug, const UdpOffer& offer)
{
    const QDebugStateSaver saver(debug);
    debug.nospace().noquote() << "UdpOffer(" << offer.server << ':' << offer.port << ", keys hidden)";
    return debug;
}

QJsonObject toJson(const UdpOffer& offer)
{
    return { { u"server"_s, offer.server }, { u"port"_s, int(offer.port) }, { u"key"_s, QString::fromLatin1(offer.key.toHex()) },
        { u"nonce"_s, QString::fromLatin1(offer.nonce.toHex()) } };
}

Result<UdpOffer> readUdpOffer(const QJsonObject& udp)
{
    std::optional<Error> problem;
    JsonFields fields(udp, u"udp."_s, problem);
    UdpOffer offer;
    offer.server = fields.text("server"_L1, Need::Required).trimmed();
    if (fields.has("server"_L1) && (offer.server.isEmpty() || offer.server.size() > maxServerText))
        fields.rejectValue("server"_L1);
    if (!fields.has("port"_L1))
        fields.text("port"_L1, Need::Required);
    offer.port = quint16(fields.number("port"_L1, 1, 1, 65535));
    offer.key = readHex(fields, "key"_L1);
    offer.nonce = readHex(fields, "nonce"_L1);
    // What we would send with another first byte, receivers drop.
    if (!problem && quint8(offer.nonce.at(0)) != soundType)
        fields.rejectSecret("nonce"_L1);
    if (problem)
        return *problem;
    return offer;
}

}
