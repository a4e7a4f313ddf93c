// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/folderclaim.h"

#include <QDir>
#include <QLockFile>

namespace myna::server {

namespace {

class LockFile final : public FolderClaim
{
public:
    explicit LockFile(const QString& folder)
        : m_file(QDir(folder).filePath(QStringLiteral("server.lock")))
    {
        m_file.setStaleLockTime(std::chrono::milliseconds(0)); // never by its age
    }
    QLockFile& file() { return m_file; }

private:
    QLockFile m_file;
};

}

Result<std::unique_ptr<FolderClaim>> FolderClaim::take(const QString& folder)
{
    auto claim = std::make_unique<LockFile>(folder);
    // A folder that cannot be written is the store's to complain about.
    if (!claim->file().tryLock() && claim->file().error() == QLockFile::LockFailedError)
        return takenFolder(folder);
    return std::unique_ptr<FolderClaim>(std::move(claim));
}

}
