// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/controlserver.h"

#include <QJsonDocument>
#include <QLocalSocket>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

QJsonObject controlError(const QString& text)
{
    return { { u"ok"_s, false }, { u"error"_s, text } };
}

ControlServer::ControlServer(Handler handler, QObject* parent)
    : ControlServer(std::move(handler), Timing {}, parent)
{
}

ControlServer::ControlServer(Handler handler, Timing timing, QObject* parent)
    : QObject(parent)
    , m_handler(std::move(handler))
    , m_timing(timing)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &ControlServer::accept);
}

Result<> ControlServer::listen(const QString& socket)
{
    QLocalServer::removeServer(socket);
    if (m_server.listen(socket))
        return {};
    return Error { Error::Code::Unavailable, tr("Commands cannot reach Myna: %1").arg(m_server.errorString()) };
}

void ControlServer::close()
{
    m_server.close();
}

void ControlServer::accept()
{
    while (QLocalSocket* client = m_server.nextPendingConnection()) {
        if (m_clients >= mostClients) {
            client->abort();
            client->deleteLater();
            continue;
        }
        ++m_clients;
        client->setReadBufferSize(longestLine + 1);
        connect(client, &QObject::destroyed, this, [this] { --m_clients; });
        connect(client, &QLocalSocket::disconnected, client, &QObject::deleteLater);
        connect(client, &QLocalSocket::readyRead, this, [this, client] { read(client); });
        // Neither silence nor an answer that nobody fetches keeps a place occupied.
        QTimer::singleShot(m_timing.question, client, [client] {
            client->abort();
            client->deleteLater();
        });
        read(client);
    }
}

void ControlServer::read(QLocalSocket* client)
{
    if (!client->canReadLine()) {
        if (client->bytesAvailable() > longestLine)
            answer(client, controlError(u"A question has at most 4096 bytes."_s));
        return;
    }
    const QByteArray line = client->readLine(longestLine + 1);
    const QJsonDocument request = QJsonDocument::fromJson(line);
    answer(client, request.isObject() ? m_handler(request.object()) : controlError(u"A question is one JSON object in one line."_s));
}

void ControlServer::answer(QLocalSocket* client, const QJsonObject& words)
{
    // One question, one answer: whatever else comes is not read.
    disconnect(client, &QLocalSocket::readyRead, this, nullptr);
    client->write(QJsonDocument(words).toJson(QJsonDocument::Compact) + '\n');
    client->flush(); // the question may have been to leave
    client->disconnectFromServer();
}

}

#include "moc_controlserver.cpp"
