// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/net/servicesocket.h"
#include "server/engines/synthesiser/soundstream.h"
#include "server/engines/synthesiser/voicecall.h"

#include <QJsonObject>

namespace myna::server {

// One text over the WebSocket of Alibaba's speech service (NLS): the whole text with the start, or, with the flowing synthesiser, after
// it.
class NlsVoice final : public VoiceCall
{
    Q_OBJECT

public:
    struct Wish
    {
        SocketQuestion place; // with the token among the headers
        QString appKey;
        QJsonObject voice; // voice, format, sample_rate, volume, speech_rate, pitch_rate
        bool flowing = false; // FlowingSpeechSynthesizer
        int rateHz = 24000;
        std::chrono::milliseconds patience { 10000 }; // between two messages
    };

    NlsVoice(EngineNetwork& network, const Wish& wish, QString text, QObject* parent = nullptr);
    ~NlsVoice() override;

private:
    void command(const QString& name, const QJsonObject& payload);
    void read(const QByteArray& message);
    void tell(const Result<codec::PcmFrame>& piece);
    void fail(const HttpFailure& failure);

    QString m_appKey;
    QString m_taskId;
    QString m_text;
    bool m_flowing;
    bool m_started = false;
    bool m_sounded = false;
    SoundStream m_stream;
    std::unique_ptr<ServiceSocket> m_socket;
};

// A status of NLS such as 40000001. Refused, Unavailable or Invalid; NLS's own sentence is not repeated.
HttpFailure nlsFailure(qint64 status, const QUrl& url);

}
