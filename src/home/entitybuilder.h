// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "home/mqttentity.h"

#include <optional>

namespace myna::home {

// Makes an entity from an announcement, property by property, and notes what cannot be read.
class EntityBuilder
{
public:
    using FromText = std::function<QVariant(const QString& text)>; // invalid: says nothing
    using ToText = std::function<QString(const QVariant& value)>;

    EntityBuilder(const DiscoveryTopic& topic, const QJsonObject& config);

    // Texts are cut, numbers finite, topics plain; otherwise what `otherwise` says.
    [[nodiscard]] QString text(const QString& key, const QString& otherwise = {}) const;
    [[nodiscard]] double number(const QString& key, double otherwise) const;
    [[nodiscard]] bool flag(const QString& key, bool otherwise = false) const;
    [[nodiscard]] QString topic(const QString& key) const;
    [[nodiscard]] QStringList list(const QString& key) const;
    [[nodiscard]] const QJsonObject& config() const { return m_config; }

    void add(const things::PropertySpec& property) { m_entity.spec.properties.append(property); }
    // A reading of `property` where both topic and template can be read; true then.
    bool read(const QString& property, const QString& topicKey, const QString& templateKey, const FromText& value);
    void readWhole(const QString& topicKey, const std::function<QVariantMap(const QByteArray&)>& values);
    // An order for `property`; `fill` makes the names a command template knows. True when there is a topic and the template can be read.
    bool order(const QString& property, const QString& topicKey, const QString& templateKey, const ToText& text,
        const std::function<QJsonObject(const QVariant&)>& names = {});
    void orderRaw(const QString& property, const QString& topicKey, const std::function<QByteArray(const QVariant&)>& payload);
    // How it is confirmed: as asked, at once when the device does not tell or says that it is optimistic.
    void confirmBy(const QString& property, Confirmation confirmation, bool isTold);
    void note(const QString& sentence) { m_entity.notes.append(sentence); }

    [[nodiscard]] MqttEntity finish();

private:
    void name(const DiscoveryTopic& topic);
    void readAvailability();
    std::optional<ValueTemplate> templateOf(const QString& key, const QString& property);
    [[nodiscard]] Publication publicationTo(const QString& topic, const QByteArray& payload) const;

    QJsonObject m_config;
    MqttEntity m_entity;
};

// The properties as people read them, in their language.
QString propertyTitle(const QString& property);

}
