// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/synthesiser/aliyuntokens.h"

#include "server/engines/net/enginenetwork.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QThread>
#include <QUuid>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace myna::server {

namespace {

constexpr qint64 largestToken = 64 * 1024; // bytes
constexpr std::chrono::seconds notUsedBefore = 60s; // its end: a sentence takes its time
constexpr qsizetype maxToken = 512;

}

QString AliyunAccount::name() const
{
    const QByteArray whole = (place.toString() + u'\n' + keyId + u'\n' + keySecret).toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(whole, QCryptographicHash::Sha256).toHex());
}

QByteArray signedQuery(const QMap<QByteArray, QByteArray>& parameters, const QByteArray& verb, const QString& keySecret)
{
    const auto encoded = [](const QByteArray& text) { return text.toPercentEncoding(); };
    QByteArray query; // sorted by name, which the map is
    for (auto it = parameters.cbegin(); it != parameters.cend(); ++it)
        query += (query.isEmpty() ? QByteArray() : "&") + encoded(it.key()) + '=' + encoded(it.value());
    const QByteArray signedText = verb + "&%2F&" + encoded(query);
    const QByteArray signature
        = QMessageAuthenticationCode::hash(signedText, (keySecret + u'&').toUtf8(), QCryptographicHash::Sha1).toBase64();
    return query + "&Signature=" + encoded(signature);
}

QByteArray tokenQuery(const AliyunAccount& account, const QDateTime& now, const QByteArray& nonce)
{
    return signedQuery(
        { { "AccessKeyId", account.keyId.toUtf8() }, { "Action", "CreateToken" }, { "Format", "JSON" }, { "RegionId", "cn-shanghai" },
            { "SignatureMethod", "HMAC-SHA1" }, { "SignatureNonce", nonce }, { "SignatureVersion", "1.0" },
            { "Timestamp", now.toUTC().toString(u"yyyy-MM-ddTHH:mm:ssZ"_s).toLatin1() }, { "Version", "2019-02-28" } },
        "GET", account.keySecret);
}

AliyunTokenCall::AliyunTokenCall(EngineNetwork& network, const AliyunAccount& account, QObject* parent)
    : QObject(parent)
{
    HttpQuestion question;
    question.url = account.place;
    const QByteArray nonce = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    question.url.setQuery(QString::fromLatin1(tokenQuery(account, QDateTime::currentDateTimeUtc(), nonce)), QUrl::StrictMode);
    question.verb = "GET";
    question.maxAnswer = largestToken;
    question.timing = { .first = 5s, .idle = 5s, .whole = 10s };
    m_call = std::make_unique<HttpCall>(network, std::move(question));
    connect(m_call.get(), &HttpCall::received, this, [this](const QByteArray& bytes) { m_answer += bytes; });
    connect(m_call.get(), &HttpCall::finished, this, &AliyunTokenCall::read);
    connect(m_call.get(), &HttpCall::failed, this, [this](HttpFailure failure) {
        // Wrong keys are answered with 400 or 404 and a code in the body.
        if (failure.status == 400 || failure.status == 404)
            failure = statusFailure(401, m_call->url(), {}, {});
        emit failed(failure);
    });
}

AliyunTokenCall::~AliyunTokenCall() = default;

void AliyunTokenCall::read()
{
    const QJsonObject token = QJsonDocument::fromJson(m_answer).object().value("Token"_L1).toObject();
    const QString id = token.value("Id"_L1).toString();
    const auto until = QDateTime::fromSecsSinceEpoch(token.value("ExpireTime"_L1).toInteger(), Qt::UTC);
    if (id.isEmpty() || id.size() > maxToken)
        emit failed({ malformedError(m_call->url()) });
    else
        emit fetched(id, until);
}

AliyunTokens::AliyunTokens() = default;
AliyunTokens::~AliyunTokens() = default;

std::optional<QString> AliyunTokens::known(const AliyunAccount& account) const
{
    const QMutexLocker lock(&m_mutex);
    const auto kept = m_kept.find(account.name());
    if (kept == m_kept.end() || QDateTime::currentDateTimeUtc().addSecs(notUsedBefore.count()) >= kept->second.until)
        return std::nullopt;
    return kept->second.token;
}

std::shared_ptr<AliyunTokenCall> AliyunTokens::fetch(EngineNetwork& network, const AliyunAccount& account)
{
    const QString name = account.name();
    const QMutexLocker lock(&m_mutex);
    std::erase_if(m_calls, [](const auto& call) { return call.second.expired(); });
    std::weak_ptr<AliyunTokenCall>& place = m_calls[{ QThread::currentThread(), name }];
    if (auto call = place.lock())
        return call;
    auto call = std::make_shared<AliyunTokenCall>(network, account);
    const auto keep = [&kept = m_kept, &mutex = m_mutex, name](const QString& token, const QDateTime& until) {
        const QMutexLocker keeping(&mutex);
        kept.insert_or_assign(name, Kept { token, until });
    };
    QObject::connect(call.get(), &AliyunTokenCall::fetched, call.get(), keep);
    place = call;
    return call;
}

void AliyunTokens::forget(const QString& token)
{
    const QMutexLocker lock(&m_mutex);
    std::erase_if(m_kept, [&](const auto& kept) { return kept.second.token == token; });
}

}

#include "moc_aliyuntokens.cpp"
