// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/config/serverconfig.h"

#include <QByteArray>

#include <memory>

class QFile;
class QProcess;

namespace myna::server {

// A program whose content was judged, and the walls it is started behind: exactly that content, no environment of ours, no descriptor of
// ours, a folder of its own, bounded memory. One for each start. The platform's part is in pluginsandbox_<system>.
class PluginSandbox
{
public:
    virtual ~PluginSandbox() = default;
    PluginSandbox(const PluginSandbox&) = delete;
    PluginSandbox& operator=(const PluginSandbox&) = delete;

    // Into `process`, which is started afterwards without further ado, and outlives this.
    virtual void prepare(QProcess& process) = 0;
    // Ends the process and those it has started.
    virtual void end(QProcess& process) = 0;

protected:
    PluginSandbox() = default;
};

// `folder` is where it works. Errors: Invalid (another content than was pinned), NotFound, Unavailable (this system has no walls).
Result<std::shared_ptr<PluginSandbox>> makeSandbox(const PluginSpec& plugin, const QString& folder);

// For programs without walls: those it starts end with it, and all of them with this process where the system can do that.
void leadGroup(QProcess& process); // before it is started
void endGroup(QProcess& process);

inline constexpr qint64 largestPlugin = qint64(512) * 1024 * 1024; // bytes of the program

// SHA-256 of a file in hexadecimal digits, as `tools.plugins` wants it. Errors: NotFound, Invalid (too large).
Result<QString> programDigest(const QString& path);
Error wrongDigest(const PluginSpec& plugin, const QString& found);
Error noWalls(const PluginSpec& plugin); // on this system

}
