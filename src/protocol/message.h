// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDebug>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <type_traits>
#include <variant>

// The JSON frames of a XiaoZhi session as values, whoever sends them. Field facts: README.md beside this file.
namespace myna::protocol {

// What one side will send. rate 8000|12000|16000|24000|48000 Hz, frame 20|40|60 ms, one channel.
struct AudioParams
{
    QString format = QStringLiteral("opus");
    int sampleRateHz = 16000;
    int channels = 1;
    int frameMs = 60;

    bool operator==(const AudioParams&) const = default;
};

struct Features
{
    bool mcp = false;
    bool aec = false;
    bool operator==(const Features&) const = default;
};

struct Hello
{
    int version = 1; // binary framing the client will speak, 1|2|3; servers answer 1
    QString transport = QStringLiteral("websocket");
    std::optional<AudioParams> audio;
    Features features;
    QJsonObject udp; // only with transport "udp"
    bool operator==(const Hello&) const = default;
};

struct Goodbye
{
    bool operator==(const Goodbye&) const = default;
};

enum class ListenState { Start, Stop, Detect };
enum class ListenMode { Auto, Manual, Realtime };

struct Listen
{
    ListenState state = ListenState::Start;
    std::optional<ListenMode> mode; // with Start
    QString text; // with Detect: the wake word or typed text
    bool operator==(const Listen&) const = default;
};

struct Abort
{
    QString reason; // empty or "wake_word_detected"
    bool operator==(const Abort&) const = default;
};

struct Stt
{
    QString text;
    bool operator==(const Stt&) const = default;
};

enum class SpeechState { Start, SentenceStart, SentenceEnd, Stop };

// `tts` on the wire.
struct Speech
{
    SpeechState state = SpeechState::Start;
    QString text; // with SentenceStart and SentenceEnd
    bool operator==(const Speech&) const = default;
};

// `llm` on the wire: one of the 21 emotion names and an emoji.
struct Emotion
{
    QString emotion;
    QString text;
    bool operator==(const Emotion&) const = default;
};

struct Mcp
{
    QJsonObject payload; // a JSON-RPC object
    bool operator==(const Mcp&) const = default;
};

// Legacy things: the device sends descriptors and states, the server sends commands.
struct Iot
{
    QJsonArray descriptors;
    QJsonArray states;
    QJsonArray commands;
    bool operator==(const Iot&) const = default;
};

struct System
{
    QString command;
    bool operator==(const System&) const = default;
};

struct Alert
{
    QString status;
    QString message;
    QString emotion;
    bool operator==(const Alert&) const = default;
};

struct Custom
{
    QJsonObject payload;
    bool operator==(const Custom&) const = default;
};

struct Ping
{
    bool operator==(const Ping&) const = default;
};

struct Pong
{
    QString timestamp;
    bool operator==(const Pong&) const = default;
};

// An error the other end reports in words, `{"type":"error","error_code":…,"message":…}`: what our server answers to what it cannot read.
struct Failure
{
    QString code;
    QString message;
    bool operator==(const Failure&) const = default;
};

// Pushed binding (README.md): a device says who it is on its WebSocket and is given its code and its token there.
struct Auth
{
    QString action = QStringLiteral("device_login");
    QString deviceId;
    QString clientId;
    QString serialNumber;
    bool operator==(const Auth&) const = default;
};

struct AuthResponse
{
    bool success = false;
    QString message;
    bool operator==(const AuthResponse&) const = default;
};

// The code that a person types; as it came, so six digits only from servers that mean well (isActivationCode).
struct Verify
{
    QString code;
    QString message;
    int validForS = 0; // seconds; 0: not said
    bool operator==(const Verify&) const = default;
};

enum class BindState { Waiting, Success, Refused, Expired };

struct BindStatus
{
    BindState state = BindState::Waiting;
    QString url; // with Success: where to talk; empty: where this was said
    QString token; // with Success; a secret
    QString message;
    bool operator==(const BindStatus&) const = default;
};

// A well-formed frame of a type this program does not know: counted, never fatal.
struct Unknown
{
    QString type;
    bool operator==(const Unknown&) const = default;
};

using AnyBody = std::variant<Hello, Goodbye, Listen, Abort, Stt, Speech, Emotion, Mcp, Iot, System, Alert, Custom, Ping, Pong, Failure,
    Auth, AuthResponse, Verify, BindStatus, Unknown>;

template<typename T, typename Variant>
inline constexpr bool isAlternative = false;
template<typename T, typename... Ts>
inline constexpr bool isAlternative<T, std::variant<Ts...>> = (std::is_same_v<T, Ts> || ...);

// Made, copied and compared out of line: to do that with a variant of twenty costs each file two seconds of compiling.
class Body : public AnyBody
{
public:
    Body();
    template<typename T>
    requires isAlternative<T, AnyBody> Body(T value);
    Body(const Body& other);
    Body(Body&& other) noexcept;
    Body& operator=(const Body& other);
    Body& operator=(Body&& other) noexcept;
    ~Body();

    bool operator==(const Body& other) const;
    bool operator<(const Body&) const = delete; // or QMetaType would find that of the variant, and its parts have none
};

struct Message
{
    QString sessionId;
    Body body;
    bool operator==(const Message&) const = default;
};

QDebug operator<<(QDebug debug, const Message& message); // without its secrets

}
