// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/discoveryconfig.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace myna::home {

namespace {

// Those of the kinds that become things; sorted by the long name.
const QHash<QString, QString>& longNames()
{
    static const QHash<QString, QString> names {
        { u"act_t"_s, u"action_topic"_s },
        { u"act_tpl"_s, u"action_template"_s },
        { u"avty"_s, u"availability"_s },
        { u"avty_mode"_s, u"availability_mode"_s },
        { u"avty_t"_s, u"availability_topic"_s },
        { u"avty_tpl"_s, u"availability_template"_s },
        { u"bri_cmd_t"_s, u"brightness_command_topic"_s },
        { u"bri_cmd_tpl"_s, u"brightness_command_template"_s },
        { u"bri_scl"_s, u"brightness_scale"_s },
        { u"bri_stat_t"_s, u"brightness_state_topic"_s },
        { u"bri_val_tpl"_s, u"brightness_value_template"_s },
        { u"clr_temp_cmd_t"_s, u"color_temp_command_topic"_s },
        { u"clr_temp_cmd_tpl"_s, u"color_temp_command_template"_s },
        { u"clr_temp_k"_s, u"color_temp_kelvin"_s },
        { u"clr_temp_stat_t"_s, u"color_temp_state_topic"_s },
        { u"clr_temp_val_tpl"_s, u"color_temp_value_template"_s },
        { u"clrm"_s, u"color_mode"_s },
        { u"cmd_t"_s, u"command_topic"_s },
        { u"cmps"_s, u"components"_s },
        { u"cmd_tpl"_s, u"command_template"_s },
        { u"curr_temp_t"_s, u"current_temperature_topic"_s },
        { u"curr_temp_tpl"_s, u"current_temperature_template"_s },
        { u"dev"_s, u"device"_s },
        { u"dev_cla"_s, u"device_class"_s },
        { u"en"_s, u"enabled_by_default"_s },
        { u"ent_cat"_s, u"entity_category"_s },
        { u"fan_mode_cmd_t"_s, u"fan_mode_command_topic"_s },
        { u"fan_mode_cmd_tpl"_s, u"fan_mode_command_template"_s },
        { u"fan_mode_stat_t"_s, u"fan_mode_state_topic"_s },
        { u"fan_mode_stat_tpl"_s, u"fan_mode_state_template"_s },
        { u"fx_cmd_t"_s, u"effect_command_topic"_s },
        { u"fx_cmd_tpl"_s, u"effect_command_template"_s },
        { u"fx_list"_s, u"effect_list"_s },
        { u"fx_stat_t"_s, u"effect_state_topic"_s },
        { u"fx_val_tpl"_s, u"effect_value_template"_s },
        { u"hs_cmd_t"_s, u"hs_command_topic"_s },
        { u"hs_cmd_tpl"_s, u"hs_command_template"_s },
        { u"hs_stat_t"_s, u"hs_state_topic"_s },
        { u"hs_val_tpl"_s, u"hs_value_template"_s },
        { u"max_k"_s, u"max_kelvin"_s },
        { u"max_mirs"_s, u"max_mireds"_s },
        { u"min_k"_s, u"min_kelvin"_s },
        { u"min_mirs"_s, u"min_mireds"_s },
        { u"mode_cmd_t"_s, u"mode_command_topic"_s },
        { u"mode_cmd_tpl"_s, u"mode_command_template"_s },
        { u"mode_stat_t"_s, u"mode_state_topic"_s },
        { u"mode_stat_tpl"_s, u"mode_state_template"_s },
        { u"obj_id"_s, u"object_id"_s },
        { u"ops"_s, u"options"_s },
        { u"opt"_s, u"optimistic"_s },
        { u"p"_s, u"platform"_s },
        { u"pl_avail"_s, u"payload_available"_s },
        { u"pl_cls"_s, u"payload_close"_s },
        { u"pl_not_avail"_s, u"payload_not_available"_s },
        { u"pl_off"_s, u"payload_off"_s },
        { u"pl_on"_s, u"payload_on"_s },
        { u"pl_open"_s, u"payload_open"_s },
        { u"pl_prs"_s, u"payload_press"_s },
        { u"pl_stop"_s, u"payload_stop"_s },
        { u"pos_clsd"_s, u"position_closed"_s },
        { u"pos_open"_s, u"position_open"_s },
        { u"pos_t"_s, u"position_topic"_s },
        { u"pos_tpl"_s, u"position_template"_s },
        { u"pr_mode_cmd_t"_s, u"preset_mode_command_topic"_s },
        { u"pr_mode_cmd_tpl"_s, u"preset_mode_command_template"_s },
        { u"pr_mode_stat_t"_s, u"preset_mode_state_topic"_s },
        { u"pr_mode_val_tpl"_s, u"preset_mode_value_template"_s },
        { u"pr_modes"_s, u"preset_modes"_s },
        { u"ret"_s, u"retain"_s },
        { u"rgb_cmd_t"_s, u"rgb_command_topic"_s },
        { u"rgb_cmd_tpl"_s, u"rgb_command_template"_s },
        { u"rgb_stat_t"_s, u"rgb_state_topic"_s },
        { u"rgb_val_tpl"_s, u"rgb_value_template"_s },
        { u"set_pos_t"_s, u"set_position_topic"_s },
        { u"set_pos_tpl"_s, u"set_position_template"_s },
        { u"stat_cla"_s, u"state_class"_s },
        { u"stat_clsd"_s, u"state_closed"_s },
        { u"stat_closing"_s, u"state_closing"_s },
        { u"stat_off"_s, u"state_off"_s },
        { u"stat_on"_s, u"state_on"_s },
        { u"stat_open"_s, u"state_open"_s },
        { u"stat_opening"_s, u"state_opening"_s },
        { u"stat_stopped"_s, u"state_stopped"_s },
        { u"stat_t"_s, u"state_topic"_s },
        { u"stat_val_tpl"_s, u"state_value_template"_s },
        { u"sup_clrm"_s, u"supported_color_modes"_s },
        { u"t"_s, u"topic"_s },
        { u"temp_cmd_t"_s, u"temperature_command_topic"_s },
        { u"temp_cmd_tpl"_s, u"temperature_command_template"_s },
        { u"temp_stat_t"_s, u"temperature_state_topic"_s },
        { u"temp_stat_tpl"_s, u"temperature_state_template"_s },
        { u"temp_unit"_s, u"temperature_unit"_s },
        { u"uniq_id"_s, u"unique_id"_s },
        { u"unit_of_meas"_s, u"unit_of_measurement"_s },
        { u"val_tpl"_s, u"value_template"_s },
    };
    return names;
}

const QHash<QString, QString>& longDeviceNames()
{
    static const QHash<QString, QString> names {
        { u"cns"_s, u"connections"_s },
        { u"ids"_s, u"identifiers"_s },
        { u"mf"_s, u"manufacturer"_s },
        { u"mdl"_s, u"model"_s },
        { u"sa"_s, u"suggested_area"_s },
        { u"sw"_s, u"sw_version"_s },
    };
    return names;
}

QJsonObject writtenOut(const QJsonObject& object, const QHash<QString, QString>& names)
{
    QJsonObject written;
    for (auto it = object.begin(); it != object.end(); ++it)
        written.insert(names.value(it.key(), it.key()), it.value());
    return written;
}

void replaceBase(QJsonObject& object, const QString& base)
{
    if (base.isEmpty())
        return;
    for (auto it = object.begin(); it != object.end(); ++it) {
        QString text = it.value().toString();
        if (text.isEmpty() || !(it.key() == "topic"_L1 || it.key().endsWith("_topic"_L1)))
            continue;
        if (text.startsWith(u'~'))
            text = base + text.mid(1);
        if (text.endsWith(u'~'))
            text = text.chopped(1) + base;
        *it = text;
    }
}

// Abbreviations and ~ of an announcement, of its device and of its availability.
QJsonObject expanded(const QJsonObject& object, const QString& base)
{
    QJsonObject config = writtenOut(object, longNames());
    replaceBase(config, base);
    if (config.contains("device"_L1))
        config["device"_L1] = writtenOut(config["device"_L1].toObject(), longDeviceNames());
    if (const QJsonValue list = config.value("availability"_L1); list.isArray() || list.isObject()) {
        QJsonArray written;
        for (const auto& entry : list.isArray() ? list.toArray() : QJsonArray { list }) {
            QJsonObject one = writtenOut(entry.toObject(), longNames());
            replaceBase(one, base);
            written.append(one);
        }
        config["availability"_L1] = written;
    }
    return config;
}

Error unreadable()
{
    return { Error::Code::Invalid, QCoreApplication::translate("myna", "The announcement of a thing cannot be read.") };
}

}

std::optional<DiscoveryTopic> readDiscoveryTopic(const QString& topic, const QString& prefix)
{
    if (topic.size() > maxTopicLength || !topic.startsWith(prefix + u'/'))
        return std::nullopt;
    const QStringList parts = topic.mid(prefix.size() + 1).split(u'/');
    if (parts.size() < 3 || parts.size() > 4 || parts.last() != "config"_L1 || parts.contains(QString()))
        return std::nullopt;
    return DiscoveryTopic {
        .component = parts.first(), .node = parts.size() == 4 ? parts.at(1) : QString(), .object = parts.at(parts.size() - 2)
    };
}

Result<QJsonObject> readDiscoveryConfig(const QByteArray& payload)
{
    if (payload.size() > maxConfigBytes)
        return unreadable();
    const QJsonDocument document = QJsonDocument::fromJson(payload);
    if (!document.isObject() || document.object().isEmpty())
        return unreadable();
    QJsonObject config = document.object();
    const QString base = config.take("~"_L1).toString();
    return expanded(config, base);
}

QVector<DiscoveredThing> readDeviceConfig(const DiscoveryTopic& where, const QByteArray& payload)
{
    constexpr qsizetype maxComponents = 64;
    static const QStringList shared { u"availability"_s, u"availability_mode"_s, u"availability_topic"_s, u"availability_template"_s,
        u"payload_available"_s, u"payload_not_available"_s, u"device"_s, u"qos"_s, u"state_topic"_s, u"command_topic"_s };
    const Result<QJsonObject> config = readDiscoveryConfig(payload);
    if (!config)
        return {};
    const QString base = QJsonDocument::fromJson(payload).object().value("~"_L1).toString();
    const QJsonObject components = config->value("components"_L1).toObject();
    QVector<DiscoveredThing> found;
    for (auto it = components.begin(); it != components.end() && found.size() < maxComponents; ++it) {
        QJsonObject one = expanded(it.value().toObject(), base);
        for (const QString& key : shared) {
            if (!one.contains(key) && config->contains(key))
                one.insert(key, config->value(key));
        }
        const QString component = one.value("platform"_L1).toString();
        found.append({ { .component = component, .node = where.object, .object = it.key() }, one });
    }
    return found;
}

bool isPlainTopic(const QString& topic)
{
    return !topic.isEmpty() && topic.size() <= maxTopicLength && !topic.contains(u'+') && !topic.contains(u'#')
        && !topic.contains(QChar(0));
}

}
