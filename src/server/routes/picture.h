// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QSize>
#include <QString>

namespace myna::server {

inline constexpr qsizetype maxPictureBytes = 5 * 1024 * 1024;
inline constexpr qint64 maxPicturePixels = 40'000'000; // what a model would have to unpack

// Judged by its first bytes, never by what it is said to be, and not unpacked.
struct Picture
{
    QString mimeType;
    QSize size; // invalid: its head does not tell
};
// JPEG, PNG, GIF, BMP, TIFF or WEBP. Errors: Invalid, with a sentence for who sent it.
Result<Picture> judgePicture(const QByteArray& bytes);

}
