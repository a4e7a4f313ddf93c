// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/apis/apistub.h"

#include <QJsonDocument>
#include <QPointer>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <array>
#include <chrono>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

struct ApiStub::Connection
{
    QPointer<QTcpSocket> socket;
    QByteArray received;
    Answer answer;
    qsizetype next = 0; // piece
    bool busy = false;
    qsizetype burst = 0; // of what has no end
};

namespace {

constexpr std::chrono::milliseconds headFirst { 100 };
constexpr std::chrono::milliseconds wayBack { 20 };
constexpr qint64 mostUnsent = 1024 * 1024;
constexpr qsizetype longestBurst = 64 * 1024;
constexpr std::chrono::milliseconds breath { 2 };

// Takes the first request off the bytes once all of it is there.
std::optional<ApiStub::Request> takeRequest(QByteArray& received)
{
    const qsizetype headEnd = received.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return std::nullopt;
    const QList<QByteArray> lines = received.left(headEnd).split('\n');
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    ApiStub::Request request { first.value(0), first.value(1), {}, {} };
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    const qsizetype length = request.headers.value("content-length").toLongLong();
    if (received.size() < headEnd + 4 + length)
        return std::nullopt;
    request.body = received.mid(headEnd + 4, length);
    received.remove(0, headEnd + 4 + length);
    return request;
}

quint32 crc32(const QByteArray& bytes)
{
    quint32 crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= quint8(byte);
        for (int i = 0; i < 8; ++i)
            crc = (crc >> 1) ^ (0xEDB88320U & (0U - (crc & 1U)));
    }
    return ~crc;
}

QByteArray littleEndian(quint32 number)
{
    QByteArray bytes;
    for (int i = 0; i < 4; ++i)
        bytes += char(number >> (8 * i));
    return bytes;
}

}

QJsonObject ApiStub::Request::json() const
{
    return QJsonDocument::fromJson(body).object();
}

ApiStub::ApiStub(const QSslConfiguration& tls)
    : m_tls(!tls.isNull())
{
    if (m_tls) {
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(tls);
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &ApiStub::accept);
    if (!m_server->listen(QHostAddress::LocalHost))
        qFatal("the stub cannot listen on loopback");
    m_handler = [](const Request&) { return Answer { 404 }; };
}

ApiStub::~ApiStub()
{
    // Sockets tell when they go, and must find nobody then.
    for (QTcpSocket* socket : m_server->findChildren<QTcpSocket*>())
        socket->disconnect(this);
}

QUrl ApiStub::url(const QString& path) const
{
    const QString address = u"%1://127.0.0.1:%2%3"_s;
    return { address.arg(m_tls ? u"https"_s : u"http"_s).arg(m_server->serverPort()).arg(path) };
}

QList<QByteArray> ApiStub::byteByByte(const QByteArray& bytes)
{
    QList<QByteArray> pieces;
    for (const char byte : bytes)
        pieces.append(QByteArray(1, byte));
    return pieces;
}

QByteArray ApiStub::gzipped(const QByteArray& bytes)
{
    const QByteArray zlib = qCompress(bytes); // 4 bytes of length, 2 of head, the data, 4 of Adler-32
    return QByteArray::fromHex("1f8b0800000000000003") + zlib.mid(6, zlib.size() - 10) + littleEndian(crc32(bytes))
        + littleEndian(quint32(bytes.size()));
}

void ApiStub::accept()
{
    while (QTcpSocket* socket = m_server->nextPendingConnection()) {
        auto connection = std::make_shared<Connection>();
        connection->socket = socket;
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // or each small piece waits for the last one's receipt
        ++m_open;
        ++m_accepted;
        connect(socket, &QTcpSocket::readyRead, this, [this, connection] { read(connection); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            --m_open;
            socket->deleteLater();
        });
        read(connection);
    }
}

void ApiStub::read(const std::shared_ptr<Connection>& connection)
{
    connection->received += connection->socket->readAll();
    if (connection->busy)
        return;
    const std::optional<Request> request = takeRequest(connection->received);
    if (!request)
        return;
    connection->busy = true;
    m_requests.append(*request);
    begin(connection, m_handler(*request));
    emit asked();
}

void ApiStub::begin(const std::shared_ptr<Connection>& connection, const Answer& answer)
{
    connection->answer = answer;
    connection->next = 0;
    if (answer.silent)
        return;
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " Stub\r\n";
    if (!answer.contentType.isEmpty())
        head += "Content-Type: " + answer.contentType + "\r\n";
    head += answer.closes ? "Connection: close\r\n" : "Transfer-Encoding: chunked\r\n";
    for (const auto& [name, value] : answer.headers)
        head += name + ": " + value + "\r\n";
    const auto write = [this, connection, head] {
        if (connection->socket)
            connection->socket->write(head + "\r\n");
        writeNext(connection);
    };
    // To Qt an answer that comes while the question is still being sent is a whole one wherever it ends, and one without an end it reads
    // for ever without a word. No network is that fast.
    if (answer.end == End::Cut || answer.end == End::Endless)
        QTimer::singleShot(wayBack, this, write);
    else
        write();
}

// One piece at a time, each with a turn of the event loop for itself.
void ApiStub::writeNext(const std::shared_ptr<Connection>& connection)
{
    QTcpSocket* socket = connection->socket;
    if (!socket || socket->state() != QAbstractSocket::ConnectedState)
        return;
    const Answer& answer = connection->answer;
    const bool endless = answer.end == End::Endless && connection->next >= answer.pieces.size();
    if (connection->next < answer.pieces.size() || endless) {
        const QByteArray& piece = endless ? answer.pieces.last() : answer.pieces[connection->next++];
        socket->write(answer.closes ? piece : QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n");
        socket->flush();
        const auto goOn = [this, connection] { writeNext(connection); };
        if (endless && (connection->burst += piece.size()) >= longestBurst) { // whoever reads has to come to the end of something
            connection->burst = 0;
            QTimer::singleShot(breath, socket, goOn);
        } else if (socket->bytesToWrite() > mostUnsent) {
            connect(socket, &QTcpSocket::bytesWritten, this, goOn, Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
        } else {
            QMetaObject::invokeMethod(socket, goOn, Qt::QueuedConnection);
        }
        return;
    }
    if (answer.end == End::Held)
        return;
    if (answer.end == End::Proper && !answer.closes)
        socket->write("0\r\n\r\n");
    if (answer.end == End::Cut) {
        // Qt takes an answer whose head arrives together with the end of the connection for a whole one.
        QTimer::singleShot(headFirst, socket, [socket] { socket->disconnectFromHost(); });
        return;
    }
    if (answer.closes) {
        socket->disconnectFromHost();
        return;
    }
    connection->busy = false;
    read(connection); // the next request may be there already
}

}

#include "moc_apistub.cpp"
