// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/otastub.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

namespace {

// The request when all of it is there.
std::optional<OtaStub::Request> parse(const QByteArray& received)
{
    const qsizetype headEnd = received.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return std::nullopt;
    const QList<QByteArray> lines = received.left(headEnd).split('\n');
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    OtaStub::Request request { first.value(0), first.value(1), {}, received.mid(headEnd + 4) };
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    if (request.body.size() < request.headers.value("content-length").toLongLong())
        return std::nullopt;
    return request;
}

}

OtaStub::OtaStub(const QSslConfiguration& tls)
    : m_tls(!tls.isNull())
{
    if (m_tls) {
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(tls);
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &OtaStub::accept);
    if (!m_server->listen(QHostAddress::LocalHost))
        qFatal("the stub cannot listen on loopback");
    answerOta({ 200, profileBody() });
    onActivate([](const Request&) { return Answer { 202 }; });
}

OtaStub::~OtaStub() = default;

QUrl OtaStub::otaUrl() const
{
    return QUrl(u"%1://127.0.0.1:%2/xiaozhi/ota/"_s.arg(m_tls ? u"https"_s : u"http"_s).arg(m_server->serverPort()));
}

void OtaStub::answerOta(const Answer& answer)
{
    onOta([answer](const Request&) { return answer; });
}

void OtaStub::offerCode(const QString& code, const QString& challenge, int pendingTries, const QString& message, int timeoutMs)
{
    m_bound = false;
    m_tries = 0;
    const bool byChallenge = !challenge.isEmpty();
    onOta([=, this](const Request&) {
        if (!byChallenge && m_tries++ > pendingTries)
            m_bound = true;
        return Answer { 200, m_bound ? profileBody() : activationBody(code, challenge, message, timeoutMs) };
    });
    onActivate([=, this](const Request&) {
        if (!byChallenge)
            return Answer { 500 };
        if (m_tries++ >= pendingTries)
            m_bound = true;
        return Answer { m_bound ? 200 : 202 };
    });
}

int OtaStub::count(const QByteArray& pathEnd) const
{
    return int(std::count_if(m_requests.begin(), m_requests.end(), [&](const Request& request) { return request.path.endsWith(pathEnd); }));
}

QByteArray OtaStub::profileBody(const QString& url, const QString& token)
{
    const QJsonObject websocket { { u"url"_s, url }, { u"token"_s, token } };
    const QJsonObject time { { u"timestamp"_s, 1760000000000.0 }, { u"timezone_offset"_s, 480 } };
    return QJsonDocument(QJsonObject { { u"server_time"_s, time }, { u"websocket"_s, websocket } }).toJson(QJsonDocument::Compact);
}

QByteArray OtaStub::activationBody(const QString& code, const QString& challenge, const QString& message, int timeoutMs)
{
    QJsonObject activation { { u"code"_s, code }, { u"message"_s, message } };
    if (!challenge.isEmpty())
        activation.insert(u"challenge"_s, challenge);
    if (timeoutMs > 0)
        activation.insert(u"timeout_ms"_s, timeoutMs);
    QJsonObject all = QJsonDocument::fromJson(profileBody()).object();
    all.insert(u"activation"_s, activation);
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

void OtaStub::accept()
{
    while (QTcpSocket* socket = m_server->nextPendingConnection()) {
        const auto received = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, received] { read(socket, received); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        read(socket, received);
    }
}

void OtaStub::read(QTcpSocket* socket, const std::shared_ptr<QByteArray>& received)
{
    received->append(socket->readAll());
    const std::optional<Request> request = parse(*received);
    if (!request)
        return;
    received->clear();
    m_requests.append(*request);
    const bool activation = request->path.endsWith("/activate");
    answer(socket, activation ? m_activate(*request) : m_ota(*request));
    emit asked(request->path);
}

void OtaStub::answer(QTcpSocket* socket, const Answer& answer)
{
    if (answer.silent)
        return;
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " Stub\r\nConnection: close\r\nContent-Type: " + answer.contentType
        + "\r\nContent-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    if (!answer.location.isEmpty())
        head += "Location: " + answer.location + "\r\n";
    socket->write(head + "\r\n" + (answer.cut ? answer.body.left(answer.body.size() / 2) : answer.body));
    socket->disconnectFromHost();
}

}

#include "moc_otastub.cpp"
