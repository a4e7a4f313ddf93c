// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/globalshortcut.h"

#include <QVariantMap>

class QDBusError;
class QDBusMessage;
class QDBusObjectPath;

namespace myna::desktop {

// The desktop portal's GlobalShortcuts (org.freedesktop.portal.GlobalShortcuts), the way for Wayland: the desktop asks the user, may choose
// another key than we propose, and tells us about press and release. On a bus connection of its own.
class PortalShortcut final : public GlobalShortcut
{
    Q_OBJECT

public:
    explicit PortalShortcut(KeyPurpose purpose = KeyPurpose::Talk, QObject* parent = nullptr);
    ~PortalShortcut() override;

    void bind(const QKeySequence& key) override;
    void unbind() override;
    [[nodiscard]] bool asksTheUser() const override { return true; }

private slots: // QtDBus finds the slots of bus signals by name only
    void onResponse(uint code, const QVariantMap& results, const QDBusMessage& message);
    void onActivated(const QDBusObjectPath& session, const QString& id, qulonglong timeMs, const QVariantMap& options);
    void onDeactivated(const QDBusObjectPath& session, const QString& id, qulonglong timeMs, const QVariantMap& options);
    void onShortcutsChanged(const QDBusObjectPath& session, const QDBusMessage& message);
    void onPortalLost();

private:
    struct Bus;

    enum class Step { None, Creating, Binding, Bound };

    bool open();
    void introduce();
    void createSession();
    void bindInSession();
    void request(const QString& method, QVariantList arguments, QVariantMap options);
    void closeSession();
    void fail(const Error& error);
    void letGo();

    std::unique_ptr<Bus> m_bus;
    QKeySequence m_key;
    QString m_session; // object path
    QString m_pending; // object path of the request that is under way
    Step m_step = Step::None;
    quint32 m_number = 0; // makes request names unique; an answer to an older one is dropped
    bool m_down = false;
};

}
