// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/message.h"
#include "server/dialogue/devicefacts.h"
#include "server/dialogue/services.h"
#include "server/engines/engineregistry.h"
#include "server/localserver.h"
#include "server/toolbox/toolbox.h"
#include "transport/transport.h"

#include <QObject>

#include <memory>

namespace myna::server {

class EnginePool;

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

    void setServices(const DialogueServices& services); // before start()
    void start(); // once, after the signals are connected
    void close(int code, const QString& reason);
    void say(const QString& text); // unasked, as a turn of its own
    void ask(const QString& text); // as if its user had typed it, but never the answer to a question of the assistant
    void setStopped(bool on); // the emergency stop: silence at once, and no turn does anything until it ends
    // What its owner sees of it and calls by hand, as of `GET /admin/devices/{}/things` and `POST …/call`. `done` is called exactly once,
    // now or later, unless the session is destroyed first.
    [[nodiscard]] QJsonObject things() const;
    void callTool(const QString& tool, const QJsonObject& arguments, ToolResult done);
    // To an unbound device that was sent `verify`: how it ended, in `bind-status`. False: it was not, and nothing is said.
    bool tellBinding(const protocol::BindStatus& status);

    [[nodiscard]] const DeviceFacts& facts() const;
    [[nodiscard]] DeviceState state() const;
    [[nodiscard]] quint64 droppedPackets() const; // of sound, that came too early and was too much

signals:
    void stateChanged(myna::server::DeviceState state);
    void wordsChanged(const QString& latest); // heard or said
    void guessChanged(const QString& text); // of what is being said; empty: nothing is
    void turnFinished(const myna::server::TurnReport& report);
    void offended(const QString& what, int weight); // what a device does that works as it should does not do; 1 may be an accident
    void stateTold(const QString& thing, const QJsonObject& state, const QString& when); // of a thing it described in `iot` messages
    void toolsChanged(); // of the device
    void closed(const QString& reason); // exactly once; the owner deletes later

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
