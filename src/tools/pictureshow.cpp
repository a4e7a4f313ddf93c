// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/pictureshow.h"

#include "net/certificatepin.h"
#include "net/formbody.h"
#include "net/proxyfinder.h"

#include <QBuffer>
#include <QImage>
#include <QImageWriter>
#include <QNetworkReply>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

constexpr qsizetype maxPicture = 1536 * 1024;
constexpr qsizetype maxQuestion = 2000;
constexpr qsizetype maxAnswer = 64 * 1024;

Error errorOf(const QNetworkReply& reply, int status)
{
    if (status == 401 || status == 403)
        return { Error::Code::Refused, u"The server refused the picture: it does not accept this device's token."_s };
    if (status >= 300)
        return { Error::Code::Protocol, u"The server could not look at the picture (HTTP %1)."_s.arg(status) };
    return { Error::Code::Network, u"The picture could not be sent to %1: %2"_s.arg(reply.url().host(), reply.errorString()) };
}

}

QByteArray jpegOf(const QImage& image, int longestSide)
{
    if (image.isNull())
        return {};
    QImage small = image.convertToFormat(QImage::Format_RGB32);
    if (std::max(small.width(), small.height()) > longestSide)
        small = small.scaled(longestSide, longestSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    QByteArray bytes;
    for (const int quality : { 85, 70, 50, 30 }) {
        bytes.clear();
        QBuffer buffer(&bytes);
        QImageWriter writer(&buffer, "jpeg");
        writer.setQuality(quality);
        if (!writer.write(small))
            return {};
        if (bytes.size() <= maxPicture)
            break;
    }
    return bytes;
}

PictureShow::PictureShow(std::chrono::milliseconds limit, QObject* parent)
    : QObject(parent)
    , m_limit(limit)
{
}

void PictureShow::setPlace(const PicturePlace& place)
{
    const bool was = isThere();
    m_place = place;
    if (was != isThere())
        emit placeChanged();
}

void PictureShow::ask(
    const QByteArray& jpeg, const QString& fileName, const QString& question, QObject* call, const mcp::ToolAnswer& answer)
{
    const QString scheme = m_place.url.scheme();
    if (!isThere() || (scheme != "https"_L1 && scheme != "http"_L1))
        return answer(Error { Error::Code::Unavailable, u"The server does not look at pictures."_s });
    if (jpeg.isEmpty())
        return answer(Error { Error::Code::Unavailable, u"There is no picture."_s });
    net::FormBody body;
    body.add("question", question.left(maxQuestion).toUtf8()); // some servers read the parts by their order
    body.addFile("file", fileName.toLatin1(), "image/jpeg", jpeg);
    auto* proxies = new net::ProxyFinder(net::proxyLimit, {}, call);
    proxies->find(m_place.url, m_place.reach.proxy,
        [this, self = QPointer(this), place = m_place, body, call, answer](const net::ProxyFinder::Found& found) {
            if (!self)
                return answer(Error { Error::Code::Cancelled, u"This device is being switched off."_s });
            m_network.setProxy(found.proxy);
            send(place, body, call, answer);
        });
}

void PictureShow::send(const PicturePlace& place, const net::FormBody& body, QObject* call, const mcp::ToolAnswer& answer)
{
    QNetworkRequest request(place.url);
    request.setSslConfiguration(net::configurationFor(place.reach.pinnedCertificate, request.sslConfiguration()));
    // Nobody else gets the picture, and nobody else the token.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setHeader(QNetworkRequest::ContentTypeHeader, body.contentType());
    request.setRawHeader("Device-Id", place.deviceId.toLatin1());
    request.setRawHeader("Client-Id", place.clientId.toLatin1());
    if (!place.token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + place.token.toLatin1());
    QNetworkReply* reply = m_network.post(request, body.bytes());
    reply->ignoreSslErrors(net::forgivenErrors(place.reach.pinnedCertificate));
    auto* limit = new QTimer(reply);
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, reply, [reply] {
        reply->setProperty("late", true);
        reply->abort();
    });
    limit->start(m_limit);
    connect(reply, &QNetworkReply::readyRead, reply, [reply] {
        if (reply->bytesAvailable() > maxAnswer)
            reply->abort();
    });
    connect(call, &QObject::destroyed, reply, [reply, call] {
        disconnect(reply, nullptr, call, nullptr); // nobody waits any more
        reply->abort();
    });
    connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    connect(reply, &QNetworkReply::finished, call, [reply, answer] {
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (reply->property("late").toBool())
            return answer(Error { Error::Code::Timeout, u"The server did not say in time what it sees."_s });
        if (reply->error() != QNetworkReply::NoError || status != 200)
            return answer(errorOf(*reply, status));
        const QByteArray said = reply->read(maxAnswer);
        if (said.isEmpty())
            return answer(Error { Error::Code::Protocol, u"The server said nothing about the picture."_s });
        answer(QString::fromUtf8(said));
    });
}

}

#include "moc_pictureshow.cpp"
