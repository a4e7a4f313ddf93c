// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QHash>
#include <QProcess>
#include <QVector>

namespace myna::test {

// A bus of our own, for system and session alike.
class PrivateBus
{
public:
    bool start()
    {
        m_daemon.start(
            QStringLiteral("dbus-daemon"), { QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address") });
        if (!m_daemon.waitForReadyRead(10000))
            return false;
        m_address = QString::fromUtf8(m_daemon.readLine().trimmed());
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", m_address.toUtf8());
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_address.toUtf8());
        return !m_address.isEmpty();
    }
    ~PrivateBus()
    {
        m_daemon.kill();
        m_daemon.waitForFinished(2000);
    }
    [[nodiscard]] QString address() const { return m_address; }

private:
    QProcess m_daemon;
    QString m_address;
};

// A service of the system on that bus: properties by object, and calls that are noted and answered with nothing or an error.
class BusService final : public QDBusVirtualObject
{
public:
    struct Call
    {
        QString path;
        QString method;
        QVariantList arguments;
    };

    BusService(const PrivateBus& bus, const QString& name)
        : m_name(name)
        , m_bus(QDBusConnection::connectToBus(bus.address(), QStringLiteral("stub ") + name))
    {
        m_bus.registerVirtualObject(QStringLiteral("/"), this, QDBusConnection::SubPath);
        if (!m_bus.registerService(m_name))
            qFatal("the stub could not take the name %s", qPrintable(m_name));
    }
    ~BusService() override
    {
        m_bus.unregisterService(m_name);
        m_bus.unregisterObject(QStringLiteral("/"));
        QDBusConnection::disconnectFromBus(QStringLiteral("stub ") + m_name);
    }

    QHash<QString, QVariantMap> properties; // by path
    QVector<Call> calls; // but those for properties
    QString error; // of calls; empty: they work
    std::function<QVariantMap(const QVariantMap& options)> portal; // a request's results; none: this is no portal

    [[nodiscard]] QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override
    {
        if (message.member() == QLatin1String("GetAll")) {
            if (!properties.contains(message.path()))
                return false;
            return connection.send(message.createReply(QVariant(properties.value(message.path()))));
        }
        calls.append({ message.path(), message.member(), message.arguments() });
        if (portal)
            return answerRequest(message, connection);
        return connection.send(error.isEmpty() ? message.createReply() : message.createErrorReply(error, QStringLiteral("You may not.")));
    }

private:
    bool answerRequest(const QDBusMessage& message, const QDBusConnection& connection)
    {
        const auto options = qdbus_cast<QVariantMap>(message.arguments().constLast());
        const QString sender = message.service().mid(1).replace(QLatin1Char('.'), QLatin1Char('_'));
        const QString path = QStringLiteral("/org/freedesktop/portal/desktop/request/%1/%2")
                                 .arg(sender, options.value(QStringLiteral("handle_token")).toString());
        connection.send(message.createReply(QVariant::fromValue(QDBusObjectPath(path))));
        const QVariantMap results = portal(options);
        QDBusMessage response = QDBusMessage::createTargetedSignal(
            message.service(), path, QStringLiteral("org.freedesktop.portal.Request"), QStringLiteral("Response"));
        response << QVariant(results.isEmpty() ? 1U : 0U) << results;
        return connection.send(response);
    }

    QString m_name;
    QDBusConnection m_bus;
};

}
