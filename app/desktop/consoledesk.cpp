// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/consoledesk.h"

#include "client/datadirectory.h"
#include "settings/options.h"

#include <QDir>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace myna::desktop {

namespace {
const QString tokenKey = u"attached-server"_s;
}

ConsoleDesk::ConsoleDesk(settings::SettingsStore& settings, const QString& dataDir, ServerHost& host, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_secrets(client::secretStoreFor(dataDir, settings))
{
    using viewmodels::ServerConsole;
    const QString folder = QDir(dataDir).filePath(u"server"_s);
    connect(&host, &ServerHost::started, &m_console, [this, folder] { m_console.localStarted(folder); });
    connect(&host, &ServerHost::stopped, &m_console, &ServerConsole::localStopped);
    connect(&host, &ServerHost::failed, &m_console, &ServerConsole::localStopped);
    connect(&m_console, &ServerConsole::attached, this, &ConsoleDesk::remember);
    connect(&m_console, &ServerConsole::detached, this, &ConsoleDesk::forget);
    attachToRemembered();
}

void ConsoleDesk::attachToRemembered()
{
    const QUrl url(m_settings.get(settings::attachedServer));
    if (!url.isValid() || url.host().isEmpty())
        return;
    const QByteArray pinned = QByteArray::fromBase64(m_settings.get(settings::attachedCertificate).toLatin1());
    m_secrets->read(tokenKey, [this, url, pinned, self = QPointer(this)](const Result<QByteArray>& token) {
        if (self && token && !m_console.isRemote())
            m_console.attachTo({ url, token.value(), pinned });
    });
}

void ConsoleDesk::remember(const admin::AdminPlace& place)
{
    m_secrets->write(tokenKey, place.token, [this, place, self = QPointer(this)](const Result<>& kept) {
        if (!self || !kept || !m_console.isRemote()) // without a place for the token it is typed again next time
            return;
        m_settings.set(settings::attachedServer, place.url.toString());
        m_settings.set(settings::attachedCertificate, QString::fromLatin1(place.pinned.toBase64()));
    });
}

void ConsoleDesk::forget()
{
    m_settings.set(settings::attachedServer, QString());
    m_settings.set(settings::attachedCertificate, QString());
    m_secrets->remove(tokenKey, [](const Result<>&) {});
}

}

#include "moc_consoledesk.cpp"
