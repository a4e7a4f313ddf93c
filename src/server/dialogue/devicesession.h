// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/timeline.h"
#include "server/engines/engineregistry.h"
#include "server/localserver.h"
#include "transport/transport.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace myna::server {

class EnginePool;

// What the edge knows of a device before its first word.
struct DeviceFacts
{
    QString deviceId;
    QString clientId;
    QString boardName;
    QString language = QStringLiteral("en");
    QString activationCode; // not empty: unbound; it is told this code and nothing else
    bool pushBinding = false; // when unbound, also in a `verify` of its own
    QString websocketUrl; // by which it came here; for `bind-status`
    Persona persona; // the owner's wishes for this device, over those for all
    DialogueRules rules;
    bool operator==(const DeviceFacts&) const = default;
};

struct DialogueTiming
{
    std::chrono::milliseconds hello { 10000 }; // a client that says nothing is closed
    std::chrono::milliseconds farewellAfter { 120000 }; // without voice
    std::chrono::milliseconds closeAfter { 180000 }; // without voice, hard
    std::chrono::milliseconds codeEvery { 60000 }; // an unbound device hears its code again
    std::chrono::milliseconds pushedCode { 300000 }; // for so long an unbound device that said `auth` may wait for its owner
    std::chrono::milliseconds endOfSpeech { 600 }; // silence that ends an utterance
};

// One connected device on the server: owns its transport and its turns; hello, listen, abort, typed text, tools, idle rules. Lives on the
// network thread that owns the connection. Speaks only through the Transport; facts for the owner are signals.
class DeviceSession final : public QObject
{
    Q_OBJECT

public:
    // `engines` and `encoders` outlive the session; without encoders it encodes on its own thread.
    DeviceSession(std::unique_ptr<transport::Transport> transport, DeviceFacts facts, EngineRegistry& engines, DialogueTiming timing = {},
        EnginePool* encoders = nullptr, QObject* parent = nullptr);
    ~DeviceSession() override;

    void start(); // once, after the signals are connected
    void close(int code, const QString& reason);
    void say(const QString& text); // unasked, as a turn of its own
    void ask(const QString& text); // as if its user had typed it
    void setStopped(bool on); // the emergency stop: silence at once, and no turn does anything until it ends
    // To an unbound device that was sent `verify`: how it ended, in `bind-status`. False: it was not, and nothing is said.
    bool tellBinding(const protocol::BindStatus& status);

    [[nodiscard]] const DeviceFacts& facts() const;
    [[nodiscard]] DeviceState state() const;

signals:
    void stateChanged(myna::server::DeviceState state);
    void wordsChanged(const QString& latest); // heard or said
    void turnFinished(const myna::server::TurnReport& report);
    void offended(const QString& what, int weight); // what a device does that works as it should does not do; 1 may be an accident
    void closed(const QString& reason); // exactly once; the owner deletes later

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
