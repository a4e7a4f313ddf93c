// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>

namespace myna::tools {

// One program a person knows by name.
struct Application
{
    QString id;
    QString name; // in the user's language
    bool operator==(const Application&) const = default;
};

// The programs of this computer with windows. Lives on the main thread.
class Applications : public QObject
{
    Q_OBJECT

public:
    using Closed = std::function<void(const Result<>&)>;

    [[nodiscard]] virtual bool isThere() const = 0; // any could be started here
    [[nodiscard]] virtual QVector<Application> installed() const = 0; // by name
    [[nodiscard]] virtual QVector<Application> running() const = 0; // of this user
    // The one somebody means, in any language. Errors: NotFound; Invalid when several could be meant, with their names.
    [[nodiscard]] virtual Result<Application> find(const QString& said) const = 0;
    // Errors: NotFound (not installed any more), Unavailable (it did not start).
    virtual Result<> launch(const Application& application) = 0;
    // Its windows are closed as by hand; what stays without asking the user is told to end. Answers once, later, unless `context` goes
    // first. Errors: NotFound (does not run), Refused (it stays, for example because it asks about unsaved work).
    virtual void close(const Application& application, QObject* context, const Closed& closed) = 0;
};

std::unique_ptr<Applications> makeApplications(); // null where Myna does not know how

}
