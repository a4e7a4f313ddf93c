// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "pairing/serverprofile.h"

#include <QCoreApplication>

namespace myna::viewmodels {

// A server's settings as somebody types them. Secrets are only in here on their way to the secret store; empty: leave what is kept.
struct ServerForm
{
    QString id; // empty: a new one
    bool fixedAddress = false; // the official service's and this computer's are not for typing
    QString name;
    QString address; // where devices ask, http or https; or the one for conversations, ws or wss
    QString token; // only with an address for conversations
    protocol::TransportChoice transport = protocol::TransportChoice::Auto;
    protocol::ProxyKind proxy = protocol::ProxyKind::System;
    QString proxyAddress; // host:port
    QString proxyUser;
    QString proxyPassword;
    bool codeOnly = false;
    bool keyAsBytes = false;
    bool payload = false;
    bool pushedBinding = false;
    bool operator==(const ServerForm&) const = default;
};

// Between what is typed and what is kept.
class ServerForms
{
    Q_DECLARE_TR_FUNCTIONS(myna::viewmodels::ServerForms)

public:
    static ServerForm formOf(const pairing::ServerProfile& profile);
    // `former`: what it was before, for what no form shows. Another address lets the pinned certificate go. Errors: Invalid, a sentence.
    static Result<pairing::ServerProfile> profileOf(const ServerForm& form, const pairing::ServerProfile& former);
    // True when the address is one for conversations, which needs no version check.
    static bool isVoiceAddress(const QString& typed);
};

}
