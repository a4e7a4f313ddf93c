// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/provisioning.h"

namespace myna::pairing {

enum class ServerKind {
    Own, // an address somebody typed
    Official,
    Local, // the server inside this program; its address is known once it has started
};

// With which bytes a challenge is signed: py-xiaozhi takes the 64 digits of its key as they stand, the firmware the 32 bytes they mean.
enum class KeyForm { Digits, Bytes };

// Auto: with a serial number, so that servers see a device that can sign. CodeOnly: without one, as boards without a burned key do.
enum class ActivationKind { Auto, CodeOnly };

// A server somebody added: where it is, how it is reached and what it expects. Each has its own identity, stored under `id`.
// No secrets: token, key and the proxy's password are in the secret store.
struct ServerProfile
{
    QString id; // "official", "own", "local", or a name of its own; never changes
    QUrl otaUrl; // http or https, with or without the trailing slash
    ServerKind kind = ServerKind::Own;
    QString name; // for people; empty: made from kind and address
    QUrl websocketUrl; // talks there at once, without a version check; empty: the server says where
    protocol::TransportChoice transport = protocol::TransportChoice::Auto;
    ActivationKind activation = ActivationKind::Auto;
    KeyForm keyForm = KeyForm::Digits;
    protocol::ActivationShape shape = protocol::ActivationShape::Flat;
    // The server gives code and token over the WebSocket instead of over HTTP (`auth`, `verify`, `bind-status`).
    bool pushedBinding = false;
    protocol::Reach reach;
    bool operator==(const ServerProfile&) const = default;
};

// What the pairing of today is about.
using ServerChoice = ServerProfile;

}

Q_DECLARE_METATYPE(myna::pairing::ServerProfile)
