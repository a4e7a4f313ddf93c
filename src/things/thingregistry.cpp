// SPDX-License-Identifier: GPL-3.0-or-later
#include "things/thingregistry.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace myna::things {

ThingRegistry::ThingRegistry(QObject* parent)
    : QObject(parent)
{
}

ThingRegistry::~ThingRegistry()
{
    const auto things = std::exchange(m_things, {}); // whoever waits for one of them is told, and may look here
}

Result<> ThingRegistry::add(std::unique_ptr<Thing> thing)
{
    const QString name = thing->spec().name;
    if (name.isEmpty() || find(name))
        return Error { Error::Code::Invalid, QCoreApplication::translate("myna", "There is already a thing called %1.").arg(name) };
    connect(thing.get(), &Thing::valueChanged, this,
        [this, name](const QString& property, const QVariant& value) { emit changed(name, property, value); });
    connect(thing.get(), &Thing::reachableChanged, this, [this, name](bool reachable) { emit reachableChanged(name, reachable); });
    m_things.push_back(std::move(thing));
    emit added(name);
    return {};
}

void ThingRegistry::remove(const QString& name)
{
    const auto found = std::ranges::find_if(m_things, [&name](const auto& thing) { return thing->spec().name == name; });
    if (found == m_things.end())
        return;
    const QString gone = name; // it may be the thing's own
    std::unique_ptr<Thing> thing = std::move(*found);
    m_things.erase(found);
    thing.reset(); // whoever waits for it is told, and may look here
    emit removed(gone);
}

QVector<Thing*> ThingRegistry::things() const
{
    QVector<Thing*> all;
    all.reserve(qsizetype(m_things.size()));
    for (const auto& thing : m_things)
        all.append(thing.get());
    return all;
}

Thing* ThingRegistry::find(QStringView name) const
{
    for (const auto& thing : m_things) {
        if (thing->spec().name == name)
            return thing.get();
    }
    return nullptr;
}

}

#include "moc_thingregistry.cpp"
