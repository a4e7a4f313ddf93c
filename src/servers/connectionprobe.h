// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pairing/failure.h"
#include "pairing/serverprofile.h"
#include "protocol/provisioning.h"

#include <QObject>
#include <QVector>

#include <chrono>
#include <memory>

namespace myna::servers {

enum class ProbeStep { Name, Connection, Encryption, Answer, Data, Activation, WebSocket, Hello };
inline constexpr int probeSteps = 8;

enum class ProbeState {
    Waiting,
    Running,
    Passed,
    Notable, // works, but somebody should know something
    Failed,
    Skipped, // not needed, or not reached
};

// One step of the way to a server.
struct ProbeLine
{
    ProbeStep step = ProbeStep::Name;
    ProbeState state = ProbeState::Waiting;
    qint64 elapsedMs = -1; // -1: not measured
    QString text; // what was found, or what is wrong and what to do
    bool broker = false; // the WebSocket step of a server that is talked to over MQTT
    bool operator==(const ProbeLine&) const = default;
};

struct ProbeReport
{
    QVector<ProbeLine> lines; // always probeSteps, in order
    bool passed = false; // every step that was needed works
    bool needsPairing = false; // the server is well and asks for a code
    std::optional<pairing::Repair> repair; // the one thing that helps, when it did not pass
    QByteArray certificate; // DER, with CompareCertificate
    [[nodiscard]] const ProbeLine& line(ProbeStep step) const { return lines.at(int(step)); }
};

struct ProbeLimits
{
    std::chrono::milliseconds name { 5000 };
    std::chrono::milliseconds connection { 5000 };
    std::chrono::milliseconds encryption { 5000 };
    std::chrono::milliseconds answer { 10000 };
    std::chrono::milliseconds webSocket { 5000 };
    std::chrono::milliseconds hello { 10000 };
};

// Walks the whole way to a server once, from the name to its greeting, and says where it ends. The version check is a real one, with the
// identity given. One walk at a time; start() and cancel() silence the one under way. Times are of a steady clock.
class ConnectionProbe final : public QObject
{
    Q_OBJECT

public:
    explicit ConnectionProbe(const QString& language, ProbeLimits limits = {}, QObject* parent = nullptr);
    ~ConnectionProbe() override;

    // `token` only for a profile with a websocketUrl. Both are used and not kept.
    void start(const pairing::ServerProfile& profile, const protocol::DeviceIdentity& device, const QString& token = {});
    void cancel();
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] const ProbeReport& report() const;

signals:
    void changed(); // a step began or ended
    void finished(const myna::servers::ProbeReport& report);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

// "Name", "Connection", …: for people.
QString probeLineName(const ProbeLine& line);

}

Q_DECLARE_METATYPE(myna::servers::ProbeReport)
