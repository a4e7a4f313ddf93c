// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "protocol/message.h"
#include "protocol/provisioning.h"

#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>

namespace myna::daemon {

// What `mynad talk` was asked to do.
struct TalkOptions
{
    QUrl ota; // one of ota and websocket
    QUrl websocket;
    QString token; // from the environment variable named by --token-env
    QByteArray pinned; // the certificate of --certificate, as DER; empty: those this computer believes
    QString dataDir;
    QString input; // WAV file; empty: no recording
    bool microphone = false;
    QString output; // WAV file
    bool speaker = false;
    QString text;
    protocol::ListenMode mode = protocol::ListenMode::Auto;
    int turns = 1; // 0: as many as the keyboard or other programs wish for, and only then
    int frameMs = 60;
    std::optional<protocol::Framing> framing; // nothing: what the server asked for
    protocol::TransportChoice transport = protocol::TransportChoice::Auto;
    std::chrono::seconds timeout { 300 }; // 0: none
    bool interactive = false; // the keyboard decides what is said and when
    bool control = false; // other programs may control it
    QStringList allowedTools; // those that need a yes and get it; all others of them are refused
    bool json = false;
    bool help = false;
    QString helpText;

    [[nodiscard]] bool isDriven() const { return turns == 0; } // asks nothing by itself, and ends when it is told to
};

// Errors: Invalid, with a sentence for the person at the terminal.
Result<TalkOptions> parseTalkOptions(const QStringList& arguments);

}
