// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QLockFile>
#include <QUrl>

namespace myna::control {

// DIR/control.json: where and with which token the running program is controlled; readable by this account alone, there as long as the
// program runs. A lock beside it says whose it is, so what a crashed program left behind is replaced and a living one's is not.
class ControlFile
{
public:
    explicit ControlFile(const QString& dataDir);
    ~ControlFile();
    Q_DISABLE_COPY_MOVE(ControlFile)

    // Errors: Unavailable (another program is controlled through this folder, or the folder cannot be written).
    Result<> publish(const QUrl& url, const QByteArray& token);
    void withdraw();
    // Takes away what a crashed program left behind.
    void removeStale();

private:
    QString m_path;
    QLockFile m_lock;
};

}
