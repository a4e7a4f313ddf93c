// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/adminrequest.h"

#include "net/certificatepin.h"

#include <QNetworkProxy>
#include <QNetworkReply>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

constexpr std::chrono::milliseconds answerLimit { 10000 };

}

QNetworkReply* askAdmin(
    QNetworkAccessManager& network, const admin::AdminPlace& place, const QByteArray& method, const QUrl& url, const QByteArray& body)
{
    network.setProxy(QNetworkProxy::NoProxy);
    network.setTransferTimeout(int(answerLimit.count()));
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setRawHeader("Authorization", "Bearer " + place.token);
    if (!place.pinned.isEmpty())
        request.setSslConfiguration(net::configurationFor(place.pinned, request.sslConfiguration()));
    QNetworkReply* const reply = network.sendCustomRequest(request, method, body);
    if (!place.pinned.isEmpty())
        reply->ignoreSslErrors(net::forgivenErrors(place.pinned));
    return reply;
}

}
