// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/synthesiser/nlsvoice.h"

#include "server/engines/synthesiser/httpvoice.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QPointer>
#include <QUuid>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr qint64 tokenRefused = 40000001;
constexpr qint64 tooManyAtOnce = 40000005;
constexpr qint64 trialOver = 40000010;
constexpr qint64 faultsFrom = 50000000; // of the service
constexpr quint64 maxMessage = 1024 * 1024;

QString freshId()
{
    return QUuid::createUuid().toString(QUuid::Id128);
}

}

HttpFailure nlsFailure(qint64 status, const QUrl& url)
{
    if (status == tokenRefused) {
        return {
            { Error::Code::Refused,
                QCoreApplication::translate("myna", "%1 does not accept the token. Check appkey and the access key.").arg(url.host()) },
            401
        };
    }
    if (status == tooManyAtOnce)
        return statusFailure(429, url, {}, {});
    if (status == trialOver)
        return statusFailure(402, url, {}, {});
    return statusFailure(status >= faultsFrom ? 500 : 400, url, {}, {});
}

NlsVoice::NlsVoice(EngineNetwork& network, const Wish& wish, QString text, QObject* parent)
    : VoiceCall(parent)
    , m_appKey(wish.appKey)
    , m_taskId(freshId())
    , m_text(std::move(text))
    , m_flowing(wish.flowing)
    , m_stream(wish.rateHz)
{
    SocketQuestion place = wish.place;
    place.maxMessage = maxMessage;
    m_socket = std::make_unique<ServiceSocket>(network, std::move(place));
    connect(m_socket.get(), &ServiceSocket::textReceived, this, &NlsVoice::read);
    connect(m_socket.get(), &ServiceSocket::bytesReceived, this, [this](const QByteArray& bytes) { tell(m_stream.put(bytes)); });
    connect(m_socket.get(), &ServiceSocket::failed, this, &NlsVoice::fail);
    m_socket->expect(wish.patience);
    QJsonObject start = wish.voice;
    if (!m_flowing)
        start.insert(u"text"_s, m_text);
    command(u"StartSynthesis"_s, start);
}

NlsVoice::~NlsVoice() = default;

void NlsVoice::command(const QString& name, const QJsonObject& payload)
{
    const QJsonObject header { { u"message_id"_s, freshId() }, { u"task_id"_s, m_taskId },
        { u"namespace"_s, m_flowing ? u"FlowingSpeechSynthesizer"_s : u"SpeechSynthesizer"_s }, { u"name"_s, name },
        { u"appkey"_s, m_appKey } };
    QJsonObject message { { u"header"_s, header } };
    if (!payload.isEmpty())
        message.insert(u"payload"_s, payload);
    m_socket->sendText(QJsonDocument(message).toJson(QJsonDocument::Compact));
}

void NlsVoice::read(const QByteArray& message)
{
    const QJsonObject header = QJsonDocument::fromJson(message).object().value("header"_L1).toObject();
    const QString name = header.value("name"_L1).toString();
    if (name.isEmpty()) {
        fail({ malformedError(m_socket->url()) });
    } else if (name == "TaskFailed"_L1) {
        fail(nlsFailure(header.value("status"_L1).toInteger(), m_socket->url()));
    } else if (name == "SynthesisStarted"_L1 && m_flowing && !m_started) {
        m_started = true;
        command(u"RunSynthesis"_s, { { u"text"_s, m_text } });
        command(u"StopSynthesis"_s, {});
    } else if (name == "SynthesisCompleted"_L1) {
        m_socket->close();
        const QUrl url = m_socket->url();
        const QPointer<NlsVoice> self(this); // a slot may delete this
        const auto rest = m_stream.end();
        tell(rest);
        if (!self || !rest)
            return;
        if (m_sounded)
            emit finished();
        else
            emit failed(silentFailure(url));
    }
}

void NlsVoice::tell(const Result<codec::PcmFrame>& piece)
{
    if (!piece) {
        fail({ piece.error() });
    } else if (!piece->samples.empty()) {
        m_sounded = true;
        emit sound(*piece);
    }
}

void NlsVoice::fail(const HttpFailure& failure)
{
    m_socket->disconnect(this);
    m_socket->close();
    emit failed(failure);
}

}

#include "moc_nlsvoice.cpp"
