// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/panelthing.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

using things::PropertySpec;
using things::PropertyType;
using things::Thing;

namespace {

bool isMeasured(const PropertySpec& property)
{
    return !property.writable && (property.type == PropertyType::Integer || property.type == PropertyType::Number);
}

// Nothing would come of it now.
bool isIdle(const PropertySpec& property, const QVariant& value)
{
    return property.type == PropertyType::Action && value.isValid() && !value.toBool();
}

const PropertySpec* find(const things::ThingSpec& spec, const QString& property)
{
    const auto found = std::ranges::find(spec.properties, property, &PropertySpec::name);
    return found == spec.properties.end() ? nullptr : &*found;
}

}

PanelThing::PanelThing(Thing& thing, const PanelTiming& timing, QObject* parent)
    : QObject(parent)
    , m_thing(&thing)
    , m_spec(thing.spec())
    , m_timing(timing)
{
    m_pace.setSingleShot(true);
    m_pace.setInterval(timing.pace);
    m_limit.setSingleShot(true);
    m_limit.setInterval(timing.limit);
    connect(&m_pace, &QTimer::timeout, this, &PanelThing::sendPaced);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        giveUp({ Error::Code::Timeout, QCoreApplication::translate("myna", "%1 did not answer.").arg(thingTitle(m_spec)) });
    });
    connect(&thing, &Thing::valueChanged, this, &PanelThing::valueChanged);
    connect(&thing, &Thing::reachableChanged, this, &PanelThing::reachableChanged);
}

QVariant PanelThing::shown(const PropertySpec& property) const
{
    const auto wish = m_wishes.constFind(property.name);
    if (wish != m_wishes.cend())
        return wish->value;
    return m_thing ? m_thing->value(property.name) : QVariant();
}

PanelControl PanelThing::control(const PropertySpec& property) const
{
    PanelControl control { .property = property.name,
        .title = propertyTitle(property),
        .kind = controlKind(property),
        .value = shown(property),
        .minimum = property.minimum,
        .maximum = property.maximum,
        .step = property.step,
        .unit = property.unit,
        .choices = property.choices };
    control.text = valueText(property, control.value);
    for (const QString& choice : property.choices)
        control.choiceTexts << choiceText(choice);
    control.isPlotted = m_histories.value(property.name).points().size() > 1;
    return control;
}

PanelCard PanelThing::card() const
{
    PanelCard card { .title = thingTitle(m_spec), .icon = thingIcon(m_spec), .isReachable = m_thing && m_thing->isReachable() };
    QVector<QVariant> values;
    for (const PropertySpec& property : m_spec.properties) {
        const PanelControl made = control(property);
        values << made.value;
        if (isIdle(property, made.value))
            continue;
        card.controls << made;
        if (card.mainSwitch < 0 && card.controls.constLast().kind == ControlKind::Switch)
            card.mainSwitch = int(card.controls.size()) - 1;
    }
    card.isLit = card.mainSwitch >= 0 && card.controls.at(card.mainSwitch).value.toBool();
    card.state = stateLine(m_spec, values);
    if (const PropertySpec* headline = headlineOf(m_spec))
        card.headline = valueText(*headline, shown(*headline));
    if (card.controls.size() == 1 && !card.headline.isEmpty()) {
        const QVector<QPointF> past = history(card.controls.constFirst().property);
        const QDateTime now = m_timing.now();
        const QDateTime first = past.isEmpty() ? now : QDateTime::fromMSecsSinceEpoch(qint64(past.constFirst().x() * 1000));
        if (past.isEmpty())
            card.state = QCoreApplication::translate("myna", "not measured yet");
        else if (first.secsTo(now) > (ReadingHistory::hours - 1) * 3600)
            card.state = QCoreApplication::translate("myna", "last 24 hours");
        else
            card.state = QCoreApplication::translate("myna", "since %1").arg(timeText(first, now));
    }
    writeNote(card);
    return card;
}

void PanelThing::writeNote(PanelCard& card) const
{
    if (!m_error.isEmpty()) {
        card.note = m_error;
        card.noteTone = Tone::Bad;
    } else if (!card.isReachable) {
        card.note = QCoreApplication::translate("myna", "Not reachable since %1. The last value is kept.")
                        .arg(timeText(m_thing ? m_thing->unreachableSince() : m_timing.now(), m_timing.now()));
        card.noteTone = Tone::Warning;
    } else if (const PropertySpec* property = find(m_spec, m_lastChanged)) {
        card.note = changeText(*property, m_changes.value(m_lastChanged), m_timing.now());
    }
}

QVector<QPointF> PanelThing::history(const QString& property) const
{
    return m_histories.value(property).points();
}

void PanelThing::change(const QString& property, const QVariant& value)
{
    Wish& wish = m_wishes[property];
    wish.value = value;
    wish.isHeld = false;
    wish.isDragged = false;
    wish.isUnsent = true;
    m_error.clear();
    if (wish.number == 0)
        send(property);
    emit changed();
}

void PanelThing::drag(const QString& property, const QVariant& value)
{
    Wish& wish = m_wishes[property];
    wish.value = value;
    wish.isHeld = true;
    wish.isDragged = true;
    wish.isUnsent = true;
    m_error.clear();
    if (wish.number == 0 && !m_pace.isActive())
        send(property);
    emit changed();
}

void PanelThing::release(const QString& property)
{
    const auto wish = m_wishes.find(property);
    if (wish == m_wishes.end())
        return;
    wish->isHeld = false;
    if (wish->number == 0 && wish->isUnsent) {
        send(property);
    } else if (wish->number == 0) {
        tell(*wish);
        m_wishes.erase(wish);
    }
    emit changed();
}

void PanelThing::send(const QString& property)
{
    Wish& wish = m_wishes[property];
    wish.isUnsent = false;
    wish.number = ++m_number;
    const bool goesOn = wish.isDragged && wish.deed.begun.isValid();
    wish.deed = { property, wish.value, {}, goesOn ? wish.deed.begun : m_timing.now() };
    if (wish.isHeld)
        m_pace.start();
    m_limit.start();
    if (!m_thing)
        return answered(
            property, wish.number, Error { Error::Code::NotFound, QCoreApplication::translate("myna", "It is no longer there.") });
    m_thing->change(property, wish.value, [self = QPointer<PanelThing>(this), property, number = wish.number](const Result<>& result) {
        if (self)
            self->answered(property, number, result);
    });
}

void PanelThing::sendPaced()
{
    const QStringList properties = m_wishes.keys();
    for (const QString& property : properties) {
        const Wish wish = m_wishes.value(property);
        if (wish.isUnsent && wish.number == 0)
            send(property);
    }
}

void PanelThing::answered(const QString& property, quint64 number, const Result<>& result)
{
    const auto wish = m_wishes.find(property);
    if (wish == m_wishes.end() || wish->number != number)
        return;
    wish->number = 0;
    wish->deed.result = result;
    if (!result)
        m_error = result.error().text;
    const bool isPaced = wish->isHeld && m_pace.isActive();
    const bool isLast = !wish->isUnsent && !wish->isHeld;
    if (isLast || !wish->isDragged)
        tell(*wish);
    if (wish->isUnsent && !isPaced)
        send(property);
    else if (isLast)
        m_wishes.erase(wish);
    if (std::ranges::none_of(m_wishes, [](const Wish& one) { return one.number != 0; }))
        m_limit.stop();
    emit changed();
}

void PanelThing::giveUp(const Error& error)
{
    const QStringList properties = m_wishes.keys();
    for (const QString& property : properties) {
        if (const quint64 number = m_wishes.value(property).number; number != 0)
            answered(property, number, error);
    }
}

void PanelThing::tell(Wish& wish)
{
    if (wish.deed.begun.isValid())
        emit done(std::exchange(wish.deed, {}));
}

void PanelThing::leave()
{
    leave({ Error::Code::Unavailable, QCoreApplication::translate("myna", "It cannot be reached now.") });
}

void PanelThing::leave(const Error& why)
{
    for (Wish& wish : m_wishes) {
        if (wish.number != 0)
            wish.deed.result = why;
        tell(wish);
    }
    m_wishes.clear();
    m_limit.stop();
}

void PanelThing::expect(const QString& property, ChangedBy by, const QString& scene)
{
    m_causes.insert(property, { by, scene, m_timing.now() });
}

void PanelThing::attribute(const QString& property, ChangedBy by)
{
    const auto last = m_changes.find(property);
    const bool justHappened = last != m_changes.end() && last->when.msecsTo(m_timing.now()) <= m_timing.attribution.count();
    if (!justHappened)
        return expect(property, by);
    if (last->by != ChangedBy::Nobody && last->by != ChangedBy::Elsewhere)
        return;
    last->by = by;
    m_lastChanged = property;
    emit changed();
}

void PanelThing::valueChanged(const QString& property, const QVariant& value)
{
    const PropertySpec* spec = find(m_spec, property);
    if (!spec)
        return;
    const QDateTime now = m_timing.now();
    if (isMeasured(*spec) && value.isValid())
        m_histories[property].add(value.toDouble(), now);
    if (spec->writable && spec->type != PropertyType::Action && value.isValid()) {
        const Cause cause = m_causes.take(property);
        LastChange change { property, value, ChangedBy::Nobody, {}, now };
        if (m_wishes.contains(property)) {
            change.by = ChangedBy::You;
        } else if (cause.by != ChangedBy::Nobody && cause.when.msecsTo(now) <= m_timing.attribution.count()) {
            change.by = cause.by;
            change.scene = cause.scene;
        } else if (m_changes.contains(property)) {
            change.by = ChangedBy::Elsewhere; // the first value of all is no change, somebody only told it
        }
        m_changes.insert(property, change);
        if (change.by != ChangedBy::Nobody)
            m_lastChanged = property;
        if (change.by != ChangedBy::You)
            m_error.clear();
    }
    emit changed();
}

void PanelThing::reachableChanged(bool reachable)
{
    m_error.clear();
    if (!reachable)
        leave();
    emit changed();
}

}

#include "moc_panelthing.cpp"
