// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bus_linux.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

// Somebody waits for a spoken answer; services of this computer answer in milliseconds or hang.
constexpr int answerLimitMs = 2500;

Error errorOf(const QDBusError& error)
{
    const bool denied = error.type() == QDBusError::AccessDenied || error.name().endsWith("NotAuthorized"_L1)
        || error.name().endsWith("InteractiveAuthorizationRequired"_L1);
    const bool late = error.type() == QDBusError::NoReply || error.type() == QDBusError::Timeout;
    const auto code = denied ? Error::Code::Refused : late ? Error::Code::Timeout : Error::Code::Unavailable;
    return { code, error.message() };
}

QVariant plain(const QVariant& value)
{
    return value.metaType() == QMetaType::fromType<QDBusObjectPath>() ? value.value<QDBusObjectPath>().path() : value;
}

}

// One wish to the portal. Its answer is a signal of an object whose path both sides can compute.
class PortalRequest final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    std::function<void(uint code, const QVariantMap& results)> answered;

public slots:
    void onResponse(uint code, const QVariantMap& results) const { answered(code, results); }
};

Bus::Bus(Kind kind, QObject* parent)
    : QObject(parent)
    , m_kind(kind)
{
    qRegisterMetaType<QDBusObjectPath>();
}

Bus::~Bus()
{
    m_connection.reset();
    if (!m_name.isEmpty())
        QDBusConnection::disconnectFromBus(m_name);
}

// At the first wish: most runs of the program never have one.
bool Bus::open()
{
    if (m_name.isEmpty()) {
        m_name = u"myna-tools-%1"_s.arg(quintptr(this), 0, 16);
        const auto type = m_kind == Kind::System ? QDBusConnection::SystemBus : QDBusConnection::SessionBus;
        QDBusConnection connection = QDBusConnection::connectToBus(type, m_name);
        if (connection.isConnected())
            m_connection = std::make_unique<QDBusConnection>(connection);
    }
    return m_connection && m_connection->isConnected();
}

void Bus::call(const BusPlace& place, const QString& method, const QVariantList& arguments, QObject* context, const Answer& answer)
{
    if (!open()) {
        QMetaObject::invokeMethod(
            context,
            [answer] {
                answer(Error { Error::Code::Unavailable, u"There is no D-Bus here."_s });
            },
            Qt::QueuedConnection);
        return;
    }
    QDBusMessage message = QDBusMessage::createMethodCall(place.service, place.path, place.face, method);
    message.setArguments(arguments);
    auto* watcher = new QDBusPendingCallWatcher(m_connection->asyncCall(message, answerLimitMs), context);
    connect(watcher, &QDBusPendingCallWatcher::finished, context, [answer](QDBusPendingCallWatcher* done) {
        done->deleteLater();
        if (done->isError())
            return answer(errorOf(done->error()));
        QVariantList results;
        for (const QVariant& result : done->reply().arguments())
            results.append(plain(result));
        answer(results);
    });
}

void Bus::properties(const BusPlace& place, QObject* context, const Properties& answer)
{
    const BusPlace asked { place.service, place.path, u"org.freedesktop.DBus.Properties"_s };
    call(asked, u"GetAll"_s, { place.face }, context, [answer](const Result<QVariantList>& result) {
        QVariantMap found;
        if (result && !result->isEmpty())
            found = qdbus_cast<QVariantMap>(result->first());
        for (QVariant& value : found)
            value = plain(value);
        answer(found);
    });
}

void Bus::askPortal(const QString& face, const QString& method, QVariantList arguments, QVariantMap options, QObject* context,
    const Properties& answer, const std::function<void(const Error&)>& failed)
{
    const BusPlace portal { u"org.freedesktop.portal.Desktop"_s, u"/org/freedesktop/portal/desktop"_s, face };
    auto* request = new PortalRequest(context);
    request->answered = [request, answer, failed](uint code, const QVariantMap& results) {
        request->deleteLater();
        if (code == 0)
            answer(results);
        else
            failed({ code == 1 ? Error::Code::Cancelled : Error::Code::Unavailable, u"The desktop did not allow it."_s });
    };
    const QString token = u"mynatools%1"_s.arg(++m_requests);
    if (open()) {
        const QString sender = m_connection->baseService().mid(1).replace(u'.', u'_');
        m_connection->connect(portal.service, u"%1/request/%2/%3"_s.arg(portal.path, sender, token), u"org.freedesktop.portal.Request"_s,
            u"Response"_s, request, SLOT(onResponse(uint, QVariantMap)));
    }
    options.insert(u"handle_token"_s, token);
    arguments.append(options);
    call(portal, method, arguments, request, [request = QPointer(request), failed](const Result<QVariantList>& result) {
        if (result || !request)
            return; // the answer proper is a signal
        request->deleteLater();
        failed(result.error());
    });
}

}

#include "bus_linux.moc"
#include "moc_bus_linux.cpp"
