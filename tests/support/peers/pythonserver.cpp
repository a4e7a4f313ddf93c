// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/peers/pythonserver.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

// §4.2: hello repeats the device's own figures, whatever is sent afterwards.
PythonServer::PythonServer()
{
    add(Fault::WrongAudioParams);
}

OtaStub::Answer PythonServer::onVersionCheck(const OtaStub::Request& request)
{
    // §2.2 and §12 no. 14: a fault of the question is told with status 200.
    if (request.headers.value("device-id").isEmpty() || request.headers.value("client-id").isEmpty() || has(Fault::RefusesWith200))
        return json({ { u"success"_s, false }, { u"message"_s, u"request error."_s } });
    // §2.4: a gateway takes the place of the WebSocket.
    if (!mqtt().isEmpty())
        return versionAnswer({ { u"mqtt"_s, mqtt() } });
    return versionAnswer({ { u"websocket"_s, webSocketSection(QString::fromLatin1(m_token)) } });
}

QByteArray PythonServer::objection(const WsStub& door)
{
    // §4.1: `Connection` must be this word alone; anything else is taken for a browser.
    if (door.header("Connection").compare("upgrade", Qt::CaseInsensitive) == 0)
        return {};
    const QByteArray words = "Server is running\n";
    return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + QByteArray::number(words.size()) + "\r\n\r\n" + words;
}

// §4.1: who is not welcome is told so in a line of text, and §4.5: every close has code 1000 and no reason.
void PythonServer::onConnected(PeerTalk& talk)
{
    if (door().header("Device-Id").isEmpty()) {
        talk.write(u"端口正常，如需测试连接，请使用test_page.html"_s);
        talk.close();
    } else if (!m_token.isEmpty() && door().header("Authorization") != "Bearer " + m_token) {
        talk.write(u"认证失败"_s);
        talk.close();
    }
}

// §5.1: echoed as it came.
void PythonServer::onNotJson(PeerTalk& talk, const QString& text)
{
    talk.write(text);
}

}
