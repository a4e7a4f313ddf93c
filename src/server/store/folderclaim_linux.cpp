// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/folderclaim.h"

#include <QFile>

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace myna::server {

namespace {

// A lock of the kernel's on the folder itself: nothing is left behind that somebody would have to judge later.
class LockedFolder final : public FolderClaim
{
public:
    explicit LockedFolder(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    LockedFolder(const LockedFolder&) = delete;
    LockedFolder& operator=(const LockedFolder&) = delete;
    ~LockedFolder() override
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }

private:
    int m_descriptor;
};

}

Result<std::unique_ptr<FolderClaim>> FolderClaim::take(const QString& folder)
{
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    std::unique_ptr<FolderClaim> claim = std::make_unique<LockedFolder>(descriptor);
    // A file system without locks forbids nothing; a folder that cannot be opened is the store's to complain about.
    if (descriptor >= 0 && ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return takenFolder(folder);
    return claim;
}

}
