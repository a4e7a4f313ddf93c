// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QObject>

namespace myna::server {

// One connection to somebody who offers tools over MCP: whole JSON-RPC objects in and out, everything that comes bounded. Used once: open,
// send and receive, end. No signal comes from inside open(); closed() is the last one.
class McpLine : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual Result<> open() = 0; // Errors: it can never be opened as it is set up; nothing follows
    virtual void send(const QJsonObject& message) = 0;
    virtual void end(const QString& reason) = 0; // at once, nothing is received any more; closed() follows
    virtual void agree(const QString& version) { Q_UNUSED(version) } // of the protocol, once the greeting was answered
    virtual void drop(qint64 id) { Q_UNUSED(id) } // nobody waits for this answer any more

signals:
    void received(const QJsonObject& message);
    void untaken(qint64 id); // before closed(): this request was certainly not looked at
    void closed(const QString& reason); // once, a sentence without secrets
};

}
