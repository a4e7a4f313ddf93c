// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/dangerwords.h"
#include "server/config/owntools.h"

#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QUrl>
#include <QVector>

#include <chrono>
#include <utility>

// What the owner may decide about the server, as values with their defaults. The YAML keys are those of xiaozhi-esp32-server where it has
// one; config/configloader reads them. Nothing here is checked: the loader does that.
namespace myna::server {

enum class EngineKind { Detector, Recogniser, Chat, Synthesiser, Vision, Memory, Intent };

// One entry of the sections VAD, ASR, LLM, TTS, VLLM, Memory, Intent: `LLM: { DeepSeekLLM: { type: openai, url: …, api_key: … } }`.
struct EngineSpec
{
    EngineKind kind = EngineKind::Chat;
    QString name; // as the owner calls it
    QString type; // which implementation
    QJsonObject settings; // every other key; secrets are resolved (keychain, ${ENV}), so this is never printed or logged
    bool operator==(const EngineSpec&) const = default;
};

// `selected_module`: names of EngineSpecs, the first is asked first, the others when it fails. Missing: the built-in engines.
using EngineSelection = QHash<EngineKind, QStringList>;

struct EngineLimits
{
    int recogniserTries = 3;
    std::chrono::milliseconds recogniserFirst { 3000 }; // end of speech → a result
    std::chrono::milliseconds chatFirst { 10000 }; // question → first token
    std::chrono::milliseconds voiceFirst { 5000 }; // sentence → first sound
    std::chrono::milliseconds toolCall { 30000 };
    int breakerFailures = 3; // in a row; then the engine rests
    std::chrono::milliseconds breakerRest { 30000 };
    bool operator==(const EngineLimits&) const = default;
};

enum class ToolDecision { Allow, Ask, Deny }; // Ask: the person who talks to the device
using ToolDecisions = QHash<QString, ToolDecision>; // by name, `*` at the end for a family

// Who the assistant is, for one device or for all.
struct Persona
{
    QString language = QStringLiteral("en"); // "en" or "zh"
    QString prompt; // for chat engines that take one; empty: the built-in one of the language
    QString voice; // as the synthesiser calls it; empty: its own choice
    EngineSelection engines;
    QStringList blockedTools; // names this device may not use, `*` at the end for a family
    bool remembers = true; // memory between conversations, where a memory engine is selected
    ToolDecisions toolDecisions; // of this device, over those for all
    bool operator==(const Persona&) const = default;
};

struct DialogueRules
{
    std::chrono::milliseconds farewellAfter { 120000 }; // without voice (`close_connection_no_voice_time`)
    std::chrono::milliseconds closeAfter { 180000 }; // without voice, hard
    std::chrono::milliseconds endOfSpeech { 600 };
    QStringList wakeWords; // `wakeup_words`; empty: what the device says is believed
    QStringList exitCommands; // `exit_commands`; empty: the language's own
    bool greets = true; // `enable_greeting`
    bool saysFarewell = true; // `end_prompt.enable`
    int maxSpokenPerDay = 0; // `max_output_size`, characters for each device; 0: as many as it likes
    int toolRounds = 5; // of one turn
    int rememberedUtterances = 20; // of one conversation, given to the chat engine
    bool operator==(const DialogueRules&) const = default;
};

struct NamedToken
{
    QString name;
    QString token; // a secret
    bool operator==(const NamedToken&) const = default;
};

struct AccessConfig
{
    bool alwaysAskToken = false; // `server.auth.enabled`
    QVector<NamedToken> tokens; // `server.auth.tokens`
    QStringList allowedDevices; // `server.auth.allowed_devices`: MACs that need no token
    std::chrono::seconds tokenLife { 30 * 86400 }; // `server.auth.expire_seconds`
    QStringList allowedNetworks; // `server.allowed_networks`, CIDR; empty: private and loopback ones
    bool pinsClient = true; // `server.pin_client`: a bound device keeps the client id it was bound with
    bool limitsRate = true; // `server.limits.enabled`
    QString adminToken; // `server.admin_token`, a secret: who has it manages this server from elsewhere; empty: nobody does
    bool operator==(const AccessConfig&) const = default;
};

// `server.limits`
struct Limits
{
    int connections = 1000; // sessions
    int connectionsPerDevice = 3;
    int connectsPerMinute = 10; // of one address; more is suspicious
    qint64 audioBufferBytes = 10 * 1024 * 1024; // of one session
    int frameBytes = 4096;
    int textBytes = 64 * 1024;
    int quarantineAfter = 20; // offences of one device within a minute; 0: never
    int memoryMegabytes = 0; // resident, of the whole program: above it new turns hear "busy"; 0: no limit
    int busyTurnsPerThread = 0; // turns at once for each engine worker before new ones hear "busy"; 0: chosen by the program
    bool operator==(const Limits&) const = default;
};

// `server.tls`
struct TlsConfig
{
    bool enabled = false;
    QString certificate; // PEM files; both empty: our own authority makes them in the data folder
    QString key;
    QStringList names; // further names and addresses for our own certificate
    bool operator==(const TlsConfig&) const = default;
};

// `database`
struct StoreConfig
{
    QString url; // `url`: postgresql://user@host:5432/name, with the password in `password` or ${ENV}; empty: SQLite in the data folder
    QString password; // a secret
    int keepTurnsDays = 30; // `keep_turns_days`; 0: no turn is kept
    int keepAuditDays = 365; // `keep_audit_days`
    bool operator==(const StoreConfig&) const = default;
};

// `log`
struct LogConfig
{
    QString level = QStringLiteral("info"); // `log_level`: debug, info, warning, error
    QString folder; // `log_dir`; empty: `logs` in the data folder
    int maxMegabytes = 10; // of one file, before it is rotated
    int keepDays = 30;
    bool operator==(const LogConfig&) const = default;
};

// `notify`
struct NotifyConfig
{
    QString webhook; // https://…; told of quarantines, emergency stops, suspicious addresses
    bool operator==(const NotifyConfig&) const = default;
};

// `tools`
struct ToolConfig
{
    ToolDecision standard = ToolDecision::Allow;
    ToolDecisions decisions; // `tools.policy`
    QStringList dangerousPatterns = mcp::DangerWords::standard();
    int callsPerMinute = 30; // `tools.calls_per_minute`, of one device; 0: as many as it likes
    OwnTools own; // of the server itself
    bool operator==(const ToolConfig&) const = default;
};

// `tools.plugins`: one process each, talked to over its standard input and output.
struct PluginSpec
{
    QString name;
    QString program; // absolute
    QStringList arguments;
    QString sha256; // of the program; another one is not started
    std::chrono::milliseconds timeLimit { 5000 };
    int memoryMegabytes = 100;
    bool operator==(const PluginSpec&) const = default;
};

enum class McpTransport {
    Stdio, // a program, spoken to over its standard input and output
    Any, // HTTP, the present way or the former one
    Streamable,
    Sse,
    Endpoint, // a WebSocket, the side that calls
};

// `mcpServers`: somebody else's tools. Programs run as what they are, without walls: the owner trusts them.
struct McpServerSpec
{
    QString name;
    McpTransport transport = McpTransport::Stdio;
    QString program; // found in PATH, or with its whole path
    QStringList arguments;
    QVector<std::pair<QString, QString>> environment; // secrets among it
    QString folder; // it works in; empty: the server's
    QUrl url;
    QVector<std::pair<QString, QString>> headers; // secrets among them
    std::chrono::milliseconds timeLimit { 30000 }; // of one call
    bool enabled = true;
    bool operator==(const McpServerSpec&) const = default;
};

struct ServerConfig
{
    EngineSelection selection;
    QVector<EngineSpec> engines;
    EngineLimits engineLimits;
    QString prompt; // of every device without one of its own
    QString voice;
    DialogueRules dialogue;
    AccessConfig access;
    Limits limits;
    TlsConfig tls;
    StoreConfig store;
    LogConfig log;
    NotifyConfig notify;
    ToolConfig tools;
    QVector<PluginSpec> plugins;
    QVector<McpServerSpec> mcpServers;
    QString mcpEndpoint; // `mcp_endpoint`, ws or wss, with its token: a secret
    int networkThreads = 0; // `server.network_threads`; 0: one for every two cores, at least one
    int engineThreads = 0; // `server.engine_threads`; 0: one for each core
    bool operator==(const ServerConfig&) const = default;
};

}
