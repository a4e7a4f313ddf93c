// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/framing.h"
#include "server/edge.h"
#include "server/edgeparts.h"

namespace myna::server {

// Whether a connection may become a session, and of whom.
struct SessionVerdict
{
    std::optional<DeviceFacts> facts;
    protocol::Framing framing = protocol::Framing::V1;
    http::Response refusal; // without facts
};

// Judges an upgrade by its head, and counts it. Edge thread.
SessionVerdict judgeSession(Edge& edge, EdgeParts& parts, const http::Request& head);

}
