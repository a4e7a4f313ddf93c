// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pairing/failure.h"

#include <QNetworkReply>
#include <QUrl>

#include <chrono>

// Why a question to a server brought no usable answer, in sentences for people. The step is left to the caller.
namespace myna::pairing {

// Empty when the address is one that can be asked.
std::optional<Failure> addressTrouble(const QUrl& url);
Failure networkTrouble(QNetworkReply::NetworkError error, const QUrl& url, const QString& detail);
// The server's certificate is not believed; `certificate` is what it shows (DER), `why` a sentence, and `comparable` says that comparing
// fingerprints would settle it.
Failure certificateTrouble(const QUrl& url, const QString& why, const QByteArray& certificate, bool comparable);
// `said` is the server's own explanation, or empty.
Failure statusTrouble(int status, const QUrl& url, const QString& said);
Failure silenceTrouble(std::chrono::milliseconds waited);
Failure oversizeTrouble(const QUrl& url);
Failure redirectTrouble(const QUrl& target);
// HTTP 200 with a body that is no answer to a version check; `why` is what the decoder made of it.
Failure answerTrouble(const QByteArray& body, const QUrl& url, const Error& why);

// The server's words as one short line that cannot spoil a page: at most 200 characters, no control characters.
QString tamed(const QString& text);

}
