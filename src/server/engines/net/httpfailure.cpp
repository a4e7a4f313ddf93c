// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/net/httpfailure.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace myna::server {

namespace {

// A service that asks for more is as good as gone; the chain tries again sooner.
constexpr std::chrono::milliseconds longestRest = 1h;

QString words(const char* text, const QUrl& url)
{
    return QCoreApplication::translate("myna", text).arg(url.host());
}

QString withWord(const QString& sentence, const QByteArray& body)
{
    const QString word = machineWord(body);
    return word.isEmpty() ? sentence : QCoreApplication::translate("myna", "%1 It calls this: %2.").arg(sentence, word);
}

std::optional<std::chrono::milliseconds> bounded(double ms)
{
    if (!(ms >= 0))
        return std::nullopt;
    return std::chrono::milliseconds(qint64(std::min(ms, double(longestRest.count()))));
}

bool isTls(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::SslHandshakeFailedError;
}

bool isProxy(QNetworkReply::NetworkError error)
{
    return error >= QNetworkReply::ProxyConnectionRefusedError && error <= QNetworkReply::UnknownProxyError;
}

}

std::optional<std::chrono::milliseconds> retryAfter(const QHash<QByteArray, QByteArray>& headers, const QDateTime& now)
{
    bool isNumber = false;
    const double ms = headers.value("retry-after-ms").toDouble(&isNumber);
    if (isNumber)
        return bounded(ms);
    const QByteArray text = headers.value("retry-after").trimmed();
    const double seconds = text.toDouble(&isNumber);
    if (isNumber)
        return bounded(seconds * 1000);
    QString date = QString::fromLatin1(text);
    if (date.endsWith(" GMT"_L1))
        date.chop(4);
    QDateTime when = QLocale::c().toDateTime(date, u"ddd, dd MMM yyyy hh:mm:ss"_s);
    if (!when.isValid())
        return std::nullopt;
    when.setTimeSpec(Qt::UTC);
    return bounded(double(std::max<qint64>(0, now.msecsTo(when))));
}

QString machineWord(const QByteArray& body)
{
    static const QRegularExpression word(u"^[a-z][a-z0-9_]{2,47}$"_s); // no key and no sentence looks like this
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    const QJsonObject error = object.value("error"_L1).toObject();
    for (const QJsonValue& value : { error.value("code"_L1), error.value("type"_L1), object.value("code"_L1) }) {
        if (word.match(value.toString()).hasMatch())
            return value.toString();
    }
    return {};
}

HttpFailure statusFailure(int status, const QUrl& url, const QHash<QByteArray, QByteArray>& headers, const QByteArray& body)
{
    HttpFailure failure { {}, status, retryAfter(headers, QDateTime::currentDateTimeUtc()) };
    Error& error = failure.error;
    if (status == 401 || status == 403) {
        error = { Error::Code::Refused, words(QT_TRANSLATE_NOOP("myna", "%1 does not accept the key. Check api_key."), url) };
    } else if (status == 404) {
        error = { Error::Code::NotFound,
            words(QT_TRANSLATE_NOOP("myna", "%1 knows no such address or model. Check base_url and model_name."), url) };
    } else if (status == 402) {
        error = { Error::Code::Refused, words(QT_TRANSLATE_NOOP("myna", "The account at %1 has no credit left."), url) };
    } else if (status == 429) {
        error = { Error::Code::Unavailable,
            words(QT_TRANSLATE_NOOP("myna", "%1 has had enough questions for now. Wait a little, or check the account's limits."), url) };
    } else if (status >= 500) {
        error = { Error::Code::Unavailable,
            words(QT_TRANSLATE_NOOP("myna", "%1 has a fault of its own (%2). Try again later."), url).arg(status) };
    } else if (status >= 300 && status < 400) {
        error = { Error::Code::Refused,
            words(QT_TRANSLATE_NOOP("myna", "%1 sends on to another address, which is not followed. Enter the final one as base_url."),
                url) };
    } else {
        error = { Error::Code::Invalid, words(QT_TRANSLATE_NOOP("myna", "%1 did not understand the question (%2)."), url).arg(status) };
    }
    error.text = withWord(error.text, body);
    return failure;
}

HttpFailure networkFailure(QNetworkReply::NetworkError error, const QUrl& url)
{
    const auto network = [&](const char* text) { return HttpFailure { { Error::Code::Network, words(text, url) } }; };
    if (isTls(error))
        return network(QT_TRANSLATE_NOOP("myna", "The certificate of %1 is not to be trusted, so nothing was sent."));
    if (isProxy(error))
        return network(QT_TRANSLATE_NOOP("myna", "The proxy on the way to %1 does not let us through."));
    if (error == QNetworkReply::HostNotFoundError)
        return network(QT_TRANSLATE_NOOP("myna", "There is no computer named %1. Check base_url and the network."));
    if (error == QNetworkReply::ConnectionRefusedError)
        return network(QT_TRANSLATE_NOOP("myna", "Nothing answers at %1. Is the service running?"));
    if (error == QNetworkReply::TimeoutError)
        return timeFailure(url);
    if (error == QNetworkReply::RemoteHostClosedError)
        return { cutError(url) };
    if (error == QNetworkReply::UnknownContentError || error == QNetworkReply::ProtocolFailure)
        return { malformedError(url) };
    return network(QT_TRANSLATE_NOOP("myna", "%1 cannot be reached. Check the network."));
}

HttpFailure timeFailure(const QUrl& url)
{
    return { { Error::Code::Timeout, words(QT_TRANSLATE_NOOP("myna", "%1 did not answer in time."), url) } };
}

HttpFailure sizeFailure(const QUrl& url)
{
    return { { Error::Code::Protocol, words(QT_TRANSLATE_NOOP("myna", "The answer of %1 did not end, so it was given up."), url) } };
}

Error cutError(const QUrl& url)
{
    return { Error::Code::Network, words(QT_TRANSLATE_NOOP("myna", "%1 hung up in the middle of the answer."), url) };
}

Error malformedError(const QUrl& url)
{
    return { Error::Code::Protocol,
        words(QT_TRANSLATE_NOOP("myna", "The answer of %1 cannot be understood. Check base_url and the engine's type."), url) };
}

Error reportedError(const QUrl& url, const QByteArray& report)
{
    const QString sentence = words(QT_TRANSLATE_NOOP("myna", "%1 broke its answer off because of a fault of its own."), url);
    return { Error::Code::Unavailable, withWord(sentence, report) };
}

Error pageError(const QUrl& url)
{
    return { Error::Code::Protocol, words(QT_TRANSLATE_NOOP("myna", "%1 answered with a web page. Check base_url."), url) };
}

}
