// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "net/proxyfinder.h"
#include "pairing/failure.h"
#include "protocol/provisioning.h"

#include <QNetworkAccessManager>
#include <QPointer>

#include <chrono>
#include <functional>

class QNetworkReply;
class QNetworkRequest;

namespace myna::pairing {

// Asks a server's HTTP side: the version check and the activation. One question at a time; a new one or abort() ends the one under
// way without an answer. TLS is verified, against the pinned certificate where there is one; a redirect is followed to the same host or to
// https only.
class ProvisioningClient final : public QObject
{
    Q_OBJECT

public:
    struct Checked
    {
        std::optional<protocol::OtaReply> reply;
        Failure failure; // says why when there is no reply; its step is left to the caller
        qint64 elapsedMs = 0;
        qint64 answerMs = 0; // of that: from the question's leaving to the first of the answer; 0 when neither came to be
        int status = 0; // of HTTP; 0: there was no answer
    };
    using CheckAnswer = std::function<void(const Checked&)>;
    // True: bound. False: the user has not typed the code yet.
    using ApprovalAnswer = std::function<void(const Result<bool>&)>;

    // `language` such as en-US; `limit` is for one question with its redirects.
    ProvisioningClient(const QString& language, std::chrono::milliseconds limit);
    ~ProvisioningClient() override;

    // How the server is reached, from the next question on.
    void setReach(const protocol::Reach& reach);
    // How the proof of an activation is written, from the next one on.
    void setShape(protocol::ActivationShape shape) { m_shape = shape; }
    void check(const QUrl& otaUrl, const protocol::DeviceIdentity& device, CheckAnswer answer);
    void askApproval(
        const QUrl& otaUrl, const protocol::DeviceIdentity& device, const protocol::ActivationProof& proof, ApprovalAnswer answer);
    void abort();

private:
    struct Question;
    struct Answered
    {
        int status = 0;
        QByteArray body;
        std::optional<Failure> failure;
        qint64 answerMs = 0;
    };

    void ask(const QUrl& url, const protocol::DeviceIdentity& device, const QByteArray& body, std::function<void(const Answered&)> done);
    void giveUp();
    void dispatch(const std::shared_ptr<Question>& question);
    void post(const std::shared_ptr<Question>& question);
    void onFinished(QNetworkReply& reply, const std::shared_ptr<Question>& question);
    [[nodiscard]] bool followed(QNetworkReply& reply, int status, const std::shared_ptr<Question>& question);
    [[nodiscard]] QNetworkRequest requestFor(const Question& question) const;

    QNetworkAccessManager m_network;
    net::ProxyFinder m_proxies;
    protocol::Reach m_reach;
    protocol::ActivationShape m_shape = protocol::ActivationShape::Flat;
    QString m_language;
    std::chrono::milliseconds m_limit;
    std::shared_ptr<Question> m_question; // the one under way
    QPointer<QNetworkReply> m_reply;
};

}
