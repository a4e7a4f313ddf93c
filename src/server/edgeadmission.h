// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/edge.h"
#include "server/edgeparts.h"

namespace myna::server {

// Judges an upgrade by its head, and counts it. Edge thread.
SessionVerdict judgeSession(Edge& edge, EdgeParts& parts, const http::Request& head);

// Under what a session is counted. Those that only hear their code are counted apart: nobody can shut a device out by using its id.
QString admissionKey(const DeviceFacts& facts);

}
