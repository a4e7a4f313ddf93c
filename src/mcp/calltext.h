// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

// What a call may say about itself, to an owner who reads it later and to a model.
namespace myna::mcp {

constexpr qsizetype longestAuditedValue = 80; // characters of one argument

// As the owner may read them: without secrets, each value short.
QString auditedArguments(const QJsonObject& arguments);
// At most `bytes` of UTF-8, never half a character; what was cut is said.
QString trimmedResult(const QString& text, qsizetype bytes);

}
