// SPDX-License-Identifier: GPL-3.0-or-later
#include "things/thingsources.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::things {

Result<> ThingSources::add(const ThingSource& source)
{
    if (source.id.isEmpty() || source.id.contains(u'/') || std::ranges::find(m_sources, source.id, &ThingSource::id) != m_sources.end())
        return Error { Error::Code::Invalid, QCoreApplication::translate("myna", "There is already a place called %1.").arg(source.id) };
    const auto place = source.sorted ? std::ranges::find(m_sources, false, &ThingSource::sorted) : m_sources.end();
    m_sources.insert(place, source);
    connect(source.registry, &ThingRegistry::added, this, [this, id = source.id](const QString& thing) { emit added(keyOf(id, thing)); });
    connect(
        source.registry, &ThingRegistry::removed, this, [this, id = source.id](const QString& thing) { emit removed(keyOf(id, thing)); });
    emit sourcesChanged();
    return {};
}

void ThingSources::remove(const QString& id)
{
    const auto source = std::ranges::find(m_sources, id, &ThingSource::id);
    if (source == m_sources.end())
        return;
    if (source->registry)
        source->registry->disconnect(this);
    m_sources.erase(source);
    emit sourcesChanged();
}

Thing* ThingSources::find(const QString& key) const
{
    const qsizetype slash = key.indexOf(u'/');
    const auto source = std::ranges::find(m_sources, key.left(slash), &ThingSource::id);
    return slash > 0 && source != m_sources.end() && source->registry ? source->registry->find(key.mid(slash + 1)) : nullptr;
}

QString ThingSources::keyOf(const QString& source, const QString& thing)
{
    return source + u'/' + thing;
}

}

#include "moc_thingsources.cpp"
