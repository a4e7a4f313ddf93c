// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/net/httpcall.h"
#include "server/engines/synthesiser/soundstream.h"
#include "server/engines/synthesiser/voicecall.h"

namespace myna::server {

// A voice that answers a question over HTTP with sound.
class HttpVoice final : public VoiceCall
{
    Q_OBJECT

public:
    // What an answer that is no sound means: the beginning of its body.
    using Judge = std::function<HttpFailure(const QByteArray& body)>;

    HttpVoice(EngineNetwork& network, HttpQuestion question, int rateHz, Judge judge, QObject* parent = nullptr);
    ~HttpVoice() override;

private:
    void onAnswered(const QByteArray& contentType);
    void onReceived(const QByteArray& bytes);
    void onFinished();
    void tell(const Result<codec::PcmFrame>& piece);

    SoundStream m_stream;
    Judge m_judge;
    bool m_isText = false; // the answer is no sound
    QByteArray m_text;
    bool m_sounded = false;
    std::unique_ptr<HttpCall> m_call;
};

HttpFailure silentFailure(const QUrl& url); // Protocol: an answer without a sample

}
