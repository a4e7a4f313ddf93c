// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/recogniser/openairecogniser.h"

#include "base/invoke.h"
#include "codec/wavfile.h"
#include "net/formbody.h"
#include "server/engines/net/enginenetwork.h"
#include "server/engines/net/servicesettings.h"
#include "server/engines/recogniser/heardtext.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace myna::server {

namespace {

constexpr int rateHz = 16000;
constexpr qint64 largestTranscript = 256 * 1024; // bytes
constexpr QLatin1String path("/audio/transcriptions");

QString transcriptionBase(const EngineSpec& spec)
{
    return textIn(spec.settings, { "base_url"_L1, "url"_L1, "api_url"_L1 });
}

QList<std::pair<QByteArray, QByteArray>> fieldsOf(const QJsonObject& settings)
{
    QList<std::pair<QByteArray, QByteArray>> fields { { "model", modelIn(settings).toUtf8() }, { "response_format", "json" } };
    const QString language = textIn(settings, { "language"_L1 });
    if (!language.isEmpty() && language != "auto"_L1)
        fields.append({ "language", language.toUtf8() });
    if (const QString prompt = textIn(settings, { "prompt"_L1 }); !prompt.isEmpty())
        fields.append({ "prompt", prompt.toUtf8() });
    if (const QJsonValue temperature = numberIn(settings, "temperature"_L1); temperature.isDouble())
        fields.append({ "temperature", QByteArray::number(temperature.toDouble()) });
    return fields;
}

// {"text": …}, or plain text for services that know no other answer.
Result<QString> wordsIn(const QByteArray& type, const QByteArray& answer, const QUrl& url)
{
    if (type == "text/html")
        return pageError(url);
    if (type == "text/plain" && !answer.trimmed().startsWith('{'))
        return heardText(QString::fromUtf8(answer));
    QJsonParseError problem;
    const QJsonObject object = QJsonDocument::fromJson(answer, &problem).object();
    // Qt does not always notice that an answer was cut.
    if (problem.error == QJsonParseError::UnterminatedString || problem.error == QJsonParseError::UnterminatedObject)
        return cutError(url);
    if (object.value("text"_L1).isString())
        return heardText(object.value("text"_L1).toString());
    return object.contains("error"_L1) ? reportedError(url, answer) : malformedError(url);
}

}

HttpTiming OpenAiRecogniser::defaultTiming()
{
    return { .first = 20s, .idle = 10s, .whole = 30s };
}

QString wrongInOpenAiRecogniser(const EngineSpec& spec)
{
    if (QString wrong = wrongInService(spec, transcriptionBase(spec), true); !wrong.isEmpty())
        return wrong;
    return wrongWithoutKey(spec, serviceUrl(transcriptionBase(spec), path));
}

OpenAiRecogniser::OpenAiRecogniser(const EngineSpec& spec, EngineNetwork& network, RestWish restWished, HttpTiming timing, QObject* parent)
    : Recogniser(parent)
    , m_network(network)
    , m_fields(fieldsOf(spec.settings))
    , m_restWished(std::move(restWished))
{
    if (const QString sentence = wrongInOpenAiRecogniser(spec); !sentence.isEmpty())
        m_wrong = Error { Error::Code::Invalid, sentence };
    m_question.url = serviceUrl(transcriptionBase(spec), path);
    m_question.headers = serviceHeaders(spec.settings);
    m_question.maxAnswer = largestTranscript;
    m_question.timing = timing;
}

OpenAiRecogniser::~OpenAiRecogniser() = default;

void OpenAiRecogniser::begin(TurnId turn)
{
    m_call.reset();
    m_turn = turn;
    m_step = Step::Collecting;
    m_utterance = { {}, rateHz };
    ++m_asked;
}

void OpenAiRecogniser::feed(TurnId turn, const codec::PcmFrame& frame)
{
    if (turn != m_turn)
        begin(turn);
    if (m_step == Step::Collecting && m_utterance.durationMs() < maxUtteranceMs)
        m_utterance.samples.insert(m_utterance.samples.end(), frame.samples.begin(), frame.samples.end());
}

void OpenAiRecogniser::finish(TurnId turn)
{
    if (turn != m_turn)
        begin(turn);
    if (m_step != Step::Collecting)
        return;
    m_step = Step::Asking;
    if (m_wrong)
        answerLater(*m_wrong);
    else if (m_utterance.durationMs() < minUtteranceMs)
        answerLater(QString());
    else
        ask();
}

void OpenAiRecogniser::cancel(TurnId turn)
{
    if (turn != m_turn)
        return;
    m_step = Step::Over;
    m_utterance = {};
    m_call.reset();
    ++m_asked;
}

void OpenAiRecogniser::ask()
{
    net::FormBody form;
    for (const auto& [name, value] : std::as_const(m_fields))
        form.add(name, value);
    form.addFile("file", "speech.wav", "audio/wav", codec::wavBytes(std::exchange(m_utterance, {})));
    HttpQuestion question = m_question;
    question.contentType = form.contentType();
    question.body = form.bytes();
    m_answer.clear();
    m_type.clear();
    m_call = std::make_unique<HttpCall>(m_network, std::move(question));
    connect(m_call.get(), &HttpCall::answered, this, [this](const QByteArray& type) { m_type = type; });
    connect(m_call.get(), &HttpCall::received, this, [this](const QByteArray& bytes) { m_answer += bytes; });
    connect(m_call.get(), &HttpCall::finished, this, [this] { end(wordsIn(m_type, m_answer, m_question.url)); });
    connect(m_call.get(), &HttpCall::failed, this, [this](const HttpFailure& failure) {
        if (failure.retryAfter && m_restWished)
            m_restWished(*failure.retryAfter);
        end(failure.error);
    });
}

void OpenAiRecogniser::answerLater(const Result<QString>& result)
{
    onThreadOf(this, [this, result, asked = m_asked] {
        if (asked == m_asked)
            end(result);
    });
}

void OpenAiRecogniser::end(const Result<QString>& result)
{
    m_step = Step::Over;
    m_call.reset();
    if (result)
        emit recognised(*m_turn, *result);
    else
        emit failed(*m_turn, result.error());
}

}

#include "moc_openairecogniser.cpp"
