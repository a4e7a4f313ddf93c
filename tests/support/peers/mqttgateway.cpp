// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/peers/mqttgateway.h"

#include "support/patience.h"

#include <QJsonDocument>
#include <QNetworkDatagram>
#include <QNetworkRequest>
#include <QRandomGenerator>
#include <QTest>
#include <QTimer>
#include <QtEndian>

#include <algorithm>

#include <openssl/evp.h>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

namespace {

constexpr qsizetype headerBytes = 16;

QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, '\0');
    for (char& byte : bytes)
        byte = char(QRandomGenerator::global()->bounded(256));
    return bytes;
}

QByteArray block(const QByteArray& key, const QByteArray& plain)
{
    QByteArray out(32, '\0');
    int written = 0;
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex(context, EVP_aes_128_ecb(), nullptr, reinterpret_cast<const unsigned char*>(key.constData()), nullptr);
    EVP_EncryptUpdate(context, reinterpret_cast<unsigned char*>(out.data()), &written,
        reinterpret_cast<const unsigned char*>(plain.constData()), int(plain.size()));
    EVP_CIPHER_CTX_free(context);
    return out.first(headerBytes);
}

QByteArray compact(const QJsonObject& json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

}

QByteArray counterMode(const QByteArray& key, const QByteArray& counter, const QByteArray& data)
{
    QByteArray count = counter;
    QByteArray out = data;
    for (qsizetype start = 0; start < data.size(); start += headerBytes) {
        const QByteArray stream = block(key, count);
        for (qsizetype i = start; i < qMin(start + headerBytes, data.size()); ++i)
            out[i] = char(quint8(data.at(i)) ^ quint8(stream.at(i - start)));
        for (qsizetype digit = headerBytes - 1; digit >= 0; --digit) {
            count[digit] = char(quint8(count.at(digit)) + 1);
            if (count.at(digit) != 0)
                break;
        }
    }
    return out;
}

MqttGateway::MqttGateway(const MosquittoRig& broker, const QUrl& server, QObject* parent)
    : QObject(parent)
    , m_server(server)
{
    connect(&m_ears, &QProcess::readyReadStandardOutput, this, &MqttGateway::readMessages);
    connect(&m_socket, &QUdpSocket::readyRead, this, &MqttGateway::onDatagrams);
    m_socket.bind(QHostAddress::LocalHost);
    const protocol::MqttSection section = broker.section();
    broker.start(m_ears, u"mosquitto_sub"_s, { u"-t"_s, section.publishTopic, u"-t"_s, u"gateway/ready"_s });
    broker.start(m_mouth, u"mosquitto_pub"_s, { u"-l"_s, u"-t"_s, section.subscribeTopic });
    // Its ears are open once they hear its own word.
    auto* knock = new QTimer(this);
    connect(knock, &QTimer::timeout, this, [this, knock, &broker] {
        if (m_ready) {
            knock->stop();
            return;
        }
        auto* word = new QProcess(this);
        broker.start(*word, u"mosquitto_pub"_s, { u"-t"_s, u"gateway/ready"_s, u"-m"_s, u"{\"type\":\"ready\"}"_s });
    });
    knock->start(200);
}

MqttGateway::~MqttGateway()
{
    m_ears.disconnect(this);
    stop(m_ears);
    stop(m_mouth);
    for (QProcess* word : findChildren<QProcess*>())
        stop(*word);
}

bool MqttGateway::waitUntilReady()
{
    return becomesTrue([this] { return m_ready; });
}

void MqttGateway::readMessages()
{
    m_pending += m_ears.readAllStandardOutput();
    for (qsizetype end = m_pending.indexOf('\n'); end >= 0; end = m_pending.indexOf('\n')) {
        const QJsonObject message = QJsonDocument::fromJson(m_pending.first(end)).object();
        m_pending.remove(0, end + 1);
        if (message["type"_L1] == "ready"_L1)
            m_ready = true;
        else
            onMessage(message);
    }
    emit changed();
}

void MqttGateway::onMessage(const QJsonObject& message)
{
    messages.append(message);
    const QString type = message["type"_L1].toString();
    if (type == "hello"_L1) {
        if (!m_server.isEmpty())
            dial(message);
        else if (greets)
            greet({ { u"audio_params"_s,
                QJsonObject {
                    { u"format"_s, u"opus"_s }, { u"sample_rate"_s, 24000 }, { u"channels"_s, 1 }, { u"frame_duration"_s, 60 } } } });
        return;
    }
    if (!m_link)
        return;
    if (type == "goodbye"_L1) {
        m_link->close();
        return;
    }
    m_link->sendTextMessage(QString::fromUtf8(compact(message)));
}

// §6.3; the bytes 4 to 7 of the nonce name the session.
void MqttGateway::greet(const QJsonObject& serverHello)
{
    key = randomBytes(headerBytes);
    nonce = QByteArray::fromHex("01000000") + randomBytes(4) + QByteArray(8, '\0');
    m_sequence = 0;
    m_peerPort = 0;
    if (sessionId.isEmpty())
        sessionId = QString::fromLatin1(randomBytes(4).toHex());
    QJsonObject hello = serverHello;
    hello["type"_L1] = u"hello"_s;
    hello["transport"_L1] = u"udp"_s;
    hello["session_id"_L1] = sessionId;
    hello["udp"_L1] = udpInstead.isEmpty()
        ? QJsonObject { { u"server"_s, udpHost }, { u"port"_s, m_socket.localPort() }, { u"encryption"_s, u"aes-128-ctr"_s },
              { u"key"_s, QString::fromLatin1(key.toHex()) }, { u"nonce"_s, QString::fromLatin1(nonce.toHex()) } }
        : udpInstead;
    say(compact(hello));
}

void MqttGateway::dial(const QJsonObject& deviceHello)
{
    m_link = std::make_unique<QWebSocket>();
    QJsonObject hello = deviceHello;
    hello["version"_L1] = 1;
    hello["transport"_L1] = u"websocket"_s;
    connect(m_link.get(), &QWebSocket::connected, this, [this, hello] { m_link->sendTextMessage(QString::fromUtf8(compact(hello))); });
    connect(m_link.get(), &QWebSocket::textMessageReceived, this, [this](const QString& text) {
        const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
        if (message["type"_L1] != "hello"_L1) {
            say(compact(message));
            return;
        }
        sessionId = message["session_id"_L1].toString();
        greet(message);
    });
    connect(m_link.get(), &QWebSocket::binaryMessageReceived, this, &MqttGateway::speak);
    connect(m_link.get(), &QWebSocket::disconnected, this, [this] {
        say(compact({ { u"type"_s, u"goodbye"_s }, { u"session_id"_s, sessionId } }));
    });
    QNetworkRequest request(m_server);
    request.setRawHeader("Device-Id", "02:00:00:aa:bb:cc");
    request.setRawHeader("Client-Id", "9c0e5a2e-0000-4000-8000-000000000001");
    request.setRawHeader("Protocol-Version", "1");
    m_link->open(request);
}

void MqttGateway::onDatagrams()
{
    while (m_socket.hasPendingDatagrams()) {
        const QNetworkDatagram received = m_socket.receiveDatagram();
        const QByteArray bytes = received.data();
        if (bytes.size() < headerBytes)
            continue;
        const QByteArray header = bytes.first(headerBytes);
        const QByteArray cipher = bytes.sliced(headerBytes);
        const Datagram datagram { header, cipher, counterMode(key, header, cipher), received.senderAddress(),
            quint16(received.senderPort()) };
        m_peer = datagram.from;
        m_peerPort = datagram.port;
        datagrams.append(datagram);
        if (m_link)
            m_link->sendBinaryMessage(datagram.opus);
    }
    emit changed();
}

void MqttGateway::say(const QByteArray& json)
{
    m_mouth.write(json + '\n');
}

QByteArray MqttGateway::datagram(const QByteArray& opus, quint32 sequence) const
{
    QByteArray header = nonce;
    qToBigEndian<quint16>(quint16(opus.size()), header.data() + 2);
    qToBigEndian<quint32>(1000 + 60 * sequence, header.data() + 8);
    qToBigEndian<quint32>(sequence, header.data() + 12);
    return header + counterMode(key, header, opus);
}

void MqttGateway::speak(const QByteArray& opus)
{
    ++m_sequence;
    if (loseEvery == 0 || m_sequence % quint32(loseEvery) != 0)
        sendDatagram(datagram(opus, m_sequence));
}

void MqttGateway::sendDatagram(const QByteArray& datagram)
{
    if (m_peerPort != 0)
        m_socket.writeDatagram(datagram, m_peer, m_peerPort);
}

int MqttGateway::count(const QString& type) const
{
    return int(std::count_if(messages.begin(), messages.end(), [&](const QJsonObject& message) { return message["type"_L1] == type; }));
}

}

#include "moc_mqttgateway.cpp"
