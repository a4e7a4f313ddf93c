// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/tlsentrance.h"

#include "http/requestparser.h"
#include "http/router.h"

#include <QCoreApplication>

namespace myna::http {

namespace {

constexpr qint64 readBufferBytes = 64 * 1024;
constexpr char handshakeRecord = 0x16; // the first byte of every TLS connection

}

TlsEntrance::TlsEntrance(std::unique_ptr<PortSocket> socket, Budget::Place place, const QSslConfiguration& tls, const Router& router,
    const Limits& limits, QObject* parent)
    : QObject(parent)
    , m_socket(std::move(socket))
    , m_place(std::move(place))
    , m_router(router)
    , m_limits(limits)
    , m_peer(m_socket->peerAddress())
    , m_limit(this)
{
    m_socket->setSslConfiguration(tls);
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &TlsEntrance::leave);
}

TlsEntrance::~TlsEntrance()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void TlsEntrance::start()
{
    m_socket->setReadBufferSize(readBufferBytes);
    connect(m_socket.get(), &QSslSocket::readyRead, this, &TlsEntrance::look);
    connect(m_socket.get(), &QSslSocket::encrypted, this, &TlsEntrance::pass);
    connect(m_socket.get(), &QSslSocket::disconnected, this, &TlsEntrance::leave);
    connect(m_socket.get(), &QSslSocket::errorOccurred, this, &TlsEntrance::leave);
    m_limit.start(m_limits.head);
    look();
}

// Until the first byte has come nothing is spent on a client.
void TlsEntrance::look()
{
    if (m_over || m_socket->mode() != QSslSocket::UnencryptedMode)
        return;
    if (m_begun) { // it spoke without TLS, and reads why that is not answered
        m_socket->skip(readBufferBytes);
        return;
    }
    const QByteArray first = m_socket->peek(1);
    if (first.isEmpty())
        return;
    m_begun = true;
    if (first.front() == handshakeRecord)
        m_socket->startServerEncryption();
    else
        turnDown();
}

void TlsEntrance::turnDown()
{
    m_socket->skip(readBufferBytes);
    m_limit.start(m_limits.linger);
    m_socket->write(
        serialise(m_router.error(400, QLatin1String("tls_needed"),
                      QCoreApplication::translate("myna", "This port speaks TLS. Use an address that begins with https:// or wss://.")),
            11, false, true));
}

void TlsEntrance::pass()
{
    if (std::exchange(m_over, true))
        return;
    m_limit.stop();
    m_socket->disconnect(this);
    emit passed();
}

void TlsEntrance::leave()
{
    if (std::exchange(m_over, true))
        return;
    m_limit.stop();
    m_socket->disconnect(this);
    m_socket->abort();
    m_place.reset();
    emit left();
}

}

#include "moc_tlsentrance.cpp"
