// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/framing.h"

#include "protocol/brokenframe.h"

#include <QCoreApplication>
#include <QtEndian>

namespace myna::protocol {

namespace {

// Offsets and sizes of the two headers; all integers big-endian.
constexpr qsizetype headerV2 = 16; // version 16, type 16, reserved 32, timestamp 32, payload size 32
constexpr qsizetype headerV3 = 4; // type 8, reserved 8, payload size 16
constexpr qsizetype headerGateway = 16;
constexpr quint16 typeOpus = 0;

Error tooLarge(qsizetype bytes)
{
    return { Error::Code::Invalid,
        QCoreApplication::translate("myna", "The other end sent a sound packet of %1 bytes; at most %2 are accepted.")
            .arg(bytes)
            .arg(maxOpusBytes) };
}

Result<AudioPacket> payloadOf(const QByteArray& frame, qsizetype header, quint32 announced, quint32 timestampMs)
{
    if (announced > maxOpusBytes)
        return tooLarge(announced);
    if (frame.size() != header + qsizetype(announced))
        return broken(QT_TRANSLATE_NOOP("myna", "The other end sent a sound frame whose size disagrees with its header."));
    return AudioPacket { frame.mid(header), timestampMs, 0 };
}

Result<AudioPacket> decodeV2(const QByteArray& frame)
{
    if (frame.size() < headerV2)
        return broken(QT_TRANSLATE_NOOP("myna", "The other end sent a sound frame that is too short."));
    const char* bytes = frame.constData();
    if (qFromBigEndian<quint16>(bytes) != 2)
        return broken(QT_TRANSLATE_NOOP("myna", "The other end sent a sound frame of another version than agreed."));
    if (qFromBigEndian<quint16>(bytes + 2) != typeOpus)
        return broken(QT_TRANSLATE_NOOP("myna", "The other end sent a binary frame that is not sound."));
    return payloadOf(frame, headerV2, qFromBigEndian<quint32>(bytes + 12), qFromBigEndian<quint32>(bytes + 8));
}

Result<AudioPacket> decodeV3(const QByteArray& frame)
{
    if (frame.size() < headerV3)
        return broken(QT_TRANSLATE_NOOP("myna", "The other end sent a sound frame that is too short."));
    const char* bytes = frame.constData();
    if (quint8(bytes[0]) != typeOpus)
        return broken(QT_TRANSLATE_NOOP("myna", "The other end sent a binary frame that is not sound."));
    return payloadOf(frame, headerV3, qFromBigEndian<quint16>(bytes + 2), 0);
}

Result<AudioPacket> decodeGateway(const QByteArray& frame)
{
    const bool bare = frame.size() < headerGateway;
    const qsizetype bytes = bare ? frame.size() : frame.size() - headerGateway;
    if (bytes > maxOpusBytes)
        return tooLarge(bytes);
    return bare ? AudioPacket { frame, 0, 0 } : AudioPacket { frame.mid(headerGateway), qFromBigEndian<quint32>(frame.constData() + 8), 0 };
}

QByteArray headerFor(const AudioPacket& packet, Framing framing)
{
    QByteArray header;
    switch (framing) {
    case Framing::V1:
        break;
    case Framing::V2:
        header.fill('\0', headerV2);
        qToBigEndian<quint16>(2, header.data());
        qToBigEndian<quint16>(typeOpus, header.data() + 2);
        qToBigEndian<quint32>(packet.timestampMs, header.data() + 8);
        qToBigEndian<quint32>(quint32(packet.opus.size()), header.data() + 12);
        break;
    case Framing::V3:
        header.fill('\0', headerV3);
        qToBigEndian<quint16>(quint16(packet.opus.size()), header.data() + 2);
        break;
    case Framing::Gateway:
        header.fill('\0', headerGateway);
        header[0] = 1;
        qToBigEndian<quint16>(quint16(packet.opus.size()), header.data() + 2);
        qToBigEndian<quint32>(packet.sequence, header.data() + 4);
        qToBigEndian<quint32>(packet.timestampMs, header.data() + 8);
        qToBigEndian<quint32>(quint32(packet.opus.size()), header.data() + 12);
        break;
    }
    return header;
}

}

QByteArray encodeFrame(const AudioPacket& packet, Framing framing)
{
    if (packet.opus.size() > maxOpusBytes)
        return {};
    return headerFor(packet, framing) + packet.opus;
}

Result<AudioPacket> decodeFrame(const QByteArray& frame, Framing framing)
{
    switch (framing) {
    case Framing::V1:
        if (frame.size() > maxOpusBytes)
            return tooLarge(frame.size());
        return AudioPacket { frame, 0, 0 };
    case Framing::V2:
        return decodeV2(frame);
    case Framing::V3:
        return decodeV3(frame);
    case Framing::Gateway:
        return decodeGateway(frame);
    }
    return broken(QT_TRANSLATE_NOOP("myna", "The other end sent a sound frame of another version than agreed."));
}

std::optional<Framing> framingFromNumber(int number)
{
    switch (number) {
    case 1:
        return Framing::V1;
    case 2:
        return Framing::V2;
    case 3:
        return Framing::V3;
    default:
        return std::nullopt;
    }
}

}
