// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/synthesiser/httpvoice.h"

#include <QCoreApplication>
#include <QPointer>

namespace myna::server {

namespace {
constexpr qsizetype maxText = 16 * 1024; // looked at of an answer that is no sound
}

HttpFailure silentFailure(const QUrl& url)
{
    return { { Error::Code::Protocol,
        QCoreApplication::translate("myna", "%1 answered without sound. Check the voice and the model.").arg(url.host()) } };
}

HttpVoice::HttpVoice(EngineNetwork& network, HttpQuestion question, int rateHz, Judge judge, QObject* parent)
    : VoiceCall(parent)
    , m_stream(rateHz)
    , m_judge(std::move(judge))
    , m_call(std::make_unique<HttpCall>(network, std::move(question)))
{
    connect(m_call.get(), &HttpCall::answered, this, &HttpVoice::onAnswered);
    connect(m_call.get(), &HttpCall::received, this, &HttpVoice::onReceived);
    connect(m_call.get(), &HttpCall::finished, this, &HttpVoice::onFinished);
    connect(m_call.get(), &HttpCall::failed, this, &VoiceCall::failed);
}

HttpVoice::~HttpVoice() = default;

void HttpVoice::onAnswered(const QByteArray& contentType)
{
    m_isText = contentType.startsWith("text/") || contentType == "application/json" || contentType == "application/problem+json";
}

void HttpVoice::onReceived(const QByteArray& bytes)
{
    if (m_isText)
        m_text += bytes.left(maxText - m_text.size());
    else
        tell(m_stream.put(bytes));
}

void HttpVoice::tell(const Result<codec::PcmFrame>& piece)
{
    if (!piece) {
        m_call->disconnect(this);
        emit failed({ piece.error() });
    } else if (!piece->samples.empty()) {
        m_sounded = true;
        emit sound(*piece);
    }
}

void HttpVoice::onFinished()
{
    if (m_isText) {
        emit failed(m_judge(m_text));
        return;
    }
    const QPointer<HttpVoice> self(this); // a slot may delete this
    const auto rest = m_stream.end();
    tell(rest);
    if (!self || !rest)
        return;
    if (m_sounded)
        emit finished();
    else
        emit failed(silentFailure(m_call->url()));
}

}

#include "moc_httpvoice.cpp"
