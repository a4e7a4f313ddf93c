// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/referencekeys.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char* ownAddress = QT_TRANSLATE_NOOP(
    "myna", "is the address devices are told. Here they are told the one they reached this server at, so it needs no setting.");
constexpr const char* mqtt = QT_TRANSLATE_NOOP("myna", "belongs to a separate MQTT gateway. Devices reach this server over the WebSocket.");
constexpr const char* console
    = QT_TRANSLATE_NOOP("myna", "belongs to a separate management service. This server is managed from its window or with mynad.");
constexpr const char* logForm
    = QT_TRANSLATE_NOOP("myna", "shapes the log there. Here lines have one form, in separate files for errors, performance and access.");
constexpr const char* ownSounds = QT_TRANSLATE_NOOP("myna", "chooses sounds there. The sounds of this server come with it.");

constexpr const char* noKey
    = QT_TRANSLATE_NOOP("myna", "belongs to a weather service with keys there. Here the weather comes from one without.");
constexpr const char* ownFormats
    = QT_TRANSLATE_NOOP("myna", "says how the music folder is read there. Here it is looked into when somebody asks for music.");
constexpr const char* ownSearch
    = QT_TRANSLATE_NOOP("myna", "chooses a search service there. Here it is the address of one, in plugins.web_search.url.");

const std::vector<ReferenceKey>& table()
{
    static const std::vector<ReferenceKey> keys {
        { u"server.websocket"_s, false, ownAddress },
        { u"server.vision_explain"_s, false, ownAddress },
        { u"server.auth_key"_s, true,
            QT_TRANSLATE_NOOP("myna",
                "signs tokens there. This server makes its own key once and keeps it in the data folder; tokens signed with this one are "
                "not "
                "accepted, and devices get a new one at their next version check.") },
        { u"server.timezone_offset"_s, false,
            QT_TRANSLATE_NOOP("myna", "sets the clock of devices there. Here they get the time zone of this computer.") },
        { u"server.mqtt_gateway"_s, true, mqtt },
        { u"server.mqtt_signature_key"_s, false, mqtt },
        { u"server.mqtt_manager_api"_s, false, mqtt },
        { u"server.udp_gateway"_s, false, mqtt },
        { u"server.name"_s, false, console },
        { u"log.log_format"_s, false, logForm },
        { u"log.log_format_file"_s, false, logForm },
        { u"log.log_file"_s, false, logForm },
        { u"log.data_dir"_s, false, QT_TRANSLATE_NOOP("myna", "is the data folder there. Here it is chosen with --data.") },
        { u"delete_audio"_s, false, QT_TRANSLATE_NOOP("myna", "removes recordings there. This server keeps no sound at all.") },
        { u"tts_timeout"_s, false, QT_TRANSLATE_NOOP("myna", "limits the synthesiser there. Here it is engine_limits.voice_first_ms.") },
        { u"tts_audio_send_delay"_s, false,
            QT_TRANSLATE_NOOP("myna",
                "spaces packets of sound there. Here each packet has its time, and a device is never sent more than it can keep.") },
        { u"enable_websocket_ping"_s, false, QT_TRANSLATE_NOOP("myna", "lets devices ping there. Here a ping is always answered.") },
        { u"enable_wakeup_words_response_cache"_s, false,
            QT_TRANSLATE_NOOP("myna", "keeps answers to wake words ready there. Here they always are.") },
        { u"enable_stop_tts_notify"_s, false, ownSounds },
        { u"stop_tts_notify_voice"_s, false, ownSounds },
        { u"system_error_response"_s, false, ownSounds },
        { u"end_prompt.prompt"_s, false,
            QT_TRANSLATE_NOOP("myna", "asks the model for a good-bye there. Here the good-bye is a sentence in the device's language.") },
        { u"xiaozhi"_s, false,
            QT_TRANSLATE_NOOP(
                "myna", "is what the greeting tells devices there. Here the greeting says what is really sent: Opus, 24 kHz, 60 ms.") },
        { u"module_test"_s, false,
            QT_TRANSLATE_NOOP("myna", "holds sentences for a test program there. Here engines are tested from the window.") },
        { u"manager-api"_s, true, console },
        { u"manager"_s, false, console },
        { u"read_config_from_api"_s, true, console },
        { u"use_private_config"_s, false, console },
        { u"chat_history_conf"_s, false, QT_TRANSLATE_NOOP("myna", "reports conversations there. Here it is database.keep_turns_days.") },
        { u"plugins.get_weather.api_key"_s, false, noKey },
        { u"plugins.get_weather.api_host"_s, false, noKey },
        { u"plugins.get_news_from_newsnow"_s, false,
            QT_TRANSLATE_NOOP("myna", "asks a service that gathers headlines there. Here it is an address under plugins.get_news.feeds.") },
        { u"plugins.play_music.music_ext"_s, false, ownFormats },
        { u"plugins.play_music.refresh_time"_s, false, ownFormats },
        { u"plugins.home_assistant"_s, true,
            QT_TRANSLATE_NOOP("myna", "is a house there. Here Home Assistant is a tool server: use its MCP server as such.") },
        { u"plugins.search_from_ragflow"_s, true,
            QT_TRANSLATE_NOOP("myna", "searches documents there. Here a program or tool server does that: see tools.plugins.") },
        { u"plugins.web_search.provider"_s, false, ownSearch },
        { u"plugins.web_search.api_key"_s, true, ownSearch },
        { u"context_providers"_s, false,
            QT_TRANSLATE_NOOP("myna", "adds texts of other services to the prompt there. Here the prompt is used as it is written.") },
        { u"prompt_template"_s, false,
            QT_TRANSLATE_NOOP("myna", "is a file around the prompt there. Here the prompt is used as it is written.") },
        { u"voiceprint"_s, false,
            QT_TRANSLATE_NOOP("myna", "asks a separate service who speaks. This server does not tell voices apart.") },
        { u"summaryMemory"_s, false, QT_TRANSLATE_NOOP("myna", "is an earlier memory there. Here the store keeps one for each device.") },
        { u"device_max_output_size"_s, false, QT_TRANSLATE_NOOP("myna", "limits a device there. Here it is max_output_size.") },
        { u"CMD_exit"_s, false, QT_TRANSLATE_NOOP("myna", "is the former name of exit_commands.") },
        { u"selected_module.SLU"_s, false, QT_TRANSLATE_NOOP("myna", "is a kind of engine this server does not have.") },
    };
    return keys;
}

}

const ReferenceKey* findReferenceKey(const QString& name)
{
    const auto found = std::find_if(table().begin(), table().end(), [&](const ReferenceKey& key) { return key.name == name; });
    return found == table().end() ? nullptr : &*found;
}

QStringList referenceKeyNames()
{
    QStringList names;
    for (const ReferenceKey& key : table())
        names.append(key.name);
    return names;
}

}
