// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/config/serverconfig.h"

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <initializer_list>
#include <utility>

// What the settings of an engine say about its service. The keys are those of xiaozhi-esp32-server, where numbers are often written as
// text.
namespace myna::server {

// The first of the keys that has a text or a number.
QString textIn(const QJsonObject& settings, std::initializer_list<QLatin1String> keys);
// A number as a number, whichever way it was written; anything else stays away.
QJsonValue numberIn(const QJsonObject& settings, QLatin1String key);

// `path` below `base`, unless `base` already ends with it. Invalid when `base` is no http(s) address.
QUrl serviceUrl(const QString& base, QLatin1String path);

// `headers` of the settings and, with a key, Authorization. Those that would break the request are left out.
QList<std::pair<QByteArray, QByteArray>> serviceHeaders(const QJsonObject& settings);

// A sentence marked with QT_TRANSLATE_NOOP("myna", …) whose %1 is the engine's name.
QString engineSentence(const char* text, const EngineSpec& spec);

// Why this cannot work, as a sentence with the engine's name and never with a key; empty: nothing is wrong.
QString wrongInService(const EngineSpec& spec, const QString& base, bool needsModel);

// The same for services that answer nobody without a key, such as api.openai.com.
QString wrongWithoutKey(const EngineSpec& spec, const QUrl& url);

QString modelIn(const QJsonObject& settings); // `model_name` or `model`

}
