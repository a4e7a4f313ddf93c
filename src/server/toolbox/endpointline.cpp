// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/endpointline.h"

#include "server/engines/net/enginenetwork.h"
#include "server/engines/net/servicesocket.h"

#include <QJsonDocument>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr quint64 maxMessage = quint64(4) * 1024 * 1024; // bytes

}

EndpointLine::EndpointLine(EngineNetwork& network, QUrl url, QObject* parent)
    : McpLine(parent)
    , m_network(network)
    , m_url(std::move(url))
{
}

EndpointLine::~EndpointLine() = default;

Result<> EndpointLine::open()
{
    m_socket = std::make_unique<ServiceSocket>(m_network, SocketQuestion { .url = m_url, .maxMessage = maxMessage });
    connect(m_socket.get(), &ServiceSocket::textReceived, this, &EndpointLine::onText);
    connect(m_socket.get(), &ServiceSocket::failed, this, [this](const HttpFailure& failure) { end(failure.error.text); });
    return {};
}

void EndpointLine::send(const QJsonObject& message)
{
    if (m_socket)
        m_socket->sendText(QJsonDocument(message).toJson(QJsonDocument::Compact));
}

void EndpointLine::end(const QString& reason)
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->close();
    m_socket.release()->deleteLater(); // it may be emitting now
    QMetaObject::invokeMethod(
        this, [this, reason] { emit closed(reason); }, Qt::QueuedConnection);
}

void EndpointLine::onText(const QByteArray& utf8)
{
    const QJsonDocument document = QJsonDocument::fromJson(utf8);
    if (document.isObject())
        emit received(document.object());
}

QUrl callUrl(QUrl url)
{
    url.setPath(url.path().replace(u"/mcp/"_s, u"/call/"_s));
    return url;
}

}

#include "moc_endpointline.cpp"
