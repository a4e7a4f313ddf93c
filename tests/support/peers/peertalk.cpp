// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/peers/peertalk.h"

#include <QJsonDocument>

namespace myna::test {

PeerTalk::PeerTalk(std::unique_ptr<QWebSocket> socket, QObject* parent)
    : QObject(parent)
    , m_socket(std::move(socket))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &PeerTalk::next);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &PeerTalk::textReceived);
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &PeerTalk::packetReceived);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &PeerTalk::hush);
}

PeerTalk::~PeerTalk()
{
    m_socket->disconnect(this);
}

void PeerTalk::say(const QJsonObject& message)
{
    write(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
}

void PeerTalk::write(const QString& text)
{
    add(0, [this, text] { m_socket->sendTextMessage(text); });
}

void PeerTalk::sound(const QVector<QByteArray>& packets, int atOnce, int spacingMs)
{
    for (int i = 0; i < packets.size(); ++i)
        add(i < atOnce ? 0 : spacingMs, [this, packet = packets[i]] { m_socket->sendBinaryMessage(packet); });
}

void PeerTalk::wait(int ms)
{
    add(ms, [] {});
}

void PeerTalk::close(QWebSocketProtocol::CloseCode code)
{
    add(0, [this, code] { m_socket->close(code); });
}

void PeerTalk::drop()
{
    add(0, [this] { m_socket->abort(); });
}

void PeerTalk::then(std::function<void()> act)
{
    add(0, std::move(act));
}

void PeerTalk::hush()
{
    m_steps.clear();
    m_timer.stop();
}

void PeerTalk::add(int afterMs, std::function<void()> act)
{
    m_steps.push_back({ afterMs, std::move(act) });
    if (m_steps.size() == 1)
        m_timer.start(afterMs);
}

void PeerTalk::next()
{
    // Stays in the list until it is done: what it adds comes after all that waits already.
    const auto act = m_steps.front().act;
    act();
    if (m_steps.empty()) // hushed
        return;
    m_steps.pop_front();
    if (!m_steps.empty() && !m_timer.isActive())
        m_timer.start(m_steps.front().afterMs);
}

}

#include "moc_peertalk.cpp"
