// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/instancegate.h"

#include "desktop/controlclient.h"

#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

InstanceGate::InstanceGate(SingleInstance& instance, QString socket, QJsonObject wish, QObject* parent)
    : InstanceGate(instance, std::move(socket), std::move(wish), Timing {}, parent)
{
}

InstanceGate::InstanceGate(SingleInstance& instance, QString socket, QJsonObject wish, Timing timing, QObject* parent)
    : QObject(parent)
    , m_instance(instance)
    , m_socket(std::move(socket))
    , m_wish(std::move(wish))
    , m_timing(timing)
{
}

void InstanceGate::start()
{
    m_deadline = QDeadlineTimer(m_timing.patience);
    QMetaObject::invokeMethod(this, &InstanceGate::tryNow, Qt::QueuedConnection);
}

void InstanceGate::tryNow()
{
    if (m_instance.claim()) {
        emit claimed();
        return;
    }
    auto* client = new ControlClient(this);
    connect(client, &ControlClient::answered, client, &QObject::deleteLater);
    connect(client, &ControlClient::failed, client, &QObject::deleteLater);
    connect(client, &ControlClient::answered, this, [this](const QJsonObject& answer) {
        if (answer.value("ok"_L1).toBool())
            emit handedOver();
        else
            emit failed({ Error::Code::Refused, answer.value("error"_L1).toString() });
    });
    connect(client, &ControlClient::failed, this, &InstanceGate::onFailed);
    client->ask(m_socket, m_wish);
}

void InstanceGate::onFailed(const Error& error)
{
    // It holds the lock but does not listen yet, or no longer.
    const bool passing = error.code == Error::Code::NotFound || error.code == Error::Code::Protocol;
    if (passing && !m_deadline.hasExpired())
        QTimer::singleShot(m_timing.again, this, &InstanceGate::tryNow);
    else
        emit failed(
            passing ? Error { Error::Code::Timeout, u"Myna runs already but does not answer. End it and start it again."_s } : error);
}

}

#include "moc_instancegate.cpp"
