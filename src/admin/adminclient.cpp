// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminclient.h"

#include "net/certificatepin.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QPointer>
#include <QSslCertificate>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace myna::admin {

namespace {

constexpr qint64 largestAnswer = 16 * 1024 * 1024;
constexpr qsizetype longestSentence = 600;

QString sentenceFor(QNetworkReply::NetworkError error, const QString& place, const QString& detail)
{
    if (error == QNetworkReply::ConnectionRefusedError)
        return QCoreApplication::translate("myna", "Nobody answers at %1. The server may be off, or its web port is another one.")
            .arg(place);
    if (error == QNetworkReply::HostNotFoundError)
        return QCoreApplication::translate("myna", "There is no computer called %1 on this network.").arg(place);
    if (error == QNetworkReply::OperationCanceledError || error == QNetworkReply::TimeoutError)
        return QCoreApplication::translate("myna", "%1 did not answer in time. It may be off or on another network.").arg(place);
    return QCoreApplication::translate("myna", "%1 could not be reached: %2.").arg(place, detail.left(longestSentence));
}

Error::Code codeFor(int status)
{
    switch (status) {
    case 400:
    case 422:
        return Error::Code::Invalid;
    case 404:
        return Error::Code::NotFound;
    case 401:
    case 403:
    case 409:
        return Error::Code::Refused;
    case 429:
    case 503:
        return Error::Code::Unavailable;
    default:
        return Error::Code::Protocol;
    }
}

}

QString pathPart(const QString& text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

AdminClient::AdminClient(std::chrono::milliseconds limit, QObject* parent)
    : QObject(parent)
    , m_limit(limit)
{
    // A server at home is reached directly; what is meant for its owner is no proxy's business.
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

void AdminClient::setPlace(const AdminPlace& place)
{
    ++m_era;
    m_place = place;
    m_network.clearConnectionCache();
}

QUrl AdminClient::urlOf(const QString& path, const QUrlQuery& query) const
{
    QUrl url = m_place.url;
    url.setPath(path, QUrl::TolerantMode);
    url.setQuery(query);
    return url;
}

void AdminClient::get(const QString& path, const QUrlQuery& query, QObject* context, const Then& then)
{
    begin("GET", urlOf(path, query), {}, context, then, m_limit);
}

void AdminClient::send(const QByteArray& method, const QString& path, const QJsonObject& body, QObject* context, const Then& then,
    std::chrono::milliseconds limit)
{
    begin(method, urlOf(path, {}), QJsonDocument(body).toJson(QJsonDocument::Compact), context, then, limit.count() > 0 ? limit : m_limit);
}

void AdminClient::begin(
    const QByteArray& method, const QUrl& url, const QByteArray& body, QObject* context, const Then& then, std::chrono::milliseconds limit)
{
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", "Bearer " + m_place.token);
    request.setTransferTimeout(int(limit.count()));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    if (!m_place.pinned.isEmpty())
        request.setSslConfiguration(net::configurationFor(m_place.pinned, request.sslConfiguration()));
    QNetworkReply* const reply = m_network.sendCustomRequest(request, method, body);
    if (!m_place.pinned.isEmpty())
        reply->ignoreSslErrors(net::forgivenErrors(m_place.pinned));
    const auto untrusted = std::make_shared<bool>(false);
    connect(reply, &QNetworkReply::sslErrors, this, [untrusted](const QList<QSslError>& errors) { *untrusted = net::canBePinned(errors); });
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
        if (received > largestAnswer)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, then, untrusted, era = m_era, context = QPointer<QObject>(context)] {
        reply->deleteLater();
        if (context && era == m_era)
            then(read(*reply, *untrusted));
    });
}

AdminAnswer AdminClient::read(QNetworkReply& reply, bool untrusted) const
{
    AdminAnswer answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (answer.status == 0) {
        const bool tls = reply.error() == QNetworkReply::SslHandshakeFailedError;
        answer.error = { reply.error() == QNetworkReply::OperationCanceledError ? Error::Code::Timeout : Error::Code::Network,
            tls ? QCoreApplication::translate("myna", "%1 cannot prove that it is the server you mean, so nothing was sent.")
                      .arg(m_place.name())
                : sentenceFor(reply.error(), m_place.name(), reply.errorString()) };
        if (tls && untrusted)
            answer.certificate = reply.sslConfiguration().peerCertificate().toDer();
        return answer;
    }
    const QJsonObject json = QJsonDocument::fromJson(reply.read(largestAnswer)).object();
    answer.data = json["data"_L1];
    answer.ok = json["success"_L1].toBool() && answer.status < 300;
    if (answer.ok)
        return answer;
    const QString told = json["error"_L1].toString().left(longestSentence);
    answer.error = { codeFor(answer.status),
        told.isEmpty() ? QCoreApplication::translate("myna", "%1 answered in a way that this program does not understand (%2).")
                             .arg(m_place.name())
                             .arg(answer.status)
                       : told };
    return answer;
}

}

#include "moc_adminclient.cpp"
