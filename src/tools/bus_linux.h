// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QObject>
#include <QVariantList>
#include <QVariantMap>

#include <chrono>
#include <functional>
#include <memory>

class QDBusConnection;

namespace myna::tools {

// Where an object of another program is.
struct BusPlace
{
    QString service;
    QString path;
    QString face; // its interface
};

// A connection to D-Bus of our own, as values: object paths are texts. Lives on the main thread; nothing here waits.
class Bus final : public QObject
{
    Q_OBJECT

public:
    enum class Kind { System, Session };

    // Called once, later, unless `context` goes first. Errors: Unavailable (no such bus, service or object), Refused (not permitted),
    // Timeout, Cancelled (the user said no to the portal).
    using Answer = std::function<void(const Result<QVariantList>&)>;
    using Properties = std::function<void(const QVariantMap&)>; // empty: nobody there

    explicit Bus(Kind kind, QObject* parent = nullptr);
    ~Bus() override;

    void call(const BusPlace& place, const QString& method, const QVariantList& arguments, QObject* context, const Answer& answer);
    void properties(const BusPlace& place, QObject* context, const Properties& answer);
    // Wishes something of the desktop portal; it answers when the user or the desktop decided.
    void askPortal(const QString& face, const QString& method, QVariantList arguments, QVariantMap options, QObject* context,
        const Properties& answer, const std::function<void(const Error&)>& failed);

private:
    [[nodiscard]] bool open();

    Kind m_kind;
    QString m_name; // of the connection in this process; empty: not tried yet
    std::unique_ptr<QDBusConnection> m_connection; // null: there is none
    quint64 m_requests = 0;
};

}
