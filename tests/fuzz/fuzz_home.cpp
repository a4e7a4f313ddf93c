// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"
#include "home/discoveryconfig.h"
#include "home/hassentity.h"
#include "home/mqttentity.h"

#include <QJsonDocument>

#include <array>

using namespace myna::home;

namespace {

void tellEverything(const MqttEntity& entity, const QByteArray& message)
{
    HomeThing thing(entity.spec, [](const QString&, const QVariant&) -> myna::Result<Confirmation> { return Confirmation::AtOnce; });
    for (const Reading& reading : entity.readings)
        thing.tell(reading.read(message));
    for (const myna::things::PropertySpec& property : entity.spec.properties) {
        myna::fuzz::require(property.maximum > property.minimum && property.step > 0);
        const Ordering order = entity.orders.value(property.name);
        if (!order.publication)
            continue;
        if (const auto made = order.publication(QVariant(5)))
            myna::fuzz::require(isPlainTopic(made->topic));
    }
}

}

// An announcement, and after a line feed a message for what it announces; or a state of Home Assistant's.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static constexpr auto components
        = std::to_array({ "light", "switch", "sensor", "binary_sensor", "cover", "climate", "number", "select", "button" });
    const QByteArray input = myna::fuzz::bytes(data, size);
    const qsizetype end = input.indexOf('\n');
    const QByteArray message = end < 0 ? QByteArray() : input.mid(end + 1);
    if (const auto config = readDiscoveryConfig(end < 0 ? input : input.left(end))) {
        for (const char* component : components) {
            if (const auto entity = makeMqttEntity({ QString::fromLatin1(component), {}, QStringLiteral("x") }, *config))
                tellEverything(*entity, message);
        }
    }
    for (const DiscoveredThing& one : readDeviceConfig({ {}, {}, QStringLiteral("x") }, end < 0 ? input : input.left(end))) {
        if (const auto entity = makeMqttEntity(one.where, one.config))
            tellEverything(*entity, message);
    }
    const QJsonObject state = QJsonDocument::fromJson(input).object();
    if (const auto entity = makeHassEntity(state, {})) {
        HomeThing thing(entity->spec, [](const QString&, const QVariant&) -> myna::Result<Confirmation> { return Confirmation::AtOnce; });
        thing.tell(hassValues(state));
    }
    return 0;
}
