// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/reachtest.h"

#include "net/certificatepin.h"
#include "pairing/nettrouble.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QPointer>
#include <QSslCipher>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::servers {

namespace {

pairing::Failure failure(Error::Code code, const QString& text, pairing::Repair repair)
{
    return { pairing::Step::VersionCheck, { code, text }, repair, {} };
}

QString asHost(const QNetworkProxy& proxy)
{
    return u"%1:%2"_s.arg(proxy.hostName()).arg(proxy.port());
}

bool isProxyError(QAbstractSocket::SocketError error)
{
    return error == QAbstractSocket::ProxyAuthenticationRequiredError
        || (error >= QAbstractSocket::ProxyConnectionRefusedError && error <= QAbstractSocket::ProxyProtocolError);
}

}

ReachTest::ReachTest(const ProbeLimits& limits)
    : m_limits(limits)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &ReachTest::onLimit);
}

ReachTest::~ReachTest()
{
    cancel();
}

void ReachTest::start(const QUrl& url, const protocol::Reach& reach)
{
    cancel();
    m_url = url;
    m_reach = reach;
    begin(ProbeStep::Name, m_limits.name);
    m_proxies.find(url, reach.proxy, [this](const net::ProxyFinder::Found& found) {
        m_proxy = found.proxy;
        lookUp();
    });
}

void ReachTest::cancel()
{
    ++m_run;
    hangUp();
}

void ReachTest::hangUp()
{
    m_proxies.cancel();
    m_limit.stop();
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(std::exchange(m_lookup, -1));
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
        m_socket.release()->deleteLater(); // we may be inside one of its signals
    }
}

void ReachTest::lookUp()
{
    if (m_url.host().isEmpty()) {
        fail(failure(Error::Code::Invalid, QCoreApplication::translate("myna", "The address has no host name in it."),
            pairing::Repair::ChangeAddress));
        return;
    }
    const bool overProxy = m_proxy.type() != QNetworkProxy::NoProxy;
    if (overProxy) {
        pass(QCoreApplication::translate("myna", "Looked up by the proxy %1.").arg(asHost(m_proxy)), false);
        return;
    }
    if (!QHostAddress(m_url.host()).isNull()) {
        pass(QCoreApplication::translate("myna", "The address is a number; there is no name to look up."), false);
        return;
    }
    m_lookup = QHostInfo::lookupHost(m_url.host(), this, [this](const QHostInfo& info) { onLookedUp(info); });
}

void ReachTest::onLookedUp(const QHostInfo& info)
{
    if (m_lookup < 0 || info.lookupId() != m_lookup)
        return;
    m_lookup = -1;
    if (info.addresses().isEmpty())
        fail(pairing::networkTrouble(QNetworkReply::HostNotFoundError, m_url, info.errorString()));
    else
        pass(info.addresses().constFirst().toString());
}

void ReachTest::dial()
{
    begin(ProbeStep::Connection, m_limits.connection);
    m_sslErrors.clear();
    m_socket = std::make_unique<QSslSocket>();
    m_socket->setProxy(m_proxy);
    m_socket->setSslConfiguration(net::configurationFor(m_reach.pinnedCertificate));
    m_socket->ignoreSslErrors(net::forgivenErrors(m_reach.pinnedCertificate));
    connect(m_socket.get(), &QSslSocket::connected, this, &ReachTest::onConnected);
    connect(m_socket.get(), &QSslSocket::encrypted, this, &ReachTest::onEncrypted);
    connect(m_socket.get(), &QSslSocket::sslErrors, this, &ReachTest::onSslErrors);
    connect(m_socket.get(), &QSslSocket::errorOccurred, this, &ReachTest::onError);
    m_socket->connectToHost(m_url.host(), quint16(m_url.port(isEncrypted() ? 443 : 80)));
}

void ReachTest::onConnected()
{
    const bool overProxy = m_proxy.type() != QNetworkProxy::NoProxy;
    pass(overProxy ? QCoreApplication::translate("myna", "By way of the proxy %1.").arg(asHost(m_proxy)) : QString());
}

void ReachTest::onEncrypted()
{
    const QString protocol = m_socket->sessionCipher().protocolString();
    pass(m_reach.pinnedCertificate.isEmpty()
            ? protocol
            : QCoreApplication::translate("myna", "%1, with the certificate you accepted.", "TLS version").arg(protocol));
}

void ReachTest::onSslErrors(const QList<QSslError>& errors)
{
    m_sslErrors = errors;
}

void ReachTest::onError(QAbstractSocket::SocketError error)
{
    const QString detail = m_socket->errorString();
    if (m_step == ProbeStep::Encryption) {
        if (m_sslErrors.isEmpty()) {
            fail(failure(Error::Code::Network,
                QCoreApplication::translate(
                    "myna", "%1 does not speak encrypted here (%2). Check the port, and whether it is http or https.")
                    .arg(hostAndPort(), pairing::tamed(detail)),
                pairing::Repair::ChangeAddress));
            return;
        }
        fail(pairing::certificateTrouble(m_url, net::whyUntrusted(m_sslErrors, !m_reach.pinnedCertificate.isEmpty()),
            m_socket->peerCertificate().toDer(), net::canBePinned(m_sslErrors)));
        return;
    }
    if (isProxyError(error)) {
        const bool who = error == QAbstractSocket::ProxyAuthenticationRequiredError;
        fail(pairing::networkTrouble(
            who ? QNetworkReply::ProxyAuthenticationRequiredError : QNetworkReply::ProxyConnectionRefusedError, m_url, detail));
    } else if (error == QAbstractSocket::ConnectionRefusedError) {
        fail(pairing::networkTrouble(QNetworkReply::ConnectionRefusedError, m_url, detail));
    } else if (error == QAbstractSocket::HostNotFoundError) {
        fail(pairing::networkTrouble(QNetworkReply::HostNotFoundError, m_url, detail));
    } else {
        fail(pairing::networkTrouble(QNetworkReply::UnknownNetworkError, m_url, detail));
    }
}

void ReachTest::onLimit()
{
    const double seconds = double(m_clock.elapsed()) / 1000;
    const QString span = QString::number(seconds, 'f', 1);
    switch (m_step) {
    case ProbeStep::Name:
        fail(failure(Error::Code::Timeout,
            QCoreApplication::translate("myna", "Nobody could say within %1 s where %2 is. Check the network of this computer.")
                .arg(span, m_url.host()),
            pairing::Repair::TryAgain));
        return;
    case ProbeStep::Encryption:
        fail(failure(Error::Code::Timeout,
            QCoreApplication::translate("myna",
                "%1 took the connection, but did not agree on encryption within %2 s. Check the port, and whether it is http or https.")
                .arg(hostAndPort(), span),
            pairing::Repair::ChangeAddress));
        return;
    case ProbeStep::Connection:
    case ProbeStep::Answer:
    case ProbeStep::Data:
    case ProbeStep::Activation:
    case ProbeStep::WebSocket:
    case ProbeStep::Hello:
        fail(failure(Error::Code::Timeout,
            QCoreApplication::translate("myna", "%1 did not answer within %2 s. It may be off, on another network, or behind a firewall.")
                .arg(hostAndPort(), span),
            pairing::Repair::TryAgain));
        return;
    }
}

void ReachTest::begin(ProbeStep step, std::chrono::milliseconds limit)
{
    m_step = step;
    m_clock.start();
    m_limit.start(limit);
}

void ReachTest::pass(const QString& found, bool needed)
{
    const ProbeStep ended = m_step;
    const Step told { ended, m_clock.elapsed(), needed, found, std::nullopt };
    m_limit.stop();
    const bool plain = ended == ProbeStep::Connection && !isEncrypted();
    if (ended == ProbeStep::Encryption || plain)
        hangUp();
    const QPointer<ReachTest> alive(this);
    const quint64 number = m_run;
    emit stepEnded(told);
    if (!alive || number != m_run) // whoever listened wanted something new
        return;
    if (ended == ProbeStep::Name) {
        dial();
    } else if (plain) {
        emit stepEnded({ ProbeStep::Encryption, 0, false,
            QCoreApplication::translate("myna", "Not encrypted: others on the way can listen. On your own network that may be fine."),
            std::nullopt });
    } else if (ended == ProbeStep::Connection) {
        begin(ProbeStep::Encryption, m_limits.encryption);
        m_socket->startClientEncryption();
    }
}

void ReachTest::fail(const pairing::Failure& failure)
{
    const Step told { m_step, m_clock.elapsed(), true, {}, failure };
    cancel();
    emit stepEnded(told);
}

QString ReachTest::hostAndPort() const
{
    return u"%1:%2"_s.arg(m_url.host()).arg(m_url.port(isEncrypted() ? 443 : 80));
}

}

#include "moc_reachtest.cpp"
