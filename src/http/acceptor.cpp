// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/acceptor.h"

#include <QCoreApplication>
#include <QTimer>

namespace myna::http {

namespace {

// Devices come back all at once after a power cut.
constexpr int backlog = 512;
// Descriptors have run out: wait for some to be closed.
constexpr std::chrono::milliseconds retryAfter { 500 };

}

Acceptor::Acceptor(QObject* parent)
    : QTcpServer(parent)
{
    setListenBacklogSize(backlog);
    connect(this, &QTcpServer::acceptError, this, &Acceptor::pause);
}

Result<> Acceptor::open(const QHostAddress& address, quint16 port)
{
    if (listen(address, port))
        return {};
    const auto number = QString::number(port);
    switch (int(serverError())) {
    case QAbstractSocket::AddressInUseError:
        return Error { Error::Code::Unavailable,
            QCoreApplication::translate("myna", "Port %1 is already used by another program. Stop it or choose another port in Settings.")
                .arg(number) };
    case QAbstractSocket::SocketAccessError:
        return Error { Error::Code::Unavailable,
            QCoreApplication::translate("myna", "This account may not use port %1. Choose a port above 1023 in Settings.").arg(number) };
    case QAbstractSocket::SocketAddressNotAvailableError:
        return Error { Error::Code::Unavailable,
            QCoreApplication::translate("myna", "This computer does not have the address %1. Choose another address in Settings.")
                .arg(address.toString()) };
    default:
        return Error { Error::Code::Unavailable,
            QCoreApplication::translate("myna", "Port %1 could not be opened: %2. Choose another port in Settings.")
                .arg(number, errorString()) };
    }
}

void Acceptor::incomingConnection(qintptr descriptor)
{
    emit accepted(descriptor);
}

void Acceptor::pause()
{
    pauseAccepting();
    QTimer::singleShot(retryAfter, this, [this] { resumeAccepting(); });
}

}

#include "moc_acceptor.cpp"
