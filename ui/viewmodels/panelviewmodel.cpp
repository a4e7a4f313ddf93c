// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/panelviewmodel.h"

#include "settings/options.h"
#include "viewmodels/handreport.h"

#include <QCollator>
#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

using things::Thing;
using things::ThingSource;
using things::ThingSources;

namespace {

constexpr qsizetype mostFavourites = 200;

// What is switched most often stands first; what is only looked at, last.
int kindPlace(const things::ThingSpec& spec)
{
    static constexpr std::array kinds { "light", "switch", "climate", "select", "number", "cover", "button", "sensor" };
    const auto place = std::ranges::find_if(kinds, [&spec](const char* kind) { return spec.kind == QLatin1StringView(kind); });
    return int(place - kinds.begin());
}

int gravity(const PanelNotice& notice)
{
    if (notice.text.isEmpty())
        return 0;
    return notice.tone == Tone::Bad ? 3 : notice.tone == Tone::Warning ? 2 : 1;
}

}

PanelViewModel::PanelViewModel(ThingSources& sources, settings::SettingsStore& settings, PanelTiming timing, QObject* parent)
    : QObject(parent)
    , m_sources(sources)
    , m_settings(settings)
    , m_timing(std::move(timing))
    , m_favourites(settings.get(settings::panelFavourites))
{
    connect(&sources, &ThingSources::sourcesChanged, this, &PanelViewModel::take);
    connect(&sources, &ThingSources::added, this, [this](const QString& key) {
        takeOne(key);
        arrange();
    });
    connect(&sources, &ThingSources::removed, this, [this](const QString& key) {
        m_things.erase(key);
        arrange();
    });
    take();
}

PanelViewModel::~PanelViewModel() = default;

// Those that are known stay: their past, and what is on its way.
void PanelViewModel::take()
{
    std::erase_if(m_things, [this](const auto& entry) {
        const bool isGone = !m_sources.find(entry.first);
        if (isGone)
            entry.second->leave();
        return isGone;
    });
    for (const ThingSource& source : m_sources.sources()) {
        const QVector<Thing*> all = source.registry ? source.registry->things() : QVector<Thing*>();
        for (const Thing* thing : all)
            takeOne(ThingSources::keyOf(source.id, thing->spec().name));
    }
    arrange();
}

void PanelViewModel::takeOne(const QString& key)
{
    Thing* thing = m_sources.find(key);
    if (!thing || m_things.contains(key))
        return;
    auto shown = std::make_unique<PanelThing>(*thing, m_timing);
    connect(shown.get(), &PanelThing::changed, this, [this, key] { emit cardChanged(key); });
    connect(shown.get(), &PanelThing::done, this, [this, from = shown.get()](const HandDeed& deed) { tell(*from, deed); });
    m_things.emplace(key, std::move(shown));
}

// By the names that a call of the assistant would have, so that both are found with the same words.
void PanelViewModel::tell(const PanelThing& thing, const HandDeed& deed)
{
    const things::ThingSpec& spec = thing.spec();
    const auto property = std::ranges::find(spec.properties, deed.property, &things::PropertySpec::name);
    if (property == spec.properties.end())
        return;
    const bool hasTool = !property->setTool.isEmpty();
    const QString argument = hasTool && !property->setParameter.isEmpty() ? property->setParameter : property->name;
    emit doneByHand(handReport({ .name = hasTool ? property->setTool : spec.name + u'.' + property->name,
                                   .title = thingTitle(spec) + u": "_s + propertyTitle(*property),
                                   .arguments = { { argument, QJsonValue::fromVariant(deed.value) } },
                                   .begun = deed.begun,
                                   .ended = m_timing.now() },
        deed.result ? Result<QString>(u"true"_s) : Result<QString>(deed.result.error())));
}

QString PanelViewModel::placeOf(const ThingSource& source, const things::ThingSpec& spec) const
{
    return spec.room.isEmpty() && source.title ? source.title() : spec.room;
}

void PanelViewModel::arrange()
{
    QVector<PanelSection> sections;
    PanelSection favourites { .title = QCoreApplication::translate("myna", "Favourites"), .isFavourites = true };
    QCollator order;
    order.setNumericMode(true);
    for (const ThingSource& source : m_sources.sources()) {
        QVector<PanelSection> rooms;
        const QVector<Thing*> all = source.registry ? source.registry->things() : QVector<Thing*>();
        for (const Thing* one : all) {
            const QString key = ThingSources::keyOf(source.id, one->spec().name);
            const PanelThing* thing = find(key);
            const QString place = placeOf(source, one->spec());
            m_places.insert(key, place);
            if (!thing || !isFound(*thing, place))
                continue;
            if (m_favourites.contains(key)) {
                favourites.keys << key;
                continue;
            }
            auto room = std::ranges::find(rooms, place, &PanelSection::title);
            if (room == rooms.end()) {
                rooms.append({ .title = place, .relation = source.relation ? source.relation() : QString() });
                room = std::prev(rooms.end());
            }
            room->keys << key;
        }
        if (source.sorted) {
            const QString elsewhere = source.title ? source.title() : QString(); // of things in no room: last
            std::ranges::sort(rooms, [&](const auto& a, const auto& b) {
                const int last = int(a.title == elsewhere) - int(b.title == elsewhere);
                return last != 0 ? last < 0 : order.compare(a.title, b.title) < 0;
            });
            for (PanelSection& room : rooms) {
                std::ranges::sort(room.keys, [&](const QString& a, const QString& b) {
                    const int first = kindPlace(find(a)->spec()) - kindPlace(find(b)->spec());
                    return first != 0 ? first < 0 : order.compare(thingTitle(find(a)->spec()), thingTitle(find(b)->spec())) < 0;
                });
            }
        }
        sections += rooms;
    }
    std::ranges::sort(
        favourites.keys, [this](const QString& a, const QString& b) { return m_favourites.indexOf(a) < m_favourites.indexOf(b); });
    if (!favourites.keys.isEmpty())
        sections.prepend(favourites);
    m_sections = sections;
    emit sectionsChanged();
}

bool PanelViewModel::isFound(const PanelThing& thing, const QString& place) const
{
    const QString text = thingTitle(thing.spec()) + u'\n' + place + u'\n' + thing.spec().name + u'\n' + thing.spec().kind;
    const QStringList words = m_search.split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(words, [&text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

PanelThing* PanelViewModel::find(const QString& key) const
{
    const auto thing = m_things.find(key);
    return thing == m_things.end() ? nullptr : thing->second.get();
}

PanelCard PanelViewModel::card(const QString& key) const
{
    const PanelThing* thing = find(key);
    PanelCard card = thing ? thing->card() : PanelCard {};
    card.key = key;
    card.place = m_places.value(key);
    card.isFavourite = m_favourites.contains(key);
    return card;
}

QVector<QPointF> PanelViewModel::history(const QString& key, const QString& property) const
{
    const PanelThing* thing = find(key);
    return thing ? thing->history(property) : QVector<QPointF>();
}

double PanelViewModel::nowSeconds() const
{
    return double(m_timing.now().toMSecsSinceEpoch()) / 1000.0;
}

void PanelViewModel::setSearch(const QString& words)
{
    if (words.simplified() == m_search)
        return;
    m_search = words.simplified();
    arrange();
}

void PanelViewModel::setFavourite(const QString& key, bool favourite)
{
    if (m_favourites.contains(key) == favourite || (favourite && m_favourites.size() >= mostFavourites))
        return;
    if (favourite)
        m_favourites.append(key);
    else
        m_favourites.removeAll(key);
    m_settings.set(settings::panelFavourites, m_favourites);
    arrange();
    emit cardChanged(key);
}

void PanelViewModel::change(const QString& key, const QString& property, const QVariant& value)
{
    if (PanelThing* thing = find(key))
        thing->change(property, value);
}

void PanelViewModel::drag(const QString& key, const QString& property, const QVariant& value)
{
    if (PanelThing* thing = find(key))
        thing->drag(property, value);
}

void PanelViewModel::release(const QString& key, const QString& property)
{
    if (PanelThing* thing = find(key))
        thing->release(property);
}

void PanelViewModel::leave()
{
    for (const auto& [key, thing] : m_things)
        thing->leave({ Error::Code::Cancelled, closedBefore() });
}

void PanelViewModel::calledByVoice(const QString& tool)
{
    for (const auto& [key, thing] : m_things) {
        for (const things::PropertySpec& property : thing->spec().properties) {
            if (!tool.isEmpty() && property.setTool == tool)
                thing->attribute(property.name, ChangedBy::Voice);
        }
    }
}

void PanelViewModel::sceneStarted(const things::Scene& scene)
{
    for (const things::SceneValue& value : scene.values) {
        if (PanelThing* thing = find(value.thing))
            thing->expect(value.property, ChangedBy::Scene, scene.name);
    }
}

void PanelViewModel::setNotice(const QString& id, const PanelNotice& notice)
{
    if (m_notices.value(id) == notice)
        return;
    m_notices.insert(id, notice);
    emit noticeChanged();
}

PanelNotice PanelViewModel::notice() const
{
    PanelNotice gravest;
    for (const PanelNotice& notice : m_notices)
        gravest = gravity(notice) > gravity(gravest) ? notice : gravest;
    return gravest;
}

void PanelViewModel::setHomeInvited(bool invited)
{
    if (std::exchange(m_homeInvited, invited) != invited)
        emit sectionsChanged();
}

void PanelViewModel::retranslate()
{
    arrange();
    for (const auto& entry : m_things)
        emit cardChanged(entry.first);
}

}

#include "moc_panelviewmodel.cpp"
