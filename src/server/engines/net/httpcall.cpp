// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/net/httpcall.h"

#include "server/engines/net/enginenetwork.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <algorithm>

namespace myna::server {

namespace {

constexpr qsizetype maxRefusal = 16 * 1024; // bytes looked at of an answer that is no success
constexpr std::chrono::milliseconds patienceWithEnds { 2000 }; // after the last that was wanted
constexpr qint64 pieceBytes = 64 * 1024; // read at once

QHash<QByteArray, QByteArray> headersOf(const QNetworkReply& reply)
{
    QHash<QByteArray, QByteArray> headers;
    for (const auto& [name, value] : reply.rawHeaderPairs())
        headers.insert(name.toLower(), value);
    return headers;
}

}

HttpCall::HttpCall(EngineNetwork& network, HttpQuestion question, QObject* parent)
    : QObject(parent)
    , m_network(network)
    , m_question(std::move(question))
{
    for (QTimer* timer : { &m_patience, &m_whole }) {
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, [this] { fail(timeFailure(m_question.url)); });
    }
    m_patience.start(m_question.timing.first);
    m_whole.start(m_question.timing.whole);
    m_network.prepare(m_question.url, this, [this] { start(); });
}

HttpCall::~HttpCall()
{
    letGo();
}

void HttpCall::letEnd(std::unique_ptr<HttpCall> call)
{
    if (call->m_over || !call->m_reply)
        return;
    HttpCall* ending = call.release();
    ending->disconnect();
    ending->setParent(ending->m_reply->manager()); // ends with it at the latest
    connect(ending, &HttpCall::finished, ending, &QObject::deleteLater);
    connect(ending, &HttpCall::failed, ending, &QObject::deleteLater);
    ending->m_question.timing.idle = patienceWithEnds;
    ending->m_patience.start(patienceWithEnds);
}

void HttpCall::start()
{
    if (m_over)
        return;
    QNetworkRequest request(m_question.url);
    if (!m_question.contentType.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, m_question.contentType);
    request.setRawHeader("Accept", m_question.accept);
    request.setRawHeader("User-Agent", "Myna/" MYNA_VERSION);
    for (const auto& [name, value] : m_question.headers)
        request.setRawHeader(name, value);
    m_reply = m_network.send(request, m_question.verb, m_question.body);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpCall::onHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpCall::onBytes);
    connect(m_reply, &QNetworkReply::finished, this, &HttpCall::onFinished);
    m_question.body.clear(); // the request keeps it as long as it is needed
}

QByteArray HttpCall::header(const QByteArray& name) const
{
    return m_reply ? m_reply->rawHeader(name) : QByteArray();
}

int HttpCall::status() const
{
    return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

void HttpCall::onHead()
{
    if (m_answered || m_over || status() < 200)
        return;
    m_patience.start(m_question.timing.idle);
    if (status() >= 300)
        return;
    m_answered = true;
    const QByteArray type = m_reply->header(QNetworkRequest::ContentTypeHeader).toByteArray();
    emit answered(type.left(type.indexOf(';') < 0 ? type.size() : type.indexOf(';')).trimmed().toLower());
}

void HttpCall::onBytes()
{
    const QPointer<HttpCall> self(this); // a slot may delete the call
    onHead();
    while (self && !m_over && m_reply && m_reply->bytesAvailable() > 0) {
        m_patience.start(m_question.timing.idle);
        const QByteArray piece = m_reply->read(pieceBytes);
        if (piece.isEmpty())
            return;
        m_bytes += piece.size();
        if (!m_answered) {
            m_refusal += piece.left(std::max<qsizetype>(0, maxRefusal - m_refusal.size()));
            if (m_refusal.size() >= maxRefusal)
                fail(statusFailure(status(), m_question.url, headersOf(*m_reply), m_refusal));
        } else if (m_bytes > m_question.maxAnswer) {
            fail(sizeFailure(m_question.url));
        } else {
            emit received(piece);
        }
    }
}

void HttpCall::onFinished()
{
    const QPointer<HttpCall> self(this);
    onBytes();
    if (!self || m_over || !m_reply)
        return;
    if (status() >= 300) {
        fail(statusFailure(status(), m_question.url, headersOf(*m_reply), m_refusal));
    } else if (m_reply->error() != QNetworkReply::NoError) {
        fail(networkFailure(m_reply->error(), m_question.url));
    } else {
        letGo();
        emit finished();
    }
}

void HttpCall::fail(const HttpFailure& failure)
{
    if (m_over)
        return;
    letGo();
    emit failed(failure);
}

void HttpCall::letGo()
{
    m_over = true;
    m_patience.stop();
    m_whole.stop();
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    if (m_reply->error() == QNetworkReply::NoError) // else it ends by itself, and Qt complains of a second reason
        m_reply->abort();
    m_reply->deleteLater();
    m_reply.clear();
}

}

#include "moc_httpcall.cpp"
