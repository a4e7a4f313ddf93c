// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/tool.h"

#include <QObject>

namespace myna::viewmodels {

// One call as it went and came, and what it means.
struct ToolExchange
{
    QJsonObject sent;
    QJsonObject received;
    QString text; // what the tool said, or why not
    bool failed = false;
    qint64 ms = 0;
};

// Somewhere tools are that can be called by hand: this computer, a device of the server. Main thread.
class ToolPlace : public QObject
{
    Q_OBJECT

public:
    struct Offer
    {
        mcp::ToolSpec spec;
        bool allowed = true; // false: whoever decides there never lets it pass
        bool operator==(const Offer&) const = default;
    };
    using Then = std::function<void(const ToolExchange&)>;
    using QObject::QObject;

    [[nodiscard]] virtual QString name() const = 0; // for people
    [[nodiscard]] virtual QVector<Offer> offers() const = 0;
    [[nodiscard]] virtual bool isThisComputer() const { return false; } // its user decides here what may be called
    // `then` is called exactly once, now or later, unless `context` or the place is gone first.
    virtual void call(const QString& tool, const QJsonObject& arguments, QObject* context, const Then& then) = 0;

signals:
    void changed(); // name or offers
};

}
