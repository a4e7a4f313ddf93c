// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <deque>

class QNetworkReply;

namespace myna::server {

struct WebhookTiming
{
    std::chrono::milliseconds answer { 10000 };
    std::chrono::milliseconds retry { 5000 }; // before the second try; doubled for each further one
    int tries = 4;
    size_t waiting = 32; // reports at once; the oldest one goes when there are more
};

// Tells a web address of the owner what happened, as JSON, one report after the other; HTTPS only, redirects are not followed. Nobody waits
// for it. Edge thread.
class Webhook final : public QObject
{
    Q_OBJECT

public:
    explicit Webhook(WebhookTiming timing = {}, QObject* parent = nullptr);

    // Errors: Invalid (no HTTPS address). Empty: nobody is told.
    Result<> setAddress(const QString& address);
    void trust(const QSslConfiguration& configuration); // another one than the system's authorities
    void send(const QJsonObject& report);

signals:
    void delivered();
    void gaveUp(const QString& reason); // on one report

private:
    void next();
    void post();
    void answered(QNetworkReply* reply);

    WebhookTiming m_timing;
    QUrl m_address;
    std::optional<QSslConfiguration> m_ssl;
    QNetworkAccessManager m_network;
    std::deque<QByteArray> m_reports; // the first is being told
    QTimer m_retry;
    int m_tries = 0;
    bool m_busy = false;
};

}
