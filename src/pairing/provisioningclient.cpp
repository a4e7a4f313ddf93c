// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/provisioningclient.h"

#include "net/certificatepin.h"
#include "pairing/nettrouble.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QHostAddress>
#include <QNetworkInterface>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSysInfo>
#include <QTimer>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace myna::pairing {

namespace {

// A server that needs more than these is sending us in circles.
constexpr int maxRedirects = 4;

constexpr auto version = MYNA_VERSION ""_L1;

QString ownAddress()
{
    const QList<QHostAddress> all = QNetworkInterface::allAddresses();
    for (const QHostAddress& address : all) {
        if (address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback() && !address.isLinkLocal())
            return address.toString();
    }
    return {};
}

// py-xiaozhi sends its HMAC key here, which gives the secret away to every server that is asked. The field only names a build, so
// the digest of our version says as much as it should.
QString buildDigest()
{
    return QString::fromLatin1(QCryptographicHash::hash(QByteArray(version.data(), version.size()), QCryptographicHash::Sha256).toHex());
}

}

struct ProvisioningClient::Question
{
    QUrl url;
    protocol::DeviceIdentity device;
    QByteArray body;
    std::function<void(const Answered&)> done;
    int redirects = 0;
    bool late = false;
    bool tooLarge = false;
    QList<QSslError> tlsErrors;
    QByteArray certificate; // shown by the server, when it was not believed
    QElapsedTimer sent; // since the question left
    qint64 answerMs = 0;
    QTimer limit;
};

ProvisioningClient::ProvisioningClient(const QString& language, std::chrono::milliseconds limit)
    : m_language(language)
    , m_limit(limit)
{
    m_network.setProxy(QNetworkProxy::NoProxy); // each question sets its own
}

ProvisioningClient::~ProvisioningClient()
{
    abort();
}

void ProvisioningClient::check(const QUrl& otaUrl, const protocol::DeviceIdentity& device, CheckAnswer answer)
{
    protocol::OtaRequest request;
    request.identity = device;
    request.boardType = u"myna-desktop"_s;
    request.boardName = u"Myna on %1"_s.arg(QSysInfo::machineHostName());
    request.version = version;
    request.elfSha256 = buildDigest();
    request.ip = ownAddress();
    request.language = m_language;

    QElapsedTimer clock;
    clock.start();
    ask(otaUrl, device, protocol::encodeOtaRequest(request), [otaUrl, clock, answer = std::move(answer)](const Answered& answered) {
        Checked checked { std::nullopt, {}, clock.elapsed(), answered.answerMs, answered.status };
        if (answered.failure) {
            checked.failure = *answered.failure;
        } else if (answered.status != 200) {
            checked.failure = statusTrouble(answered.status, otaUrl, {});
        } else if (Result<protocol::OtaReply> reply = protocol::decodeOtaReply(answered.body); reply) {
            checked.reply = *std::move(reply);
        } else {
            checked.failure = answerTrouble(answered.body, otaUrl, reply.error());
        }
        answer(checked);
    });
}

void ProvisioningClient::askApproval(
    const QUrl& otaUrl, const protocol::DeviceIdentity& device, const protocol::ActivationProof& proof, ApprovalAnswer answer)
{
    const QUrl url = protocol::activationUrl(otaUrl);
    // The flat shape is the firmware's; the servers known to us that take py-xiaozhi's `Payload` take it too.
    const QByteArray body = protocol::encodeActivation(proof, m_shape);
    ask(url, device, body, [url, answer = std::move(answer)](const Answered& answered) {
        if (answered.failure)
            answer(answered.failure->error);
        else if (answered.status == 200 || answered.status == 202)
            answer(answered.status == 200);
        else
            answer(statusTrouble(answered.status, url, {}).error);
    });
}

void ProvisioningClient::setReach(const protocol::Reach& reach)
{
    if (reach.pinnedCertificate != m_reach.pinnedCertificate)
        m_network.clearConnectionCache(); // a connection that was believed before may not be any more
    m_reach = reach;
}

void ProvisioningClient::abort()
{
    m_proxies.cancel();
    m_question.reset();
    const QPointer<QNetworkReply> reply = std::exchange(m_reply, nullptr);
    if (reply)
        reply->abort();
}

void ProvisioningClient::ask(
    const QUrl& url, const protocol::DeviceIdentity& device, const QByteArray& body, std::function<void(const Answered&)> done)
{
    abort();
    if (const std::optional<Failure> trouble = addressTrouble(url)) {
        done({ 0, {}, trouble });
        return;
    }
    const auto question = std::make_shared<Question>();
    question->url = url;
    question->device = device;
    question->body = body;
    question->done = std::move(done);
    question->limit.setSingleShot(true);
    connect(&question->limit, &QTimer::timeout, this, [this, asked = question.get()] {
        asked->late = true;
        if (m_reply)
            m_reply->abort();
        else
            giveUp(); // still looking for the proxy
    });
    question->limit.start(m_limit);
    m_question = question;
    dispatch(question);
}

void ProvisioningClient::giveUp()
{
    m_proxies.cancel();
    const std::shared_ptr<Question> question = std::exchange(m_question, nullptr);
    if (!question)
        return;
    // Its timer is what calls here, so it must outlive the call.
    QMetaObject::invokeMethod(
        this, [question] {}, Qt::QueuedConnection);
    question->done({ 0, {}, silenceTrouble(m_limit) });
}

// Each question asks which proxy is right now: a laptop changes its network.
void ProvisioningClient::dispatch(const std::shared_ptr<Question>& question)
{
    m_proxies.find(question->url, m_reach.proxy, [this, question](const net::ProxyFinder::Found& found) {
        if (question != m_question)
            return;
        m_network.setProxy(found.proxy);
        post(question);
    });
}

void ProvisioningClient::post(const std::shared_ptr<Question>& question)
{
    QNetworkReply* reply = m_network.post(requestFor(*question), question->body);
    m_reply = reply;
    reply->ignoreSslErrors(net::forgivenErrors(m_reach.pinnedCertificate));
    connect(reply, &QNetworkReply::sslErrors, this, [reply, question](const QList<QSslError>& errors) {
        question->tlsErrors = errors;
        question->certificate = reply->sslConfiguration().peerCertificate().toDer();
    });
    connect(reply, &QNetworkReply::requestSent, this, [question] { question->sent.start(); });
    connect(reply, &QNetworkReply::metaDataChanged, this, [question] {
        if (question->sent.isValid())
            question->answerMs = question->sent.elapsed();
    });
    connect(reply, &QNetworkReply::readyRead, this, [reply, question] {
        if (reply->bytesAvailable() > protocol::maxProvisioningBytes && !question->tooLarge) {
            question->tooLarge = true;
            reply->abort();
        }
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, question] {
        reply->deleteLater();
        if (question == m_question)
            onFinished(*reply, question);
    });
}

void ProvisioningClient::onFinished(QNetworkReply& reply, const std::shared_ptr<Question>& question)
{
    Answered answered;
    answered.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answered.answerMs = question->answerMs;
    if (question->late) {
        answered.failure = silenceTrouble(m_limit);
    } else if (question->tooLarge || reply.bytesAvailable() > protocol::maxProvisioningBytes) {
        answered.failure = oversizeTrouble(question->url);
    } else if (answered.status >= 400) {
        const Result<protocol::OtaReply> said = protocol::decodeOtaReply(reply.readAll());
        const bool explained = !said && said.error().code == Error::Code::Refused;
        answered.failure = statusTrouble(answered.status, question->url, explained ? said.error().text : QString());
    } else if (reply.error() == QNetworkReply::SslHandshakeFailedError && !question->tlsErrors.isEmpty()) {
        const QString why = net::whyUntrusted(question->tlsErrors, !m_reach.pinnedCertificate.isEmpty());
        answered.failure = certificateTrouble(question->url, why, question->certificate, net::canBePinned(question->tlsErrors));
    } else if (reply.error() != QNetworkReply::NoError) {
        answered.failure = networkTrouble(reply.error(), question->url, reply.errorString());
    } else if (answered.status >= 300) {
        if (followed(reply, answered.status, question))
            return;
        answered.failure = redirectTrouble(question->url.resolved(reply.attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl()));
    } else {
        answered.body = reply.readAll();
    }
    m_question.reset();
    m_reply = nullptr;
    question->limit.stop();
    question->done(answered);
}

// Asked again by hand: Qt would turn the POST into a GET, and would follow to any host without TLS.
bool ProvisioningClient::followed(QNetworkReply& reply, int status, const std::shared_ptr<Question>& question)
{
    const bool keepsMethod = status == 301 || status == 302 || status == 307 || status == 308;
    const QUrl target = question->url.resolved(reply.attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl());
    const bool sameServer = target.scheme() == question->url.scheme() && target.host() == question->url.host();
    const bool safe = sameServer || target.scheme() == "https"_L1;
    if (!keepsMethod || !safe || addressTrouble(target) || question->redirects >= maxRedirects)
        return false;
    ++question->redirects;
    question->url = target;
    dispatch(question);
    return true;
}

QNetworkRequest ProvisioningClient::requestFor(const Question& question) const
{
    QNetworkRequest request(question.url);
    request.setSslConfiguration(net::configurationFor(m_reach.pinnedCertificate, request.sslConfiguration()));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // the firmware speaks HTTP/1.1, so that is what servers test
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setHeader(QNetworkRequest::UserAgentHeader, "myna/"_L1 + version);
    request.setRawHeader("Device-Id", question.device.deviceId.toLatin1());
    request.setRawHeader("Client-Id", question.device.clientId.toLatin1());
    request.setRawHeader("Activation-Version", question.device.serialNumber.isEmpty() ? "1" : "2");
    if (!question.device.serialNumber.isEmpty())
        request.setRawHeader("Serial-Number", question.device.serialNumber.toLatin1());
    request.setRawHeader("Accept-Language", m_language.toLatin1());
    return request;
}

}

#include "moc_provisioningclient.cpp"
