// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/synthesiser/openaisynthesiser.h"

#include "server/engines/net/servicesettings.h"
#include "server/engines/synthesiser/httpvoice.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace myna::server {

namespace {

constexpr QLatin1String path("/audio/speech");
constexpr qint64 largestSound = 32LL * 1024 * 1024; // bytes: two minutes at any rate
constexpr qsizetype longest = 2000; // characters at once; the services take twice as many
constexpr double slowest = 0.25;
constexpr double fastest = 4;

bool isSiliconFlow(const EngineSpec& spec)
{
    return spec.type.compare("siliconflow"_L1, Qt::CaseInsensitive) == 0;
}

// The keys differ in their names only.
QJsonObject settingsOf(const EngineSpec& spec)
{
    QJsonObject settings = spec.settings;
    if (const QString key = textIn(settings, { "api_key"_L1, "access_token"_L1 }); !key.isEmpty())
        settings.insert(u"api_key"_s, key);
    return settings;
}

QString speechBase(const EngineSpec& spec)
{
    const QString base = textIn(spec.settings, { "base_url"_L1, "url"_L1, "api_url"_L1 });
    return base.isEmpty() && isSiliconFlow(spec) ? u"https://api.siliconflow.cn/v1"_s : base;
}

int rateOf(const QJsonObject& settings)
{
    return int(numberIn(settings, "sample_rate"_L1).toDouble(SoundStream::outputRateHz));
}

QString voiceOf(const EngineSpec& spec)
{
    QString voice = textIn(spec.settings, { "private_voice"_L1, "voice"_L1 });
    if (!voice.isEmpty())
        return voice;
    return isSiliconFlow(spec) ? modelIn(spec.settings) + u":alex"_s : u"alloy"_s;
}

QJsonObject commonOf(const EngineSpec& spec, const QString& voice)
{
    const QJsonObject& settings = spec.settings;
    // Compressed sound is not understood here, whatever the file asks for.
    const bool wav = textIn(settings, { "response_format"_L1, "format"_L1 }) == "wav"_L1;
    QJsonObject common { { u"model"_s, modelIn(settings) }, { u"voice"_s, voice.isEmpty() ? voiceOf(spec) : voice },
        { u"response_format"_s, wav ? u"wav"_s : u"pcm"_s } };
    if (const QJsonValue speed = numberIn(settings, "speed"_L1); speed.isDouble())
        common.insert(u"speed"_s, std::clamp(speed.toDouble(), slowest, fastest));
    if (const QString manner = textIn(settings, { "instructions"_L1 }); !manner.isEmpty())
        common.insert(u"instructions"_s, manner);
    if (isSiliconFlow(spec) || numberIn(settings, "sample_rate"_L1).isDouble())
        common.insert(u"sample_rate"_s, rateOf(settings));
    if (isSiliconFlow(spec))
        common.insert(u"stream"_s, true);
    const QJsonObject extra = settings.value("extra_body"_L1).toObject();
    for (auto it = extra.begin(); it != extra.end(); ++it)
        common.insert(it.key(), it.value());
    return common;
}

HttpFailure judged(const QByteArray& body, const QUrl& url)
{
    if (body.trimmed().startsWith('<'))
        return { pageError(url) };
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    return { object.contains("error"_L1) ? reportedError(url, body) : malformedError(url) };
}

}

HttpTiming voiceTiming()
{
    return { .first = 20s, .idle = 10s, .whole = 120s };
}

QString wrongInOpenAiVoice(const EngineSpec& spec)
{
    EngineSpec read = spec;
    read.settings = settingsOf(spec);
    if (QString wrong = wrongInService(read, speechBase(spec), true); !wrong.isEmpty())
        return wrong;
    if (const int rate = rateOf(spec.settings); rate < 8000 || rate > 48000)
        return QCoreApplication::translate("myna", "sample_rate of %1 is no number from 8000 to 48000.").arg(spec.name);
    return wrongWithoutKey(read, serviceUrl(speechBase(spec), path));
}

std::unique_ptr<Synthesiser> makeOpenAiVoice(
    const EngineSpec& spec, EngineNetwork& network, const QString& voice, const RestWish& restWished, const HttpTiming& timing)
{
    std::optional<Error> wrong;
    if (const QString sentence = wrongInOpenAiVoice(spec); !sentence.isEmpty())
        wrong = Error { Error::Code::Invalid, sentence };
    HttpQuestion question;
    question.url = serviceUrl(speechBase(spec), path);
    question.headers = serviceHeaders(settingsOf(spec));
    question.accept = "*/*";
    question.maxAnswer = largestSound;
    question.timing = timing;
    const auto make = [&network, question, common = commonOf(spec, voice), rate = rateOf(spec.settings)](const QString& text) {
        HttpQuestion asked = question;
        QJsonObject body = common;
        body.insert(u"input"_s, text);
        asked.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
        return std::make_unique<HttpVoice>(
            network, std::move(asked), rate, [url = question.url](const QByteArray& answer) { return judged(answer, url); });
    };
    return std::make_unique<RemoteSynthesiser>(make, longest, restWished, wrong);
}

}
