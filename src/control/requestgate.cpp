// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/requestgate.h"

#include "base/secret.h"
#include "control/answers.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace myna::control {

using std::chrono::milliseconds;

namespace {

http::Response tooMany(milliseconds wait)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    http::Response response = failure(429, "too_many_requests"_L1,
        QCoreApplication::translate("myna", "Too many requests. Try again in %n second(s).", nullptr, int(seconds)));
    response.headers.append({ QByteArrayLiteral("Retry-After"), QByteArray::number(qint64(seconds)) });
    return response;
}

}

RequestGate::RequestGate(quint16 port, const QByteArray& token, http::Rate rate)
    : m_host("127.0.0.1:" + QByteArray::number(port))
    , m_localHost("localhost:" + QByteArray::number(port))
    , m_expected("Bearer " + token)
    , m_known(rate)
    , m_strangers(rate)
{
    m_clock.start();
}

std::optional<http::Response> RequestGate::judge(const http::Request& head)
{
    auto refusal = stranger(head);
    const milliseconds wait = (refusal ? m_strangers : m_known).take(milliseconds(m_clock.elapsed()));
    if (wait.count() > 0)
        return tooMany(wait);
    return refusal;
}

std::optional<http::Response> RequestGate::stranger(const http::Request& head) const
{
    // A web page whose name was made to mean this computer shows its own name here, and a page of any kind where it comes from.
    const QByteArray host = head.header("Host"_L1).toLower();
    if ((host != m_host && host != m_localHost) || !head.header("Origin"_L1).isEmpty() || !head.fromThisComputer()) {
        return failure(403, "forbidden"_L1,
            QCoreApplication::translate("myna", "Myna is controlled by programs of this computer, not by a web page."));
    }
    if (!equalInConstantTime(head.header("Authorization"_L1), m_expected)) {
        http::Response response = failure(401, "token_invalid"_L1,
            QCoreApplication::translate("myna", "The token in the file control.json of the data folder is needed."));
        response.headers.append({ QByteArrayLiteral("WWW-Authenticate"), QByteArrayLiteral("Bearer") });
        return response;
    }
    return std::nullopt;
}

}
