// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/testpicture.h"

#include <QtEndian>

namespace myna::server {

namespace {

constexpr quint32 side = 64;

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

quint32 crc(const QByteArray& bytes)
{
    quint32 sum = 0xffffffff;
    for (const char byte : bytes) {
        sum ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum >> 1) ^ ((sum & 1) ? 0xedb88320U : 0U);
    }
    return ~sum;
}

QByteArray chunk(const QByteArray& name, const QByteArray& content)
{
    return bigEndian(quint32(content.size())) + name + content + bigEndian(crc(name + content));
}

}

QByteArray testPicture()
{
    const QByteArray eightBitRgb("\x08\x02\x00\x00\x00", 5);
    QByteArray row(1, '\0'); // no filter
    for (quint32 i = 0; i < side; ++i)
        row += QByteArray("\xe0\x10\x10", 3);
    const QByteArray packed = qCompress(row.repeated(int(side))).mid(4); // Qt puts the length in front of zlib's stream
    return QByteArray("\x89PNG\r\n\x1a\n", 8) + chunk("IHDR", bigEndian(side) + bigEndian(side) + eightBitRgb) + chunk("IDAT", packed)
        + chunk("IEND", {});
}

}
