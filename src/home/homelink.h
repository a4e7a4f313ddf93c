// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "home/homesource.h"
#include "things/thingregistry.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace myna::home {

enum class HomeKind { None, Mqtt, HomeAssistant };

// Where a home is, and who we are there.
struct HomePlace
{
    HomeKind kind = HomeKind::None;
    QString host; // of the broker
    quint16 port = 1883; // 8883: encrypted
    QString user; // empty: anonymous
    QByteArray secret; // the broker's password, or Home Assistant's token
    QString address; // of Home Assistant, as in the browser
    bool operator==(const HomePlace&) const = default;
};

// Invalid with a sentence when something is missing or cannot be meant.
Result<> judged(const HomePlace& place);

// The home's things, from wherever they come. Main thread.
class HomeLink final : public QObject
{
    Q_OBJECT

public:
    explicit HomeLink(HomeTiming timing = {}, QObject* parent = nullptr);
    ~HomeLink() override;

    [[nodiscard]] things::ThingRegistry& things() { return m_things; }
    // Takes the former home's things away first. A place that cannot be meant leaves none, with error() saying why.
    void use(const HomePlace& place);
    void refuse(const Error& error); // there is a place, and no way to use it, for example no password

    [[nodiscard]] LinkState state() const { return m_source ? m_source->state() : LinkState::Off; }
    [[nodiscard]] Error error() const { return m_source ? m_source->error() : m_error; }
    [[nodiscard]] qsizetype leftOut() const { return m_source ? m_source->leftOut() : 0; }

signals:
    void changed(); // state or number of things

private:
    HomeTiming m_timing;
    things::ThingRegistry m_things;
    Error m_error;
    std::unique_ptr<HomeSource> m_source; // goes before the registry it fills
};

}
