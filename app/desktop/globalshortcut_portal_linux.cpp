// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/globalshortcut_portal_linux.h"

#include "desktop/keynames_linux.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QGuiApplication>

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

// One entry of a list of shortcuts on the bus: (sa{sv}).
struct PortalEntry
{
    QString id;
    QVariantMap details;
};

static QDBusArgument& operator<<(QDBusArgument& argument, const PortalEntry& entry)
{
    argument.beginStructure();
    argument << entry.id << entry.details;
    argument.endStructure();
    return argument;
}

static const QDBusArgument& operator>>(const QDBusArgument& argument, PortalEntry& entry)
{
    argument.beginStructure();
    argument >> entry.id >> entry.details;
    argument.endStructure();
    return argument;
}

}

Q_DECLARE_METATYPE(myna::desktop::PortalEntry)

namespace myna::desktop {

namespace {

const QString service = u"org.freedesktop.portal.Desktop"_s;
const QString objectPath = u"/org/freedesktop/portal/desktop"_s;
const QString shortcuts = u"org.freedesktop.portal.GlobalShortcuts"_s;
const QString requests = u"org.freedesktop.portal.Request"_s;

QString idOf(KeyPurpose purpose)
{
    return purpose == KeyPurpose::Talk ? u"talk"_s : u"stop-tools"_s;
}

// What the portal answers to a request: 0 done, 1 the user said no, anything else did not work.
constexpr uint answeredYes = 0;
constexpr uint answeredNo = 1;

// In the words of the XDG shortcuts specification: CTRL+ALT+space.
QString triggerOf(const QKeySequence& key)
{
    const std::optional<KeyName> name = key.count() == 1 ? keyNameOf(key[0].key()) : std::nullopt;
    if (!name)
        return {};
    const Qt::KeyboardModifiers held = key[0].keyboardModifiers();
    QStringList words;
    if (held & Qt::ControlModifier)
        words << u"CTRL"_s;
    if (held & Qt::AltModifier)
        words << u"ALT"_s;
    if (held & Qt::ShiftModifier)
        words << u"SHIFT"_s;
    if (held & Qt::MetaModifier)
        words << u"LOGO"_s;
    words << name->name;
    return words.join(u'+');
}

QString triggerText(const QVariant& list, const QString& id)
{
    const auto entries = qdbus_cast<QList<PortalEntry>>(list);
    for (const PortalEntry& entry : entries) {
        if (entry.id == id)
            return entry.details.value(u"trigger_description"_s).toString();
    }
    return {};
}

}

struct PortalShortcut::Bus
{
    QDBusConnection connection;
    std::unique_ptr<QDBusServiceWatcher> watcher;
    QString name; // of the connection in this process
};

PortalShortcut::PortalShortcut(KeyPurpose purpose, QObject* parent)
    : GlobalShortcut(purpose, parent)
{
    qRegisterMetaType<QDBusObjectPath>(); // or the bus delivers no signal that carries one
    qDBusRegisterMetaType<PortalEntry>();
    qDBusRegisterMetaType<QList<PortalEntry>>();
}

PortalShortcut::~PortalShortcut()
{
    if (!m_bus)
        return;
    closeSession();
    QDBusConnection::disconnectFromBus(m_bus->name);
}

bool PortalShortcut::open()
{
    if (m_bus)
        return m_bus->connection.isConnected();
    const QString name = u"myna-shortcut-%1"_s.arg(quintptr(this), 0, 16);
    QDBusConnection connection = QDBusConnection::connectToBus(QDBusConnection::SessionBus, name);
    if (!connection.isConnected()) {
        QDBusConnection::disconnectFromBus(name);
        return false;
    }
    m_bus = std::make_unique<Bus>(Bus { connection, nullptr, name });
    m_bus->watcher = std::make_unique<QDBusServiceWatcher>(service, connection, QDBusServiceWatcher::WatchForUnregistration);
    connect(m_bus->watcher.get(), &QDBusServiceWatcher::serviceUnregistered, this, &PortalShortcut::onPortalLost);
    connection.connect(
        service, objectPath, shortcuts, u"Activated"_s, this, SLOT(onActivated(QDBusObjectPath, QString, qulonglong, QVariantMap)));
    connection.connect(
        service, objectPath, shortcuts, u"Deactivated"_s, this, SLOT(onDeactivated(QDBusObjectPath, QString, qulonglong, QVariantMap)));
    connection.connect(
        service, objectPath, shortcuts, u"ShortcutsChanged"_s, this, SLOT(onShortcutsChanged(QDBusObjectPath, QDBusMessage)));
    introduce();
    return true;
}

// Newer portals want to know who asks before anything else; older ones have no such thing, and that is no error.
void PortalShortcut::introduce()
{
    QDBusMessage call = QDBusMessage::createMethodCall(service, objectPath, u"org.freedesktop.host.portal.Registry"_s, u"Register"_s);
    call << QGuiApplication::desktopFileName() << QVariantMap();
    m_bus->connection.asyncCall(call);
}

void PortalShortcut::bind(const QKeySequence& key)
{
    unbind();
    if (!open()) {
        emit refused(noGlobalKeys(purpose()));
        return;
    }
    m_key = key;
    createSession();
}

void PortalShortcut::createSession()
{
    m_step = Step::Creating;
    request(u"CreateSession"_s, {}, { { u"session_handle_token"_s, u"myna%1"_s.arg(m_number + 1) } });
}

void PortalShortcut::bindInSession()
{
    m_step = Step::Binding;
    PortalEntry entry { idOf(purpose()),
        { { u"description"_s, purpose() == KeyPurpose::Talk ? tr("Hold to talk to Myna") : tr("Stop all tools of Myna") } } };
    if (const QString trigger = triggerOf(m_key); !trigger.isEmpty())
        entry.details.insert(u"preferred_trigger"_s, trigger);
    request(u"BindShortcuts"_s,
        { QVariant::fromValue(QDBusObjectPath(m_session)), QVariant::fromValue(QList<PortalEntry> { entry }), QString() }, {});
}

// A request is answered by a signal of an object whose path both sides can compute, so that it is connected before the answer can come.
void PortalShortcut::request(const QString& method, QVariantList arguments, QVariantMap options)
{
    QDBusConnection& bus = m_bus->connection;
    const QString token = u"myna%1"_s.arg(++m_number);
    const QString sender = bus.baseService().mid(1).replace(u'.', u'_');
    m_pending = u"%1/request/%2/%3"_s.arg(objectPath, sender, token);
    bus.connect(service, m_pending, requests, u"Response"_s, this, SLOT(onResponse(uint, QVariantMap, QDBusMessage)));
    options.insert(u"handle_token"_s, token);
    arguments.append(options);
    QDBusMessage call = QDBusMessage::createMethodCall(service, objectPath, shortcuts, method);
    call.setArguments(arguments);
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, number = m_number](QDBusPendingCallWatcher* done) {
        done->deleteLater();
        const QDBusPendingReply<QDBusObjectPath> reply = *done;
        if (reply.isError() && number == m_number && m_step != Step::None)
            fail(noGlobalKeys(purpose()));
    });
}

void PortalShortcut::onResponse(uint code, const QVariantMap& results, const QDBusMessage& message)
{
    m_bus->connection.disconnect(service, message.path(), requests, u"Response"_s, this, SLOT(onResponse(uint, QVariantMap, QDBusMessage)));
    if (message.path() != m_pending)
        return;
    m_pending.clear();
    if (code == answeredNo) {
        fail({ Error::Code::Refused, tr("The desktop was told not to give Myna a key. Switch this on again to be asked again.") });
        return;
    }
    if (code != answeredYes) {
        fail(m_step == Step::Creating ? noGlobalKeys(purpose()) : keyIsTaken(m_key));
        return;
    }
    switch (m_step) {
    case Step::Creating:
        m_session = results.value(u"session_handle"_s).toString();
        bindInSession();
        return;
    case Step::Binding:
        m_step = Step::Bound;
        emit bound(triggerText(results.value(u"shortcuts"_s), idOf(purpose())));
        return;
    case Step::None:
    case Step::Bound:
        return;
    }
}

void PortalShortcut::onActivated(const QDBusObjectPath& session, const QString& id, qulonglong, const QVariantMap&)
{
    if (session.path() != m_session || id != idOf(purpose()) || m_step != Step::Bound || std::exchange(m_down, true))
        return;
    emit pressed();
}

void PortalShortcut::onDeactivated(const QDBusObjectPath& session, const QString& id, qulonglong, const QVariantMap&)
{
    if (session.path() == m_session && id == idOf(purpose()))
        letGo();
}

void PortalShortcut::onShortcutsChanged(const QDBusObjectPath& session, const QDBusMessage& message)
{
    if (session.path() == m_session && m_step == Step::Bound)
        emit bound(triggerText(message.arguments().value(1), idOf(purpose())));
}

void PortalShortcut::onPortalLost()
{
    m_session.clear(); // there is nobody to close it any more
    if (m_step != Step::None)
        fail({ Error::Code::Unavailable, tr("The desktop has taken the key away. Switch this off and on again.") });
}

void PortalShortcut::unbind()
{
    closeSession();
    m_step = Step::None;
    m_pending.clear();
    ++m_number; // what is still under way is not ours any more
    m_key = {};
    letGo();
}

void PortalShortcut::closeSession()
{
    if (!m_bus || m_session.isEmpty())
        return;
    m_bus->connection.asyncCall(
        QDBusMessage::createMethodCall(service, std::exchange(m_session, {}), u"org.freedesktop.portal.Session"_s, u"Close"_s));
}

void PortalShortcut::fail(const Error& error)
{
    unbind();
    emit refused(error);
}

void PortalShortcut::letGo()
{
    if (std::exchange(m_down, false))
        emit released();
}

}

#include "moc_globalshortcut_portal_linux.cpp"
