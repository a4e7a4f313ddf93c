// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/webhook.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QSslConfiguration>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

Webhook::Webhook(WebhookTiming timing, QObject* parent)
    : QObject(parent)
    , m_timing(timing)
{
    m_network.setTransferTimeout(int(timing.answer.count()));
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &Webhook::post);
}

Result<> Webhook::setAddress(const QString& address)
{
    const QUrl url(address.trimmed(), QUrl::StrictMode);
    const bool good = url.isValid() && url.scheme() == u"https" && !url.host().isEmpty();
    if (!address.trimmed().isEmpty() && !good) {
        m_address.clear();
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "Notices are sent to https:// addresses only, so none are sent. Change notify.webhook.") };
    }
    m_address = address.trimmed().isEmpty() ? QUrl() : url;
    return {};
}

void Webhook::trust(const QSslConfiguration& configuration)
{
    m_ssl = configuration;
}

void Webhook::send(const QJsonObject& report)
{
    if (m_address.isEmpty())
        return;
    // The first one may be on its way.
    if (m_reports.size() >= m_timing.waiting)
        m_reports.erase(m_reports.begin() + 1);
    m_reports.push_back(QJsonDocument(report).toJson(QJsonDocument::Compact));
    if (!m_busy)
        next();
}

void Webhook::next()
{
    m_busy = !m_reports.empty();
    m_tries = 0;
    if (m_busy)
        post();
}

void Webhook::post()
{
    if (m_address.isEmpty()) {
        m_reports.clear();
        m_busy = false;
        return;
    }
    QNetworkRequest request(m_address);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setHeader(QNetworkRequest::UserAgentHeader, u"Myna"_s);
    if (m_ssl)
        request.setSslConfiguration(*m_ssl);
    ++m_tries;
    QNetworkReply* const reply = m_network.post(request, m_reports.front());
    reply->setReadBufferSize(1024); // what it says is not read
    connect(reply, &QNetworkReply::finished, this, [this, reply] { answered(reply); });
}

void Webhook::answered(QNetworkReply* reply)
{
    reply->deleteLater();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool arrived = status >= 200 && status < 300;
    // What the address does not want it will not want later either.
    const bool hopeless = status >= 300 && status < 500 && status != 408 && status != 429;
    if (!arrived && !hopeless && m_tries < m_timing.tries) {
        m_retry.start(m_timing.retry * (1 << (m_tries - 1)));
        return;
    }
    const QString reason = status > 0 ? QString::number(status) : reply->errorString();
    m_reports.pop_front();
    if (arrived)
        emit delivered();
    else
        emit gaveUp(reason);
    next();
}

}

#include "moc_webhook.cpp"
