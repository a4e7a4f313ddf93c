// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "base/log.h"
#include "protocol/timeline.h"
#include "server/config/secretsource.h"
#include "server/config/serverconfig.h"

#include <QDateTime>
#include <QHash>
#include <QHostAddress>
#include <QJsonObject>
#include <QMetaType>
#include <QObject>
#include <QStringList>
#include <QUrl>
#include <QVector>

#include <chrono>
#include <memory>
#include <optional>

namespace myna::server {

class EngineRegistry;

enum class ActivationPolicy { Open, Approve, Code };

struct ServerOptions;

// Reading the files again begins with what was there before them. No value of its own: two options with the same values are equal.
struct ConfigBase
{
    std::shared_ptr<const ServerOptions> options;
    bool operator==(const ConfigBase&) const { return true; }
};

struct ServerOptions
{
    QString dataDir;
    QHostAddress bind = QHostAddress(QHostAddress::AnyIPv4);
    quint16 port = 8000; // WebSocket; 0 takes a free one
    quint16 httpPort = 8003; // OTA, activation, vision, admin; 0 takes a free one
    ActivationPolicy activation = ActivationPolicy::Approve;
    QString language = QStringLiteral("en"); // voice and assistant: "en" or "zh"
    bool pushBinding = false; // every unbound device is sent its code as `verify`; those that say `auth` always are
    QString configFile; // re-read by reloadConfiguration(); empty: there is none
    ServerConfig config; // everything else
    QStringList fixedKeys; // configuration keys decided elsewhere, for example on the command line: the file does not change them
    std::shared_ptr<SecretSource> secrets; // for `keychain:NAME`; null: there are none
    ConfigBase beforeFiles; // filled by the loader
    bool operator==(const ServerOptions&) const = default;
};

// Where it can be reached, each with a host another machine can use.
struct ServerAddresses
{
    QUrl websocket;
    QUrl ota;
    QUrl vision;
    QUrl admin; // loopback
    QVector<QUrl> otaOnEveryNetwork; // one for each address of this computer
    QByteArray certificate; // what programs of this computer should believe in, as DER; empty: nothing speaks TLS
    bool operator==(const ServerAddresses&) const = default;
};

enum class DeviceState { Offline, Idle, Listening, Thinking, Speaking };

struct DeviceRow
{
    QString deviceId;
    QString name; // given by the owner, else the board
    QString version;
    DeviceState state = DeviceState::Offline;
    QString lastWords; // heard or said, the latest
    QString hears; // what is being said to it, as far as understood; empty: nothing, or its recogniser does not guess
    protocol::Timeline lastTurn;
    QDateTime lastSeen;
    QString group; // given by the owner
    QString board; // as the device says
    QString address; // of its newest connection; empty: offline
    QDateTime connectedSince;
    QString quarantine; // why; empty: it is free
    QString firmware; // as DeviceRecord::firmware
    QJsonObject profile; // what differs for this device
    bool operator==(const DeviceRow&) const = default;
};

struct ActivationRequest
{
    enum class State { Offered, Bound, Expired };
    QString deviceId;
    QString code;
    QString board;
    State state = State::Offered;
    bool operator==(const ActivationRequest&) const = default;
};

// A tool that was called for an answer.
struct ToolUse
{
    QString name;
    qint64 ms = 0; // until it had answered
    bool ok = false;
    bool operator==(const ToolUse&) const = default;
};

struct TurnReport
{
    QString deviceId;
    QString heard;
    QString said;
    protocol::Timeline timeline;
    QDateTime time; // the end of speech, or when it was asked
    QHash<EngineKind, QString> engines; // who did each stage, by name; stages that did not happen are missing
    QVector<ToolUse> tools; // in the order called
    QString failure; // what went wrong, a sentence; empty: nothing
    int framesSent = 0; // of sound
    int framesLate = 0; // of those, sent more than 20 ms after they were due
    // What the server itself took until the first packet: all but the engines and the pause that ends speech.
    std::optional<qint64> ownUs;
    bool interrupted = false; // by its user, or by the connection's end
    bool operator==(const TurnReport&) const = default;
};

// The embedded server: owns its threads and everything below them; start, stop, and what the owner may wish. This object lives where it was
// created; functions return at once, signals arrive there.
class LocalServer final : public QObject
{
    Q_OBJECT

public:
    explicit LocalServer(QObject* parent = nullptr); // with the engines its options select
    explicit LocalServer(std::unique_ptr<EngineRegistry> engines, QObject* parent = nullptr);
    ~LocalServer() override; // drains for at most 3 s

    [[nodiscard]] bool isRunning() const;
    void start(const ServerOptions& options); // started() or failed()
    void stop(); // closes every socket with 1001, then stopped()

    void approve(const QString& code); // a pending activation
    void refuse(const QString& code);
    void revoke(const QString& deviceId); // unbinds and disconnects
    void disconnectDevice(const QString& deviceId);
    void setEmergencyStop(bool on); // on: nobody speaks and no tool is used until it is off again; off at every start
    void reloadConfiguration();
    void publishLog(const LogEntry& entry); // to the owner's programs that listen

signals:
    void started(const myna::server::ServerAddresses& addresses);
    // Could not start: what, where, what to do. Unavailable: an address or port; Refused: the data folder.
    void failed(const myna::Error& error);
    void stopped();
    void warned(const QString& text); // it runs, but the owner should know: a damaged database was replaced, …
    void activationChanged(const myna::server::ActivationRequest& request);
    void devicesChanged(const QVector<myna::server::DeviceRow>& devices);
    void deviceConnected(const QString& deviceId);
    void deviceClosed(const QString& deviceId, const QString& reason);
    void deviceRefused(const QString& deviceId, const QString& reason);
    void turnFinished(const myna::server::TurnReport& report);
    void emergencyStopChanged(bool on);
    void wishFailed(const myna::Error& error); // for example approve() of a code nobody has
    void configurationApplied(const QStringList& changedKeys);
    void configurationRejected(const myna::Error& error);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}

Q_DECLARE_METATYPE(myna::server::ServerAddresses)
Q_DECLARE_METATYPE(myna::server::DeviceRow)
Q_DECLARE_METATYPE(myna::server::ActivationRequest)
Q_DECLARE_METATYPE(myna::server::TurnReport)
