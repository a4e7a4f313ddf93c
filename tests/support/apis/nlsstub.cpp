// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/apis/nlsstub.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QWebSocket>
#include <QtEndian>

#include <array>
#include <bit>
#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

namespace {

QByteArray plainSha1(QByteArray text)
{
    std::array<quint32, 5> state { 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0 };
    const quint64 bits = quint64(text.size()) * 8;
    text += '\x80';
    while (text.size() % 64 != 56)
        text += '\0';
    QByteArray length(8, '\0');
    qToBigEndian(bits, length.data());
    text += length;
    for (qsizetype block = 0; block < text.size(); block += 64) {
        std::array<quint32, 80> w {};
        for (size_t i = 0; i < 16; ++i)
            w[i] = qFromBigEndian<quint32>(text.constData() + block + qsizetype(i) * 4);
        for (size_t i = 16; i < 80; ++i)
            w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        auto [a, b, c, d, e] = state;
        for (size_t i = 0; i < 80; ++i) {
            const quint32 f = i < 20 ? (b & c) | (~b & d) : i < 40 ? b ^ c ^ d : i < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
            const quint32 k = i < 20 ? 0x5A827999 : i < 40 ? 0x6ED9EBA1 : i < 60 ? 0x8F1BBCDC : 0xCA62C1D6;
            const quint32 next = std::rotl(a, 5) + f + e + k + w[i];
            e = d;
            d = c;
            c = std::rotl(b, 30);
            b = a;
            a = next;
        }
        const std::array<quint32, 5> added { a, b, c, d, e };
        for (size_t i = 0; i < 5; ++i)
            state[i] += added[i];
    }
    QByteArray digest(20, '\0');
    for (size_t i = 0; i < 5; ++i)
        qToBigEndian(state[i], digest.data() + i * 4);
    return digest;
}

}

QByteArray plainHmacSha1(const QByteArray& key, const QByteArray& text)
{
    QByteArray inner = (key.size() > 64 ? plainSha1(key) : key).leftJustified(64, '\0');
    QByteArray outer = inner;
    for (qsizetype i = 0; i < 64; ++i) {
        inner[i] = char(inner[i] ^ 0x36);
        outer[i] = char(outer[i] ^ 0x5C);
    }
    return plainSha1(outer + plainSha1(inner + text));
}

struct NlsStub::Task
{
    QString id;
    QString name; // of the synthesiser
    QJsonObject wish;
    QString text;
};

NlsStub::NlsStub(const QSslConfiguration& tokenTls)
    : m_server(u"NLS"_s, QWebSocketServer::NonSecureMode)
    , m_tokens(tokenTls)
{
    connect(&m_server, &QWebSocketServer::newConnection, this, &NlsStub::accept);
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("the stub cannot listen on loopback");
    m_tokens.onRequest([this](const ApiStub::Request& request) { return issue(request); });
    m_http.onRequest([this](const ApiStub::Request& request) { return speak(request); });
}

NlsStub::~NlsStub()
{
    for (QWebSocket* socket : m_server.findChildren<QWebSocket*>())
        socket->disconnect(this);
}

ApiStub::Answer NlsStub::issue(const ApiStub::Request& request)
{
    const QByteArray query = request.path.mid(request.path.indexOf('?') + 1);
    QMap<QByteArray, QByteArray> values;
    QByteArray rest; // as it was signed
    QByteArray signature;
    for (const QByteArray& pair : query.split('&')) {
        const QByteArray name = pair.left(pair.indexOf('='));
        const QByteArray value = QByteArray::fromPercentEncoding(pair.mid(pair.indexOf('=') + 1));
        values.insert(name, value);
        if (name == "Signature")
            signature = value;
        else
            rest += (rest.isEmpty() ? "" : "&") + pair;
    }
    const auto wrong = [&](int status, const QString& code) {
        complaints += code;
        return ApiStub::Answer { status, "application/json", {}, { compact({ { u"Code"_s, code } }) } };
    };
    QList<QByteArray> names;
    for (const QByteArray& pair : rest.split('&'))
        names += pair.left(pair.indexOf('='));
    if (request.method != "GET" || !std::is_sorted(names.begin(), names.end()))
        return wrong(400, u"NotSorted"_s);
    if (values.value("Action") != "CreateToken" || values.value("Version") != "2019-02-28" || values.value("SignatureVersion") != "1.0"
        || values.value("SignatureMethod") != "HMAC-SHA1" || values.value("SignatureNonce").isEmpty())
        return wrong(400, u"MissingParameter"_s);
    const auto when = QDateTime::fromString(QString::fromLatin1(values.value("Timestamp")), Qt::ISODate);
    if (!when.isValid() || qAbs(when.secsTo(QDateTime::currentDateTimeUtc())) > 900)
        return wrong(400, u"InvalidTimeStamp"_s);
    if (values.value("AccessKeyId") != keyId.toLatin1())
        return wrong(404, u"InvalidAccessKeyId.NotFound"_s);
    if (plainHmacSha1(keySecret + '&', "GET&%2F&" + rest.toPercentEncoding()).toBase64() != signature)
        return wrong(400, u"SignatureDoesNotMatch"_s);
    const QString token = u"token-%1"_s.arg(++issued);
    valid.insert(token);
    return { 200, "application/json", {},
        { compact({ { u"ErrMsg"_s, u""_s },
            { u"Token"_s, QJsonObject { { u"Id"_s, token }, { u"ExpireTime"_s, QDateTime::currentSecsSinceEpoch() + tokenLife } } } }) } };
}

ApiStub::Answer NlsStub::speak(const ApiStub::Request& request)
{
    const QJsonObject body = request.json();
    payloads += body;
    const auto wrong = [&](int status, qint64 code) {
        return ApiStub::Answer { status, "application/json", {},
            { compact({ { u"task_id"_s, u"t"_s }, { u"result"_s, u""_s }, { u"status"_s, code }, { u"message"_s, u"no"_s } }) } };
    };
    if (request.method != "POST" || !request.path.startsWith("/stream/v1/tts") || body.value("format"_L1) != "pcm"_L1
        || body.value("text"_L1).toString().size() > 300 || body.value("appkey"_L1) != appKey) {
        complaints += u"the question for speech"_s;
        return wrong(400, 40000003);
    }
    if (!valid.contains(body.value("token"_L1).toString()))
        return wrong(400, 40000001);
    texts += body.value("text"_L1).toString();
    ApiStub::Answer answer { 200, "audio/mpeg", {},
        unevenPieces(littleEndianSamples(speaks(texts.last(), body.value("sample_rate"_L1).toInt(16000)))) };
    return change ? change(answer) : answer;
}

void NlsStub::accept()
{
    while (QWebSocket* socket = m_server.nextPendingConnection()) {
        ++openSockets;
        ++acceptedSockets;
        if (socket->requestUrl().path() != "/ws/v1"_L1)
            complaints += u"the path "_s + socket->requestUrl().path();
        const auto task = std::make_shared<Task>();
        connect(socket, &QWebSocket::textMessageReceived, this, [this, socket, task](const QString& text) { onText(socket, *task, text); });
        connect(socket, &QWebSocket::disconnected, this, [this, socket] {
            --openSockets;
            socket->deleteLater();
        });
    }
}

void NlsStub::tell(QWebSocket* socket, const Task& task, const QString& name, qint64 status)
{
    const QJsonObject header { { u"message_id"_s, u"m"_s }, { u"task_id"_s, task.id }, { u"namespace"_s, task.name }, { u"name"_s, name },
        { u"status"_s, status }, { u"status_text"_s, u"said by the stub"_s } };
    socket->sendTextMessage(QString::fromUtf8(compact({ { u"header"_s, header }, { u"payload"_s, QJsonObject() } })));
}

void NlsStub::onText(QWebSocket* socket, Task& task, const QString& text)
{
    static const QRegularExpression id(u"^[0-9a-f]{32}$"_s);
    const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
    const QJsonObject header = message.value("header"_L1).toObject();
    const QString name = header.value("name"_L1).toString();
    if (!id.match(header.value("message_id"_L1).toString()).hasMatch() || header.value("appkey"_L1) != appKey
        || (name != "StartSynthesis"_L1 && header.value("task_id"_L1) != task.id))
        complaints += u"the head of "_s + name;
    const bool flowing = header.value("namespace"_L1) == "FlowingSpeechSynthesizer"_L1;
    if (name == "StartSynthesis"_L1) {
        task = { header.value("task_id"_L1).toString(), header.value("namespace"_L1).toString(), message.value("payload"_L1).toObject(),
            {} };
        payloads += task.wish;
        task.text = task.wish.value("text"_L1).toString();
        if (manner == Manner::Garbage) {
            socket->sendTextMessage(u"nonsense"_s);
            return;
        }
        if (manner == Manner::Silent)
            return;
        if (manner == Manner::TaskFailed) {
            tell(socket, task, u"TaskFailed"_s, failStatus);
            return;
        }
        tell(socket, task, u"SynthesisStarted"_s);
        if (!flowing)
            answer(socket, task);
    } else if (name == "RunSynthesis"_L1 && flowing) {
        task.text += message.value("payload"_L1).toObject().value("text"_L1).toString();
    } else if (name == "StopSynthesis"_L1 && flowing) {
        answer(socket, task);
    } else {
        complaints += u"the command "_s + name;
    }
}

void NlsStub::answer(QWebSocket* socket, const Task& task)
{
    if (task.text.isEmpty() || task.text.size() > 300 || task.wish.value("format"_L1) != "pcm"_L1)
        complaints += u"the text or the format"_s;
    texts += task.text;
    const QList<QByteArray> pieces = unevenPieces(littleEndianSamples(speaks(task.text, task.wish.value("sample_rate"_L1).toInt(16000))));
    if (task.name == "FlowingSpeechSynthesizer"_L1)
        tell(socket, task, u"SentenceBegin"_s);
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        if (manner == Manner::Cut && i > pieces.size() / 2) {
            socket->abort();
            return;
        }
        socket->sendBinaryMessage(pieces[i]);
    }
    if (task.name == "FlowingSpeechSynthesizer"_L1)
        tell(socket, task, u"SentenceEnd"_s);
    tell(socket, task, u"SynthesisCompleted"_s);
}

}

#include "moc_nlsstub.cpp"
