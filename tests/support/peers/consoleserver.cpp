// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/peers/consoleserver.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

ConsoleServer::ConsoleServer() = default;

OtaStub::Answer ConsoleServer::onVersionCheck(const OtaStub::Request& request)
{
    // §3.6: this service's errors carry `code` and `msg`, and come with status 200.
    if (has(Fault::RefusesWith200))
        return json({ { u"code"_s, 10042 }, { u"msg"_s, u"设备未绑定"_s }, { u"data"_s, QJsonValue() } });
    // §1.3
    static const QRegularExpression mac(u"^([0-9A-Za-z]{2}[:-]){5}[0-9A-Za-z]{2}$"_s);
    const QString device = QString::fromLatin1(request.headers.value("device-id"));
    if (!mac.match(device).hasMatch())
        return json({ { u"error"_s, u"Invalid device ID"_s } });
    // §2.4: always where to connect, even for a device that is not bound; the token is empty while authentication is off.
    QJsonObject sections { { u"websocket"_s, webSocketSection(QString::fromLatin1(token())) } };
    if (!mqtt().isEmpty())
        sections.insert(u"mqtt"_s, mqtt());
    if (!m_bound) {
        // §3.5: the challenge is the device's own address, and the firmware's address is one that cannot be used.
        sections.insert(u"activation"_s,
            QJsonObject { { u"code"_s, u"013579"_s }, { u"message"_s, u"http://127.0.0.1:8002\n013579"_s }, { u"challenge"_s, device } });
        sections.insert(u"firmware"_s,
            QJsonObject { { u"version"_s, u"1.0.0"_s }, { u"url"_s, u"http://xiaozhi.server.com:8002/INVALID_FIRMWARE"_s } });
    }
    return versionAnswer(sections);
}

// §3.5: asks only whether the device is known; the proof is not read.
OtaStub::Answer ConsoleServer::onActivate(const OtaStub::Request&)
{
    m_bound = m_bound || pendingTries-- <= 0;
    return m_bound ? OtaStub::Answer { .status = 200, .body = "success", .contentType = "text/plain" } : OtaStub::Answer { .status = 202 };
}

// §3.6: a device nobody has bound is never greeted. It is told the code aloud, and all it says is thrown away.
void ConsoleServer::onHello(PeerTalk& talk)
{
    if (m_bound) {
        PythonServer::onHello(talk);
        return;
    }
    talk.busy = true;
    talk.say({ { u"type"_s, u"stt"_s }, { u"text"_s, u"请登录控制面板，输入013579，绑定设备。"_s } });
    speak(talk, {});
}

void ConsoleServer::onMessage(PeerTalk& talk, const QJsonObject& message)
{
    if (m_bound)
        PythonServer::onMessage(talk, message);
}

}
