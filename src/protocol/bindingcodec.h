// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/jsonfields.h"
#include "protocol/message.h"

// The fields of the messages that bind a device over its WebSocket. Nobody has written down a layout: what is written is ours, what is
// read is any of the spellings that others use for the same thing (README.md). For jsoncodec.cpp.
namespace myna::protocol {

QJsonObject fieldsOf(const Auth& auth);
QJsonObject fieldsOf(const AuthResponse& response);
QJsonObject fieldsOf(const Verify& verify);
QJsonObject fieldsOf(const BindStatus& status);

Body readAuth(JsonFields& fields);
Body readAuthResponse(JsonFields& fields);
Body readVerify(JsonFields& fields);
Body readBindStatus(JsonFields& fields);

}
