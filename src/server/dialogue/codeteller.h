// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/message.h"
#include "server/dialogue/devicefacts.h"
#include "server/dialogue/dialogue.h"

#include <QObject>
#include <QTimer>

namespace myna::server {

// Tells an unbound device its code: spoken and shown every minute, or, to one that asks for it, as a message of its own.
class CodeTeller final : public QObject
{
    Q_OBJECT

public:
    // The dialogue outlives it.
    CodeTeller(const DeviceFacts& facts, const DialogueTiming& timing, Dialogue& dialogue, QObject* parent = nullptr);

    void start(); // the device said hello
    void push(); // in a `verify`
    void stop();
    [[nodiscard]] bool pushes() const { return m_pushes; } // a `verify` went out
    // How it ended, to a device that was sent one; false: it was not, and nothing is said.
    bool tell(const protocol::BindStatus& status);

signals:
    void pushed(); // the first `verify` is on its way: the device waits for its owner, not for its user
    void messageReady(const myna::protocol::Body& body);
    void expired(const QString& words); // the pushed code, and the device was told

private:
    void speak();

    QString m_code;
    QString m_language;
    bool m_pushFirst;
    bool m_pushes = false;
    Dialogue& m_dialogue;
    QTimer m_again;
    QTimer m_validity; // runs from the first `verify` on
};

}
