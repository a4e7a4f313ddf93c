// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/controlclient.h"

#include "desktop/controlserver.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

ControlClient::ControlClient(QObject* parent)
    : QObject(parent)
{
    m_limit.setSingleShot(true);
    m_socket.setReadBufferSize(ControlServer::longestLine + 1);
    connect(&m_limit, &QTimer::timeout, this,
        [this] { fail(Error::Code::Timeout, u"Myna runs but does not answer. Wait a moment, or end it and start it again."_s); });
    connect(&m_socket, &QLocalSocket::connected, this, [this] { m_socket.write(m_question); });
    connect(&m_socket, &QLocalSocket::readyRead, this, &ControlClient::read);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, &ControlClient::onSocketError);
}

void ControlClient::ask(const QString& socket, const QJsonObject& request, std::chrono::milliseconds limit)
{
    m_question = QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n';
    m_limit.start(limit);
    // From the event loop, so that no answer comes before the caller has connected its slots.
    QMetaObject::invokeMethod(
        this, [this, socket] { m_socket.connectToServer(socket); }, Qt::QueuedConnection);
}

void ControlClient::read()
{
    if (!m_socket.canReadLine()) {
        if (m_socket.bytesAvailable() > ControlServer::longestLine)
            fail(Error::Code::Protocol, u"Myna's answer makes no sense."_s);
        return;
    }
    const QJsonDocument answer = QJsonDocument::fromJson(m_socket.readLine(ControlServer::longestLine + 1));
    if (!answer.isObject())
        fail(Error::Code::Protocol, u"Myna's answer makes no sense."_s);
    else if (settle())
        emit answered(answer.object());
}

void ControlClient::onSocketError(QLocalSocket::LocalSocketError error)
{
    switch (error) {
    case QLocalSocket::ServerNotFoundError:
    case QLocalSocket::ConnectionRefusedError:
        fail(Error::Code::NotFound, u"Myna is not running."_s);
        return;
    case QLocalSocket::SocketAccessError:
        fail(Error::Code::Refused, u"Myna runs as another user, who must be asked."_s);
        return;
    case QLocalSocket::PeerClosedError:
    case QLocalSocket::SocketResourceError:
    case QLocalSocket::SocketTimeoutError:
    case QLocalSocket::DatagramTooLargeError:
    case QLocalSocket::ConnectionError:
    case QLocalSocket::UnsupportedSocketOperationError:
    case QLocalSocket::UnknownSocketError:
    case QLocalSocket::OperationError:
        fail(Error::Code::Protocol, u"Myna ended the connection without an answer."_s);
        return;
    }
}

void ControlClient::fail(Error::Code code, const QString& text)
{
    if (settle())
        emit failed({ code, text });
}

bool ControlClient::settle()
{
    m_limit.stop();
    return !std::exchange(m_settled, true);
}

}

#include "moc_controlclient.cpp"
