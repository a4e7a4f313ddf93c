// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/synthesiser/aliyunsynthesiser.h"

#include "net/proxyfinder.h"
#include "server/config/masking.h"
#include "server/engines/net/servicesettings.h"
#include "server/engines/synthesiser/httpvoice.h"
#include "server/engines/synthesiser/openaisynthesiser.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr qint64 largestSpeech = 32LL * 1024 * 1024; // bytes
constexpr qsizetype longest = 280; // characters at once; the service takes 300

AliyunPlace::Way wayOf(const EngineSpec& spec)
{
    if (spec.type.compare("aliyun_stream"_L1, Qt::CaseInsensitive) == 0)
        return AliyunPlace::Way::Flowing;
    return textIn(spec.settings, { "protocol"_L1 }).startsWith("w"_L1, Qt::CaseInsensitive) ? AliyunPlace::Way::Socket
                                                                                            : AliyunPlace::Way::Http;
}

// `host` is a name, as xiaozhi-esp32-server has it, or a whole address.
QUrl addressOf(const EngineSpec& spec)
{
    QString host = textIn(spec.settings, { "host"_L1, "url"_L1, "base_url"_L1 });
    if (host.isEmpty()) {
        host = wayOf(spec) == AliyunPlace::Way::Flowing ? u"nls-gateway-cn-beijing.aliyuncs.com"_s
                                                        : u"nls-gateway-cn-shanghai.aliyuncs.com"_s;
    }
    QUrl url(host.contains("://"_L1) ? host : u"https://"_s + host, QUrl::StrictMode);
    if (url.scheme() == "wss"_L1)
        url.setScheme(u"https"_s);
    if (url.scheme() == "ws"_L1)
        url.setScheme(u"http"_s);
    return url;
}

QUrl tokenAddressOf(const EngineSpec& spec)
{
    const QString url = textIn(spec.settings, { "token_url"_L1 });
    return { url.isEmpty() ? u"https://nls-meta.cn-shanghai.aliyuncs.com/"_s : url, QUrl::StrictMode };
}

// Keys and what is said go over TLS; within this computer nobody listens.
bool isSafe(const QUrl& url)
{
    return url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty()
        && (url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && net::isLoopback(url)));
}

QUrl below(const QUrl& address, const QString& path, bool isSocket)
{
    QUrl url = address;
    url.setPath(path);
    if (isSocket)
        url.setScheme(address.scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
    return url;
}

int rateOf(const EngineSpec& spec)
{
    const int standard = wayOf(spec) == AliyunPlace::Way::Flowing ? 24000 : 16000;
    return int(numberIn(spec.settings, "sample_rate"_L1).toDouble(standard));
}

QJsonObject voiceOf(const EngineSpec& spec, const QString& wished)
{
    const QString standard = wayOf(spec) == AliyunPlace::Way::Flowing ? u"longxiaochun"_s : u"xiaoyun"_s;
    QString name = wished.isEmpty() ? textIn(spec.settings, { "private_voice"_L1, "voice"_L1 }) : wished;
    QJsonObject voice { { u"voice"_s, name.isEmpty() ? standard : name }, { u"format"_s, u"pcm"_s }, { u"sample_rate"_s, rateOf(spec) } };
    struct Range
    {
        QLatin1String key;
        double least;
        double most;
    };
    for (const Range& range :
        { Range { "volume"_L1, 0, 100 }, Range { "speech_rate"_L1, -500, 500 }, Range { "pitch_rate"_L1, -500, 500 } }) {
        if (const QJsonValue number = numberIn(spec.settings, range.key); number.isDouble())
            voice.insert(range.key, int(std::clamp(number.toDouble(), range.least, range.most)));
    }
    return voice;
}

HttpFailure judged(const QByteArray& body, const QUrl& url)
{
    if (body.trimmed().startsWith('<'))
        return { pageError(url) };
    const QJsonValue status = QJsonDocument::fromJson(body).object().value("status"_L1);
    return status.isDouble() ? nlsFailure(status.toInteger(), url) : HttpFailure { malformedError(url) };
}

}

AliyunPlace AliyunPlace::of(const EngineSpec& spec, const QString& voice)
{
    AliyunPlace place;
    place.way = wayOf(spec);
    place.appKey = textIn(spec.settings, { "appkey"_L1, "app_key"_L1 });
    place.token = textIn(spec.settings, { "token"_L1 });
    const QString keyId = textIn(spec.settings, { "access_key_id"_L1 });
    const QString keySecret = textIn(spec.settings, { "access_key_secret"_L1 });
    place.account.place = tokenAddressOf(spec);
    if (!isPlaceholder(keyId) && !isPlaceholder(keySecret)) {
        place.account.keyId = keyId;
        place.account.keySecret = keySecret;
    }
    if (!place.account.keyId.isEmpty() && !place.account.keySecret.isEmpty())
        place.token.clear(); // one that is fetched does not expire in a day
    place.voice = voiceOf(spec, voice);
    place.rateHz = rateOf(spec);
    place.http.url = below(addressOf(spec), u"/stream/v1/tts"_s, false);
    place.http.accept = "*/*";
    place.http.maxAnswer = largestSpeech;
    place.http.timing = voiceTiming();
    place.socket.place.url = below(addressOf(spec), u"/ws/v1"_s, true);
    place.socket.appKey = place.appKey;
    place.socket.voice = place.voice;
    place.socket.flowing = place.way == Way::Flowing;
    place.socket.rateHz = place.rateHz;
    return place;
}

AliyunCall::AliyunCall(
    EngineNetwork& network, AliyunTokens& tokens, std::shared_ptr<const AliyunPlace> place, QString text, QObject* parent)
    : VoiceCall(parent)
    , m_network(network)
    , m_tokens(tokens)
    , m_place(std::move(place))
    , m_text(std::move(text))
{
    if (!m_place->token.isEmpty())
        speak(m_place->token);
    else if (const auto token = m_tokens.known(m_place->account))
        speak(*token);
    else
        fetch();
}

AliyunCall::~AliyunCall() = default;

void AliyunCall::fetch()
{
    m_fetching = m_tokens.fetch(m_network, m_place->account);
    connect(m_fetching.get(), &AliyunTokenCall::fetched, this, [this](const QString& token) {
        m_renewed = true; // another new one would not be accepted either
        m_fetching.reset();
        speak(token);
    });
    connect(m_fetching.get(), &AliyunTokenCall::failed, this, &VoiceCall::failed);
}

void AliyunCall::speak(const QString& token)
{
    m_token = token;
    if (m_place->way == AliyunPlace::Way::Http) {
        HttpQuestion question = m_place->http;
        question.headers.append({ "X-NLS-Token", token.toLatin1() });
        QJsonObject body = m_place->voice;
        body.insert(u"appkey"_s, m_place->appKey);
        body.insert(u"token"_s, token);
        body.insert(u"text"_s, m_text);
        question.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
        m_call = std::make_unique<HttpVoice>(m_network, std::move(question), m_place->rateHz,
            [url = m_place->http.url](const QByteArray& answer) { return judged(answer, url); });
    } else {
        NlsVoice::Wish wish = m_place->socket;
        wish.place.headers.append({ "X-NLS-Token", token.toLatin1() });
        m_call = std::make_unique<NlsVoice>(m_network, wish, m_text);
    }
    connect(m_call.get(), &VoiceCall::sound, this, [this](const codec::PcmFrame& piece) {
        m_sounded = true;
        emit sound(piece);
    });
    connect(m_call.get(), &VoiceCall::finished, this, &VoiceCall::finished);
    connect(m_call.get(), &VoiceCall::failed, this, &AliyunCall::onFailed);
}

void AliyunCall::onFailed(const HttpFailure& failure)
{
    // Over HTTP the service also calls a token that has expired a wrong question.
    const bool maybeToken = failure.error.code == Error::Code::Refused || (m_place->way == AliyunPlace::Way::Http && failure.status == 400);
    if (maybeToken && m_place->token.isEmpty()) {
        m_tokens.forget(m_token);
        if (!m_renewed && !m_sounded) {
            m_call.reset();
            fetch();
            return;
        }
    }
    emit failed(failure);
}

QString wrongInAliyun(const EngineSpec& spec)
{
    const AliyunPlace place = AliyunPlace::of(spec, {});
    if (place.appKey.isEmpty())
        return engineSentence(QT_TRANSLATE_NOOP("myna", "%1 needs appkey, the key of the project in the speech console."), spec);
    if (place.token.isEmpty() && (place.account.keyId.isEmpty() || place.account.keySecret.isEmpty()))
        return engineSentence(QT_TRANSLATE_NOOP("myna", "%1 needs access_key_id and access_key_secret, or a token."), spec);
    if (!isSafe(addressOf(spec)))
        return engineSentence(QT_TRANSLATE_NOOP("myna", "host of %1 is no address that is reached over https."), spec);
    if (place.token.isEmpty() && !isSafe(place.account.place))
        return engineSentence(QT_TRANSLATE_NOOP("myna", "token_url of %1 is no address that is reached over https."), spec);
    if (place.rateHz != 8000 && place.rateHz != 16000 && place.rateHz != 24000 && place.rateHz != 48000)
        return engineSentence(QT_TRANSLATE_NOOP("myna", "sample_rate of %1 is none of 8000, 16000, 24000 and 48000."), spec);
    return {};
}

std::unique_ptr<Synthesiser> makeAliyunVoice(
    const EngineSpec& spec, EngineNetwork& network, AliyunTokens& tokens, const QString& voice, const RestWish& restWished)
{
    std::optional<Error> wrong;
    if (const QString why = wrongInAliyun(spec); !why.isEmpty())
        wrong = Error { Error::Code::Invalid, why };
    const auto place = std::make_shared<const AliyunPlace>(AliyunPlace::of(spec, voice));
    const auto make
        = [&network, &tokens, place](const QString& text) { return std::make_unique<AliyunCall>(network, tokens, place, text); };
    return std::make_unique<RemoteSynthesiser>(make, longest, restWished, wrong);
}

}

#include "moc_aliyunsynthesiser.cpp"
