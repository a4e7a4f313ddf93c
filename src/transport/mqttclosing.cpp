// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/mqttclosing.h"

#include "transport/closereason.h"

#include <QCoreApplication>

#include <cerrno>
#include <system_error>

using namespace Qt::Literals::StringLiterals;

namespace myna::transport {

namespace {

Closing failure(Error::Code code, const char* sentence, const QString& host, int answer)
{
    return { .error = { code, QCoreApplication::translate("myna", sentence).arg(host).arg(answer) } };
}

}

QUrl brokerUrl(const protocol::MqttSection& broker)
{
    QUrl url;
    url.setScheme(broker.secure() ? u"mqtts"_s : u"mqtt"_s);
    url.setHost(broker.host);
    url.setPort(broker.port);
    return url;
}

Closing refusedByBroker(const protocol::MqttSection& broker, int answer)
{
    constexpr int unavailable = 3;
    switch (answer) {
    case 2: // client id
    case 4: // user name or password
    case 5: // not authorised
        return failure(Error::Code::Refused,
            QT_TRANSLATE_NOOP("myna", "The MQTT broker at %1 does not accept this device (answer %2). Check the pairing."), broker.host,
            answer);
    case unavailable:
        return failure(Error::Code::Unavailable,
            QT_TRANSLATE_NOOP("myna", "The MQTT broker at %1 cannot take a connection now (answer %2). It will be tried again."),
            broker.host, answer);
    default:
        return failure(Error::Code::Protocol,
            QT_TRANSLATE_NOOP("myna", "The MQTT broker at %1 does not speak MQTT 3.1.1 (answer %2). Check the address and port."),
            broker.host, answer);
    }
}

Closing brokerNotFound(const protocol::MqttSection& broker)
{
    return handshakeFailure(brokerUrl(broker), QAbstractSocket::HostNotFoundError, {});
}

Closing brokerTrouble(const protocol::MqttSection& broker, bool wasOpen, int systemError)
{
    const QString detail = systemError == 0 ? QString() : QString::fromStdString(std::generic_category().message(systemError));
    if (wasOpen)
        return lostConnection(detail);
    if (systemError == ECONNREFUSED)
        return handshakeFailure(brokerUrl(broker), QAbstractSocket::ConnectionRefusedError, detail);
    if (systemError == 0 || systemError == ECONNRESET)
        return handshakeFailure(brokerUrl(broker), QAbstractSocket::RemoteHostClosedError, detail);
    return handshakeFailure(brokerUrl(broker), QAbstractSocket::NetworkError, detail);
}

Closing brokerTimeout(const protocol::MqttSection& broker, std::chrono::milliseconds limit)
{
    return handshakeTimeout(brokerUrl(broker), limit);
}

Closing brokerTlsTrouble(const protocol::MqttSection& broker, const QString& detail)
{
    if (detail.contains("verif"_L1, Qt::CaseInsensitive))
        return untrustedCertificate(brokerUrl(broker), detail);
    return handshakeFailure(brokerUrl(broker), QAbstractSocket::SslHandshakeFailedError, detail);
}

Closing brokerProxyTrouble(const protocol::MqttSection& broker, const QString& detail)
{
    return handshakeFailure(brokerUrl(broker), QAbstractSocket::ProxyConnectionRefusedError, detail);
}

Closing soundBlocked(bool webSocketOffered)
{
    return { .error = { Error::Code::Invalid,
                 webSocketOffered ? QCoreApplication::translate("myna",
                     "The server speaks, but none of its sound arrives: this network blocks UDP. Choose WebSocket as the connection to "
                     "this server.")
                                  : QCoreApplication::translate("myna",
                                      "The server speaks, but none of its sound arrives: this network blocks UDP, and this server offers "
                                      "no other connection. Use another network, or ask whoever runs this one to let UDP through.") } };
}

}
