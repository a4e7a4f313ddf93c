// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

#include <memory>

namespace myna::server {

// A data folder has one server: what it keeps has one writer. The claim goes with the object, and with the process however that ends; other
// computers and containers that share the folder are seen as far as its file system tells of locks.
class FolderClaim
{
public:
    // `folder` exists. Errors: Unavailable (another server has it).
    [[nodiscard]] static Result<std::unique_ptr<FolderClaim>> take(const QString& folder);

    FolderClaim() = default;
    FolderClaim(const FolderClaim&) = delete;
    FolderClaim& operator=(const FolderClaim&) = delete;
    virtual ~FolderClaim() = default;
};

Error takenFolder(const QString& folder);

}
