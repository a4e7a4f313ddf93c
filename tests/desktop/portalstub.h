// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QVector>

namespace myna::test {

// The desktop's side of GlobalShortcuts on a real bus: answers as told, and presses the key.
class PortalStub final : public QDBusVirtualObject
{
public:
    struct Call
    {
        QString method;
        QVariantList arguments;
    };

    uint createAnswer = 0; // 0 done, 1 the user said no, 2 it did not work
    uint bindAnswer = 0;
    bool hasShortcuts = true; // false: a portal without this interface
    bool silent = false; // requests are taken and never answered
    QString trigger = QStringLiteral("Press <Control><Alt>space");

    explicit PortalStub(const QString& bus)
        : m_bus(QDBusConnection::connectToBus(bus, QStringLiteral("portal-stub")))
    {
    }
    ~PortalStub() override
    {
        leave();
        QDBusConnection::disconnectFromBus(QStringLiteral("portal-stub"));
    }

    bool enter()
    {
        return m_bus.registerVirtualObject(QStringLiteral("/org/freedesktop/portal/desktop"), this, QDBusConnection::SubPath)
            && m_bus.registerService(name());
    }
    void leave()
    {
        m_bus.unregisterService(name());
        m_bus.unregisterObject(QStringLiteral("/org/freedesktop/portal/desktop"));
    }

    void activate(const QString& id = QStringLiteral("talk")) { tell(QStringLiteral("Activated"), m_session, id); }
    void deactivate(const QString& id = QStringLiteral("talk")) { tell(QStringLiteral("Deactivated"), m_session, id); }
    void activateOther() { tell(QStringLiteral("Activated"), m_session + QStringLiteral("x"), QStringLiteral("talk")); }
    void changeTrigger(const QString& words)
    {
        trigger = words;
        QDBusMessage message = signal(QStringLiteral("ShortcutsChanged"));
        message << QVariant::fromValue(QDBusObjectPath(m_session)) << list();
        m_bus.send(message);
    }

    [[nodiscard]] QVector<Call> calls(const QString& method) const
    {
        QVector<Call> found;
        for (const Call& call : m_calls) {
            if (call.method == method)
                found << call;
        }
        return found;
    }
    // Of the last BindShortcuts.
    [[nodiscard]] QString preferredTrigger() const { return m_preferred; }

    [[nodiscard]] QString introspect(const QString& /*path*/) const override { return {}; }

    bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override
    {
        const QString method = message.member();
        m_calls << Call { method, message.arguments() };
        if (method == QLatin1String("Close") || method == QLatin1String("Register"))
            return connection.send(message.createReply());
        if (!hasShortcuts)
            return false;
        const QVariantMap options = qdbus_cast<QVariantMap>(message.arguments().constLast());
        const QString base = QStringLiteral("/org/freedesktop/portal/desktop/%1/%2/%3");
        const QString sender = message.service().mid(1).replace(QLatin1Char('.'), QLatin1Char('_'));
        const QString request = base.arg(QStringLiteral("request"), sender, options.value(QStringLiteral("handle_token")).toString());
        connection.send(message.createReply(QVariant::fromValue(QDBusObjectPath(request))));
        if (silent)
            return true;
        QVariantMap results;
        const bool creates = method == QLatin1String("CreateSession");
        if (creates) {
            m_session = base.arg(QStringLiteral("session"), sender, options.value(QStringLiteral("session_handle_token")).toString());
            results.insert(QStringLiteral("session_handle"), m_session);
        } else {
            readPreferred(message.arguments().value(1).value<QDBusArgument>());
            results.insert(QStringLiteral("shortcuts"), list());
        }
        QDBusMessage response = QDBusMessage::createTargetedSignal(
            message.service(), request, QStringLiteral("org.freedesktop.portal.Request"), QStringLiteral("Response"));
        response << QVariant(creates ? createAnswer : bindAnswer) << results;
        return connection.send(response);
    }

private:
    static QString name() { return QStringLiteral("org.freedesktop.portal.Desktop"); }

    static QDBusMessage signal(const QString& member)
    {
        return QDBusMessage::createSignal(
            QStringLiteral("/org/freedesktop/portal/desktop"), QStringLiteral("org.freedesktop.portal.GlobalShortcuts"), member);
    }

    void tell(const QString& member, const QString& session, const QString& id)
    {
        QDBusMessage message = signal(member);
        message << QVariant::fromValue(QDBusObjectPath(session)) << id << QVariant::fromValue(qulonglong(++m_time)) << QVariantMap();
        m_bus.send(message);
    }

    // a(sa{sv}), written by hand so that the stub shares no code with what it tests.
    [[nodiscard]] QVariant list() const
    {
        QDBusArgument argument;
        argument.beginArray(m_entryType);
        argument.beginStructure();
        argument << QStringLiteral("talk") << QVariantMap { { QStringLiteral("trigger_description"), trigger } };
        argument.endStructure();
        argument.endArray();
        return QVariant::fromValue(argument);
    }

    void readPreferred(const QDBusArgument& argument)
    {
        m_preferred.clear();
        argument.beginArray();
        while (!argument.atEnd()) {
            QString id;
            QVariantMap details;
            argument.beginStructure();
            argument >> id >> details;
            argument.endStructure();
            m_preferred = details.value(QStringLiteral("preferred_trigger")).toString();
        }
        argument.endArray();
    }

public:
    void setEntryType(QMetaType type) { m_entryType = type; } // registered with the signature (sa{sv})

private:
    QDBusConnection m_bus;
    QVector<Call> m_calls;
    QString m_session;
    QString m_preferred;
    QMetaType m_entryType;
    qulonglong m_time = 1000;
};

}
