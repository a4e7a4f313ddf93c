// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/net/httpcall.h"
#include "server/engines/synthesiser/aliyuntokens.h"
#include "server/engines/synthesiser/nlsvoice.h"
#include "server/engines/synthesiser/remotesynthesiser.h"

namespace myna::server {

struct EngineSpec;

// How Alibaba's speech service (NLS) is asked, out of the settings.
struct AliyunPlace
{
    enum class Way { Http, Socket, Flowing };

    Way way = Way::Http;
    HttpQuestion http; // without body and token
    NlsVoice::Wish socket; // without the token
    QString appKey;
    QString token; // the owner's own; empty: fetched for the account
    AliyunAccount account;
    QJsonObject voice;
    int rateHz = 16000;

    static AliyunPlace of(const EngineSpec& spec, const QString& voice);
};

// One text: gets a token when there is none, and a new one once when the service does not accept it.
class AliyunCall final : public VoiceCall
{
    Q_OBJECT

public:
    // Network and tokens outlive it.
    AliyunCall(
        EngineNetwork& network, AliyunTokens& tokens, std::shared_ptr<const AliyunPlace> place, QString text, QObject* parent = nullptr);
    ~AliyunCall() override;

private:
    void fetch();
    void speak(const QString& token);
    void onFailed(const HttpFailure& failure);

    EngineNetwork& m_network;
    AliyunTokens& m_tokens;
    std::shared_ptr<const AliyunPlace> m_place;
    QString m_text;
    QString m_token; // in use
    bool m_renewed = false;
    bool m_sounded = false;
    std::shared_ptr<AliyunTokenCall> m_fetching;
    std::unique_ptr<VoiceCall> m_call;
};

// Types of xiaozhi-esp32-server: aliyun (HTTP, or the WebSocket with `protocol: websocket`), aliyun_stream (the flowing WebSocket).
QString wrongInAliyun(const EngineSpec& spec); // a sentence without secrets; empty: nothing

// Never null; with a spec that is wrong, every sentence fails with the reason. `voice`: instead of that of the settings.
std::unique_ptr<Synthesiser> makeAliyunVoice(
    const EngineSpec& spec, EngineNetwork& network, AliyunTokens& tokens, const QString& voice = {}, const RestWish& restWished = {});

}
