// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/homelink.h"

#include "home/hasshome.h"
#include "home/mqtthome.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace myna::home {

namespace {

std::unique_ptr<HomeSource> sourceFor(const HomePlace& place, things::ThingRegistry& things, HomeTiming timing)
{
    switch (place.kind) {
    case HomeKind::None:
        return nullptr;
    case HomeKind::Mqtt: {
        protocol::MqttSection broker;
        broker.host = place.host;
        broker.port = place.port;
        broker.username = place.user;
        broker.password = QString::fromUtf8(place.secret);
        return std::make_unique<MqttHome>(broker, things, timing);
    }
    case HomeKind::HomeAssistant:
        return std::make_unique<HassHome>(QUrl(place.address), place.secret, things, timing);
    }
    return nullptr;
}

}

Result<> judged(const HomePlace& place)
{
    switch (place.kind) {
    case HomeKind::None:
        break;
    case HomeKind::Mqtt: {
        QUrl url;
        url.setHost(place.host, QUrl::StrictMode);
        if (url.host().isEmpty() || place.port == 0)
            return invalid(QCoreApplication::translate("myna", "Enter the broker's name or address, such as 192.168.1.10, and its port."));
        break;
    }
    case HomeKind::HomeAssistant: {
        const QUrl url(place.address, QUrl::StrictMode);
        if (!url.isValid() || url.host().isEmpty() || !(url.scheme() == "http"_L1 || url.scheme() == "https"_L1))
            return invalid(QCoreApplication::translate(
                "myna", "Enter Home Assistant's address as in your browser, such as http://homeassistant.local:8123."));
        if (place.secret.isEmpty())
            return invalid(QCoreApplication::translate(
                "myna", "Home Assistant wants a token. You find it in your profile there, under long-lived access tokens."));
        break;
    }
    }
    return {};
}

HomeLink::HomeLink(HomeTiming timing, QObject* parent)
    : QObject(parent)
    , m_timing(timing)
{
    connect(&m_things, &things::ThingRegistry::added, this, &HomeLink::changed);
    connect(&m_things, &things::ThingRegistry::removed, this, &HomeLink::changed);
}

HomeLink::~HomeLink()
{
    m_things.disconnect(this);
}

void HomeLink::use(const HomePlace& place)
{
    m_source.reset();
    m_error = {};
    if (const Result<> good = judged(place); !good)
        return refuse(good.error());
    m_source = sourceFor(place, m_things, m_timing);
    if (m_source) {
        connect(m_source.get(), &HomeSource::changed, this, &HomeLink::changed);
        m_source->start();
    }
    emit changed();
}

void HomeLink::refuse(const Error& error)
{
    m_source.reset();
    m_error = error;
    emit changed();
}

}

#include "moc_homelink.cpp"
