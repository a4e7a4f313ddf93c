// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

namespace myna {

// Largest file of ours that is read, in bytes: a thousand identities are below 200 kB.
inline constexpr qint64 maxKeptBytes = 1024 * 1024;

// The whole of a small file. Errors: NotFound (there is none) · Unavailable (it cannot be read) · Invalid (too large to be ours).
Result<QByteArray> readKept(const QString& path);

// Replaces a file in one step, readable and writable by its owner only; makes its folder. Errors: Unavailable.
Result<> writeKept(const QString& path, const QByteArray& content);

// Renames a damaged file to PATH.broken, or PATH.broken.2 and so on: nothing of the user's is thrown away.
// Answers the new name. Errors: Unavailable.
Result<QString> keepAside(const QString& path);

}
