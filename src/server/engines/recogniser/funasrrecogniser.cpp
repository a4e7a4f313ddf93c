// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/recogniser/funasrrecogniser.h"

#include "base/invoke.h"
#include "server/engines/net/enginenetwork.h"
#include "server/engines/net/servicesettings.h"
#include "server/engines/recogniser/heardtext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr int standardPort = 10096;
constexpr int maxPort = 65535;
constexpr qsizetype maxWords = 4000; // characters of one utterance

bool isEncrypted(const QJsonObject& settings)
{
    const QJsonValue value = settings.value("is_ssl"_L1);
    return value.isBool() ? value.toBool() : value.toString() != "false"_L1;
}

int portIn(const QJsonObject& settings)
{
    return int(numberIn(settings, "port"_L1).toDouble(standardPort));
}

QUrl placeOf(const QJsonObject& settings)
{
    if (const QString whole = textIn(settings, { "url"_L1, "base_url"_L1 }); !whole.isEmpty())
        return { whole, QUrl::StrictMode };
    QUrl url;
    url.setScheme(isEncrypted(settings) ? u"wss"_s : u"ws"_s);
    url.setHost(textIn(settings, { "host"_L1 }));
    url.setPort(portIn(settings));
    return url;
}

// The runtime wants a JSON object as text: word → weight.
QString hotwordsIn(const QJsonObject& settings)
{
    const QJsonValue value = settings.value("hotwords"_L1);
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toString();
}

QByteArray greetingOf(const QJsonObject& settings)
{
    const QString mode = textIn(settings, { "mode"_L1 });
    const QJsonValue itn = settings.value("itn"_L1);
    QJsonObject greeting { { u"mode"_s, mode == "offline"_L1 ? mode : u"2pass"_s }, { u"chunk_size"_s, QJsonArray { 5, 10, 5 } },
        { u"chunk_interval"_s, 10 }, { u"wav_name"_s, u"myna"_s }, { u"wav_format"_s, u"pcm"_s }, { u"audio_fs"_s, 16000 },
        { u"is_speaking"_s, true }, { u"itn"_s, itn.toBool(true) && itn.toString() != "false"_L1 } };
    if (const QString words = hotwordsIn(settings); !words.isEmpty())
        greeting.insert(u"hotwords"_s, words);
    return QJsonDocument(greeting).toJson(QJsonDocument::Compact);
}

// Chinese needs no space between two parts, other languages do.
QString joined(const QString& first, const QString& second)
{
    const bool needsSpace = !first.isEmpty() && !second.isEmpty() && first.back().unicode() < 0x2E80 && second.front().unicode() < 0x2E80
        && !first.back().isSpace() && !second.front().isSpace();
    return (needsSpace ? first + u' ' + second : first + second).left(maxWords);
}

}

QString wrongInFunAsr(const EngineSpec& spec)
{
    const QJsonObject& settings = spec.settings;
    const bool hasUrl = !textIn(settings, { "url"_L1, "base_url"_L1 }).isEmpty();
    if (!hasUrl && textIn(settings, { "host"_L1 }).isEmpty())
        return engineSentence(QT_TRANSLATE_NOOP("myna", "%1 needs host, the computer on which FunASR runs."), spec);
    if (const int port = portIn(settings); !hasUrl && (port < 1 || port > maxPort))
        return engineSentence(QT_TRANSLATE_NOOP("myna", "port of %1 is no number from 1 to 65535."), spec);
    const QUrl url = placeOf(settings);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "ws"_L1 && url.scheme() != "wss"_L1) || !url.userInfo().isEmpty())
        return engineSentence(QT_TRANSLATE_NOOP("myna", "host or url of %1 is no address of a WebSocket."), spec);
    const QString fingerprint = textIn(settings, { "fingerprint"_L1 });
    if (!fingerprint.isEmpty() && fingerprintIn(fingerprint).isEmpty())
        return engineSentence(
            QT_TRANSLATE_NOOP("myna", "fingerprint of %1 is no SHA-256 fingerprint: 32 pairs of digits and letters."), spec);
    return {};
}

FunAsrRecogniser::FunAsrRecogniser(
    const EngineSpec& spec, EngineNetwork& network, RestWish restWished, FunAsrTiming timing, QObject* parent)
    : Recogniser(parent)
    , m_network(network)
    , m_greeting(greetingOf(spec.settings))
    , m_restWished(std::move(restWished))
    , m_timing(timing)
{
    if (const QString why = wrongInFunAsr(spec); !why.isEmpty())
        m_wrong = Error { Error::Code::Invalid, why };
    m_place.url = placeOf(spec.settings);
    m_place.fingerprint = fingerprintIn(textIn(spec.settings, { "fingerprint"_L1 }));
    m_place.handshake = timing.handshake;
    QJsonObject settings = spec.settings;
    if (settings.value("api_key"_L1) == "none"_L1) // as xiaozhi-esp32-server ships it
        settings.remove(u"api_key"_s);
    m_place.headers = serviceHeaders(settings);
    m_lull.setSingleShot(true);
    m_lull.setInterval(timing.lull);
    connect(&m_lull, &QTimer::timeout, this, [this] { end(heardText(m_sure)); });
}

FunAsrRecogniser::~FunAsrRecogniser() = default;

void FunAsrRecogniser::begin(TurnId turn)
{
    m_socket.reset();
    m_lull.stop();
    m_turn = turn;
    m_step = Step::Collecting;
    m_sentMs = 0;
    m_sure.clear();
    m_guess.clear();
    ++m_asked;
}

void FunAsrRecogniser::open()
{
    m_socket = std::make_unique<ServiceSocket>(m_network, m_place);
    connect(m_socket.get(), &ServiceSocket::textReceived, this, [this](const QByteArray& message) { read(message); });
    connect(m_socket.get(), &ServiceSocket::failed, this, [this](const HttpFailure& failure) {
        if (failure.retryAfter && m_restWished)
            m_restWished(*failure.retryAfter);
        end(failure.error);
    });
    m_socket->sendText(m_greeting);
}

void FunAsrRecogniser::feed(TurnId turn, const codec::PcmFrame& frame)
{
    if (turn != m_turn)
        begin(turn);
    if (m_step != Step::Collecting || m_wrong || frame.samples.empty() || m_sentMs >= maxUtteranceMs)
        return;
    if (!m_socket)
        open();
    m_sentMs += frame.durationMs();
    m_socket->sendBytes(pcmBytes(frame));
}

void FunAsrRecogniser::finish(TurnId turn)
{
    if (turn != m_turn)
        begin(turn);
    if (m_step != Step::Collecting)
        return;
    m_step = Step::Asking;
    if (m_wrong) {
        answerLater(*m_wrong);
    } else if (!m_socket) {
        answerLater(QString());
    } else {
        m_socket->sendText(R"({"is_speaking":false})");
        m_socket->expect(m_timing.answer);
    }
}

void FunAsrRecogniser::cancel(TurnId turn)
{
    if (turn != m_turn)
        return;
    m_step = Step::Over;
    m_lull.stop();
    m_socket.reset();
    ++m_asked;
}

// Versions of the runtime differ in what `is_final` means while somebody still speaks, so it counts only after the end of speech; where it
// stays false, a lull is the end.
void FunAsrRecogniser::read(const QByteArray& message)
{
    const QJsonObject object = QJsonDocument::fromJson(message).object();
    const QString mode = object.value("mode"_L1).toString();
    if (!object.value("text"_L1).isString() || mode.isEmpty()) {
        end(malformedError(m_place.url));
        return;
    }
    const QString words = heardText(object.value("text"_L1).toString());
    if (mode.endsWith("online"_L1)) {
        m_guess = joined(m_guess, words);
    } else {
        m_sure = joined(m_sure, words);
        m_guess.clear();
        if (m_step == Step::Asking && object.value("is_final"_L1).toBool()) {
            end(m_sure);
            return;
        }
        if (m_step == Step::Asking)
            m_lull.start();
    }
    const QString all = joined(m_sure, m_guess);
    if (!words.isEmpty())
        emit partial(*m_turn, all);
}

void FunAsrRecogniser::answerLater(const Result<QString>& result)
{
    onThreadOf(this, [this, result, asked = m_asked] {
        if (asked == m_asked)
            end(result);
    });
}

void FunAsrRecogniser::end(const Result<QString>& result)
{
    m_step = Step::Over;
    m_lull.stop();
    if (m_socket && result)
        m_socket->close();
    m_socket.reset();
    if (result)
        emit recognised(*m_turn, *result);
    else
        emit failed(*m_turn, result.error());
}

}

#include "moc_funasrrecogniser.cpp"
