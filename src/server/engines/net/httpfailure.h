// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QNetworkReply>
#include <QUrl>

#include <chrono>
#include <functional>
#include <optional>

namespace myna::server {

// Why a service did not answer. The sentence names its host and never what was sent, asked or answered.
struct HttpFailure
{
    Error error;
    int status = 0; // of HTTP; 0: it did not come to an answer
    std::optional<std::chrono::milliseconds> retryAfter; // how long the service asked to be left alone, at most an hour
    bool operator==(const HttpFailure&) const = default;
};

// Told by an engine, before its failed(), how long its service asked to be left alone; the chain lets the engine rest for that.
using RestWish = std::function<void(std::chrono::milliseconds)>;

// A status that is no success. `body`: the beginning of the answer; of it only a machine word such as model_not_found is repeated.
// Refused: 401, 403, redirects · NotFound: 404 · Unavailable: 429, 5xx · Invalid: the others.
HttpFailure statusFailure(int status, const QUrl& url, const QHash<QByteArray, QByteArray>& headers, const QByteArray& body);

// No answer, or half of one. Network, or Protocol for an answer that cannot be unpacked.
HttpFailure networkFailure(QNetworkReply::NetworkError error, const QUrl& url);

HttpFailure timeFailure(const QUrl& url); // Timeout
HttpFailure sizeFailure(const QUrl& url); // Protocol
Error cutError(const QUrl& url); // Network: the answer ended before its end
Error malformedError(const QUrl& url); // Protocol: not what the API promises
// Unavailable: a fault the service reports in the middle of its answer; of it only a machine word is repeated.
Error reportedError(const QUrl& url, const QByteArray& report);
Error pageError(const QUrl& url); // Protocol: a web page instead of an answer

// `Retry-After` in seconds or as a date, `retry-after-ms`; names in lower case.
std::optional<std::chrono::milliseconds> retryAfter(const QHash<QByteArray, QByteArray>& headers, const QDateTime& now);

// The machine word in an error answer, {"error":{"code":…,"type":…}}; empty when there is none that may be repeated.
QString machineWord(const QByteArray& body);

}

Q_DECLARE_METATYPE(myna::server::HttpFailure)
