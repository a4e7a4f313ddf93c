// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routes/picture.h"

#include <QCoreApplication>
#include <QtEndian>

#include <algorithm>
#include <limits>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

// A number as large as it is, or as large as an int can tell; without its sign.
int sized(qint64 number)
{
    return int(std::min<qint64>(qAbs(number), std::numeric_limits<int>::max()));
}

// The number at a place, or 0 behind the end.
template<typename Number>
int bigAt(const QByteArray& bytes, qsizetype at)
{
    return at + qsizetype(sizeof(Number)) <= bytes.size() ? sized(qFromBigEndian<Number>(bytes.constData() + at)) : 0;
}

template<typename Number>
int littleAt(const QByteArray& bytes, qsizetype at)
{
    return at + qsizetype(sizeof(Number)) <= bytes.size() ? sized(qFromLittleEndian<Number>(bytes.constData() + at)) : 0;
}

// From segment to segment to the frame header (T.81, B.2).
QSize jpegSize(const QByteArray& bytes)
{
    qsizetype at = 2;
    while (at + 9 < bytes.size() && quint8(bytes[at]) == 0xff) {
        const auto marker = quint8(bytes[at + 1]);
        const bool isFrame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (isFrame)
            return { bigAt<quint16>(bytes, at + 7), bigAt<quint16>(bytes, at + 5) };
        const int length = bigAt<quint16>(bytes, at + 2);
        if (length < 2)
            return {};
        at += 2 + length;
    }
    return {};
}

// The canvas of an extended one, or the frame's own head (RFC 6386 and 9649).
QSize webpSize(const QByteArray& bytes)
{
    const QByteArray kind = bytes.mid(12, 4);
    const auto canvas = [&bytes](qsizetype at) { return littleAt<quint16>(bytes, at) + (littleAt<quint8>(bytes, at + 2) << 16) + 1; };
    if (kind == "VP8X" && bytes.size() >= 30)
        return { canvas(24), canvas(27) };
    if (kind == "VP8L" && bytes.size() >= 25) {
        const auto packed = qFromLittleEndian<quint32>(bytes.constData() + 21);
        return { int(packed & 0x3fffU) + 1, int((packed >> 14U) & 0x3fffU) + 1 };
    }
    if (kind == "VP8 " && bytes.size() >= 30)
        return { littleAt<quint16>(bytes, 26) & 0x3fff, littleAt<quint16>(bytes, 28) & 0x3fff };
    return {};
}

// Width and length among the entries of the first directory (TIFF 6.0, 2).
template<typename Short, typename Long>
QSize tiffSize(const QByteArray& bytes, const Short& shortAt, const Long& longAt)
{
    constexpr int width = 256;
    constexpr int length = 257;
    constexpr int wide = 4; // the type of a value of 32 bits
    constexpr int entryBytes = 12;
    const qsizetype directory = longAt(4);
    const int entries = directory + 2 <= bytes.size() ? shortAt(directory) : 0;
    QSize size(0, 0);
    for (int i = 0; i < entries; ++i) {
        const qsizetype at = directory + 2 + qsizetype(i) * entryBytes;
        if (at + entryBytes > bytes.size())
            break;
        const int value = shortAt(at + 2) == wide ? longAt(at + 8) : shortAt(at + 8);
        if (shortAt(at) == width)
            size.setWidth(value);
        else if (shortAt(at) == length)
            size.setHeight(value);
    }
    return size.isEmpty() ? QSize() : size;
}

QSize tiffSize(const QByteArray& bytes)
{
    if (bytes.startsWith('I'))
        return tiffSize(
            bytes, [&](qsizetype at) { return littleAt<quint16>(bytes, at); }, [&](qsizetype at) { return littleAt<quint32>(bytes, at); });
    return tiffSize(
        bytes, [&](qsizetype at) { return bigAt<quint16>(bytes, at); }, [&](qsizetype at) { return bigAt<quint32>(bytes, at); });
}

Picture recognised(const QByteArray& bytes)
{
    if (bytes.startsWith("\xff\xd8\xff"))
        return { u"image/jpeg"_s, jpegSize(bytes) };
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return { u"image/png"_s, { bigAt<quint32>(bytes, 16), bigAt<quint32>(bytes, 20) } };
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return { u"image/gif"_s, { littleAt<quint16>(bytes, 6), littleAt<quint16>(bytes, 8) } };
    if (bytes.startsWith("BM") && bytes.size() > 26)
        return { u"image/bmp"_s, { littleAt<qint32>(bytes, 18), littleAt<qint32>(bytes, 22) } };
    if (bytes.startsWith(QByteArray("II*\0", 4)) || bytes.startsWith(QByteArray("MM\0*", 4)))
        return { u"image/tiff"_s, tiffSize(bytes) };
    if (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP")
        return { u"image/webp"_s, webpSize(bytes) };
    return {};
}

}

Result<Picture> judgePicture(const QByteArray& bytes)
{
    if (bytes.size() > maxPictureBytes)
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "The picture is larger than %1 MB.").arg(maxPictureBytes / (1024 * 1024)) };
    const Picture picture = recognised(bytes);
    if (picture.mimeType.isEmpty())
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "This is no picture: JPEG, PNG, GIF, BMP, TIFF and WEBP are taken.") };
    const bool tooMany = qint64(picture.size.width()) * picture.size.height() > maxPicturePixels;
    if (tooMany || (!picture.size.isNull() && picture.size.isValid() && picture.size.isEmpty()))
        return Error { Error::Code::Invalid, QCoreApplication::translate("myna", "The picture has too many points.") };
    return picture;
}

}
