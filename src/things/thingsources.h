// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/thingregistry.h"

#include <QPointer>

#include <functional>

namespace myna::things {

// A registry as people know it.
struct ThingSource
{
    QString id; // stays the same across starts: home, own, device:aa:bb:…
    QPointer<ThingRegistry> registry;
    std::function<QString()> title; // where its things without a room are: "This computer"; read again when the language changes
    std::function<QString()> relation; // said beside it: "connected to this computer's server"; may be empty
    bool sorted = false; // by room and title, before the others: the rooms people live in
};

// All registries of this program, in the order in which people see them. A thing has one key among all. Main thread.
class ThingSources final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // A second source of the same id is refused. Errors: Invalid. A source is removed before its registry is deleted.
    Result<> add(const ThingSource& source);
    void remove(const QString& id);
    [[nodiscard]] const QVector<ThingSource>& sources() const { return m_sources; }
    [[nodiscard]] Thing* find(const QString& key) const; // null when there is none
    [[nodiscard]] static QString keyOf(const QString& source, const QString& thing);

signals:
    void sourcesChanged();
    void added(const QString& key);
    void removed(const QString& key);

private:
    QVector<ThingSource> m_sources;
};

}
