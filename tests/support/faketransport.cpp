// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/faketransport.h"

namespace myna::test {

void FakeTransport::open()
{
    ++opens;
}

void FakeTransport::close()
{
    ++closes;
    if (!m_over)
        end({ .code = 1000, .clean = true, .error = { Error::Code::Cancelled, {} } });
}

void FakeTransport::send(const protocol::Message& message)
{
    if (!m_open)
        return;
    sent.append(message);
    m_counters.bytesSent += 1;
    if (onSent)
        onSent();
}

void FakeTransport::sendAudio(const protocol::AudioPacket& packet)
{
    if (!m_open)
        return;
    sentAudio.append(packet);
    m_counters.framesSent += 1;
    if (onSent)
        onSent();
}

void FakeTransport::accept()
{
    m_open = true;
    emit opened();
}

void FakeTransport::say(const protocol::Body& body, const QString& sessionId)
{
    emit messageReceived({ sessionId, body });
}

void FakeTransport::sayPlainly(const QString& text)
{
    emit frameRejected({ Error::Code::Invalid, QStringLiteral("no JSON") });
    emit plainTextReceived(text);
}

void FakeTransport::sendSound(const QByteArray& opus)
{
    m_counters.framesReceived += 1;
    emit audioReceived({ opus, 0, 0 });
}

void FakeTransport::end(const transport::Closing& closing)
{
    m_open = false;
    m_over = true;
    emit closed(closing);
}

std::function<std::unique_ptr<transport::Transport>(const protocol::ConnectionProfile&)> FakeNetwork::factory()
{
    return [this](const protocol::ConnectionProfile&) {
        auto transport = std::make_unique<FakeTransport>();
        newest = transport.get();
        ++made;
        return transport;
    };
}

}

#include "moc_faketransport.cpp"
