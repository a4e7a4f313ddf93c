// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QHostAddress>
#include <QTcpServer>

namespace myna::http {

// A listening port. Gives each accepted connection away as a bare descriptor, so that the thread which will own the connection makes the
// socket: a socket cannot change its thread later.
class Acceptor final : public QTcpServer
{
    Q_OBJECT

public:
    explicit Acceptor(QObject* parent = nullptr);

    // Errors: Unavailable (the port is taken, needs rights, or the address is not of this computer), with what to do.
    Result<> open(const QHostAddress& address, quint16 port);

signals:
    void accepted(qintptr descriptor);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void pause();
};

}
