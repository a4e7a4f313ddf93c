// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/net/httpcall.h"

#include <QMap>
#include <QMutex>

#include <map>
#include <memory>
#include <optional>

class QThread;

namespace myna::server {

// Who asks Alibaba's speech service for a token, and where.
struct AliyunAccount
{
    QUrl place; // of the token service
    QString keyId;
    QString keySecret; // a secret
    [[nodiscard]] QString name() const; // for looking it up; without the secret itself
};

// `parameters` signed as Alibaba's RPC interfaces want it (HMAC-SHA1, signature version 1.0), as a query.
QByteArray signedQuery(const QMap<QByteArray, QByteArray>& parameters, const QByteArray& verb, const QString& keySecret);
// A question for a token; `nonce` is used once.
QByteArray tokenQuery(const AliyunAccount& account, const QDateTime& now, const QByteArray& nonce);

// One question for a token. Deleting it ends it. fetched() or failed() is the only signal.
class AliyunTokenCall final : public QObject
{
    Q_OBJECT

public:
    AliyunTokenCall(EngineNetwork& network, const AliyunAccount& account, QObject* parent = nullptr);
    ~AliyunTokenCall() override;

signals:
    void fetched(const QString& token, const QDateTime& until);
    void failed(const myna::server::HttpFailure& failure);

private:
    void read();

    QByteArray m_answer;
    std::unique_ptr<HttpCall> m_call;
};

// The tokens of all conversations: kept in memory until shortly before they expire, and asked for once by each thread that needs one. May
// be used from any thread.
class AliyunTokens
{
public:
    AliyunTokens();
    ~AliyunTokens();

    [[nodiscard]] std::optional<QString> known(const AliyunAccount& account) const;
    // The question for a new one that is under way on this thread, shared by all who wait; it ends when the last one lets go of it.
    std::shared_ptr<AliyunTokenCall> fetch(EngineNetwork& network, const AliyunAccount& account);
    void forget(const QString& token); // the service does not accept it any more

private:
    struct Kept
    {
        QString token;
        QDateTime until;
    };
    mutable QMutex m_mutex;
    std::map<QString, Kept> m_kept; // by the account's name
    std::map<std::pair<QThread*, QString>, std::weak_ptr<AliyunTokenCall>> m_calls;
};

}
