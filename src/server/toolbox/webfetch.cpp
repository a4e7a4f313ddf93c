// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/webfetch.h"

#include "base/invoke.h"
#include "server/engines/net/httpcall.h"

#include <QMutexLocker>

#include <memory>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

WebFetch::WebFetch(const FetchLimits& limits, const protocol::ProxyChoice& proxy)
    : m_limits(limits)
    , m_network(proxy)
    , m_cache(limits.cacheBytes)
{
}

void WebFetch::keep(const QUrl& url, const QByteArray& answer, std::chrono::milliseconds life)
{
    const QMutexLocker lock(&m_mutex);
    m_cache.set(url, answer, answer.size() + url.toString().size() * 2, life);
}

void WebFetch::get(const QUrl& url, QObject* context, Done done)
{
    std::optional<QByteArray> known;
    {
        const QMutexLocker lock(&m_mutex);
        known = m_cache.get(url);
    }
    if (known) {
        onThreadOf(context, [done = std::move(done), answer = *known] { done(answer); });
        return;
    }
    HttpQuestion question;
    question.url = url;
    question.verb = "GET";
    question.contentType.clear();
    question.accept = "*/*";
    question.maxAnswer = m_limits.answerBytes;
    question.timing = { m_limits.first, m_limits.first, m_limits.whole };
    auto* const call = new HttpCall(m_network, question, context); // owned by who asks
    const auto answer = std::make_shared<QByteArray>();
    QObject::connect(call, &HttpCall::received, context, [answer](const QByteArray& bytes) { answer->append(bytes); });
    QObject::connect(call, &HttpCall::finished, context, [call, answer, done] {
        call->deleteLater();
        done(*answer);
    });
    QObject::connect(call, &HttpCall::failed, context, [call, done](const HttpFailure& failure) {
        call->deleteLater();
        done(failure.error);
    });
}

QString fetchTrouble(const Error& error, const QString& service, const QString& language)
{
    const bool chinese = language == "zh"_L1;
    const auto words = [&](const QString& english, const QString& mandarin) { return (chinese ? mandarin : english).arg(service); };
    switch (error.code) {
    case Error::Code::Network:
        return words(u"There is no network connection to %1."_s, u"没有网络，连不上%1。"_s);
    case Error::Code::Timeout:
        return words(u"%1 did not answer in time."_s, u"%1没有及时回答。"_s);
    case Error::Code::Protocol:
        return words(u"%1 gave an answer that cannot be understood."_s, u"%1的回答看不懂。"_s);
    case Error::Code::NotFound:
    case Error::Code::Invalid:
    case Error::Code::Refused:
        return words(u"%1 does not answer this question. Its address in the configuration may be wrong."_s,
            u"%1不回答这个问题，可能是配置里的地址不对。"_s);
    case Error::Code::Unavailable:
    case Error::Code::Cancelled:
        return words(u"%1 is not available now. Try again later."_s, u"%1暂时不可用，请稍后再试。"_s);
    }
    return {};
}

}
