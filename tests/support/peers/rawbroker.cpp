// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/peers/rawbroker.h"

#include <QtEndian>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

namespace {

QByteArray lengthBytes(qsizetype length)
{
    QByteArray bytes;
    do {
        quint8 byte = length % 128;
        length /= 128;
        if (length > 0)
            byte |= 0x80;
        bytes.append(char(byte));
    } while (length > 0);
    return bytes;
}

QByteArray shortText(const QByteArray& text)
{
    QByteArray bytes(2, '\0');
    qToBigEndian<quint16>(quint16(text.size()), bytes.data());
    return bytes + text;
}

}

RawBroker::RawBroker()
{
    m_acceptor.listen(QHostAddress::LocalHost);
    connect(&m_acceptor, &QTcpServer::newConnection, this, &RawBroker::accept);
}

protocol::MqttSection RawBroker::section(const QString& subscribeTopic) const
{
    return { .host = u"127.0.0.1"_s,
        .port = m_acceptor.serverPort(),
        .clientId = u"c1"_s,
        .username = u"u1"_s,
        .password = u"open-sesame"_s,
        .publishTopic = u"device-server"_s,
        .subscribeTopic = subscribeTopic };
}

void RawBroker::push(const QByteArray& payload, const QByteArray& topic)
{
    const QByteArray body = shortText(topic) + payload;
    sendRaw(char(0x30) + lengthBytes(body.size()) + body);
}

void RawBroker::sendRaw(const QByteArray& bytes)
{
    if (m_socket)
        m_socket->write(bytes);
}

void RawBroker::dropTcp()
{
    if (m_socket)
        m_socket->abort();
}

void RawBroker::endTcp()
{
    if (m_socket)
        m_socket->disconnectFromHost();
}

void RawBroker::accept()
{
    m_socket = m_acceptor.nextPendingConnection();
    m_received.clear();
    ++connections;
    connect(m_socket, &QTcpSocket::readyRead, this, &RawBroker::read);
}

void RawBroker::read()
{
    m_received += m_socket->readAll();
    for (;;) {
        qsizetype length = 0;
        qsizetype at = 1;
        for (int shift = 0; at < m_received.size(); shift += 7) {
            const auto byte = quint8(m_received.at(at++));
            length |= qsizetype(byte & 0x7f) << shift;
            if ((byte & 0x80) == 0)
                break;
        }
        if (m_received.size() < 2 || (quint8(m_received.at(at - 1)) & 0x80) != 0 || m_received.size() < at + length)
            return;
        const quint8 type = quint8(m_received.at(0));
        const QByteArray body = m_received.mid(at, length);
        m_received.remove(0, at + length);
        take(type, body);
        emit changed();
    }
}

void RawBroker::take(quint8 type, const QByteArray& body)
{
    switch (type >> 4) {
    case 1:
        connectPacket = body;
        if (!silent)
            sendRaw(QByteArray::fromHex("200200") + char(answer));
        return;
    case 3: {
        const qsizetype topic = qFromBigEndian<quint16>(body.constData());
        published.append(body.mid(2 + topic));
        return;
    }
    case 8:
        ++subscriptions;
        if (answersSubscriptions)
            sendRaw(QByteArray::fromHex("9003") + body.first(2) + (grantsSubscriptions ? char(1) : char(0x80)));
        return;
    case 12:
        ++pings;
        if (answersPings)
            sendRaw(QByteArray::fromHex("d000"));
        return;
    case 14:
        ++disconnects;
        return;
    default:
        return;
    }
}

}

#include "moc_rawbroker.cpp"
