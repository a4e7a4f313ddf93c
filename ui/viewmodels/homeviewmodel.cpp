// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/homeviewmodel.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

using home::HomePlace;
using home::LinkState;

HomeViewModel::HomeViewModel(home::HomeLink& link, QObject* parent)
    : QObject(parent)
    , m_link(link)
{
    connect(&link, &home::HomeLink::changed, this, &HomeViewModel::changed);
}

void HomeViewModel::setPlace(const HomePlace& place)
{
    m_place = place;
    m_place.secret.clear();
    emit changed();
}

void HomeViewModel::connectTo(const HomePlace& place)
{
    m_notKept = {};
    HomePlace judged = place;
    // What is kept is for the place it was given for: another one never hears it.
    const bool isSamePlace = place.kind == m_place.kind && place.host == m_place.host && place.address == m_place.address;
    const bool newSecret = !place.secret.isEmpty() || !isSamePlace;
    if (!newSecret)
        judged.secret = "kept"; // whether there is one is seen when it is read
    const Result<> good = home::judged(judged);
    m_refusal = good ? Error {} : good.error();
    if (good) {
        setPlace(place);
        emit placeWanted(place, newSecret);
    }
    emit changed();
}

void HomeViewModel::disconnect()
{
    connectTo({});
}

QString HomeViewModel::state() const
{
    switch (m_link.state()) {
    case LinkState::Off:
        return {};
    case LinkState::Connecting:
        return tr("Connecting …");
    case LinkState::Connected: {
        const int count = int(m_link.things().things().size());
        const QString state
            = count == 0 ? tr("Connected. No thing has announced itself yet.") : tr("Connected, %n thing(s)", nullptr, count);
        const int more = int(m_link.leftOut());
        return more == 0 ? state : QString(state + u' ' + tr("%n more cannot be shown.", nullptr, more));
    }
    case LinkState::Waiting:
        return tr("Not connected. Myna keeps trying.");
    }
    return {};
}

QString HomeViewModel::problem() const
{
    if (!m_refusal.text.isEmpty())
        return m_refusal.text;
    if (!m_notKept.text.isEmpty())
        return tr("The password could not be kept, so you will have to enter it again next time. %1").arg(m_notKept.text);
    return m_link.error().text;
}

QVector<HomeViewModel::LampChoice> HomeViewModel::lamps() const
{
    QVector<LampChoice> choices { { {}, tr("Myna finds it") }, { u"-"_s, tr("The lamp on the screen") } };
    for (const things::Thing* thing : m_link.things().things()) {
        if (thing->spec().kind == "light"_L1)
            choices.append({ thing->spec().name, thing->spec().title });
    }
    return choices;
}

void HomeViewModel::setLamp(const QString& thing)
{
    if (thing == m_lamp)
        return;
    m_lamp = thing;
    emit lampWanted(thing);
    emit changed();
}

void HomeViewModel::secretNotKept(const Error& error)
{
    m_notKept = error;
    emit changed();
}

}

#include "moc_homeviewmodel.cpp"
