// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>
#include <QString>

namespace myna::desktop {

// The local socket on which the instance with this data folder listens: inside the folder, or where its path is too long for a socket, a
// name made from it.
[[nodiscard]] QString controlSocketOf(const QString& dataDir);

// At most one running program for each data folder. A crashed one holds nothing back.
class SingleInstance
{
public:
    explicit SingleInstance(const QString& dataDir); // makes the folder

    [[nodiscard]] bool claim(); // false: another one runs
    void release();

private:
    QLockFile m_lock;
};

}
