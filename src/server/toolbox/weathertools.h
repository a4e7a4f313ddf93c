// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/openmeteo.h"
#include "server/config/owntools.h"
#include "server/toolbox/toolbox.h"
#include "server/toolbox/webfetch.h"

#include <QObject>

namespace myna::server {

// The weather now and on the next days, from a service that speaks Open-Meteo's API. One for each conversation, on its thread.
class WeatherTools final : public QObject, public ToolSource
{
    Q_OBJECT

public:
    static constexpr int standardDays = 3;

    WeatherTools(WebFetch& web, WeatherConfig config, QString language, QObject* parent = nullptr); // `web` outlives it

    [[nodiscard]] QVector<mcp::ToolSpec> tools() const override; // none without a service
    [[nodiscard]] QString ownName(const QString& called) const override;
    [[nodiscard]] bool standsFor(const QString& name) const override; // forecasts of devices and of other services
    // Sentences with place, time and source. Errors: Invalid, NotFound, and those of WebFetch.
    void call(const QString& name, const QJsonObject& arguments, ToolResult done) override;

private:
    void findPlace(const QString& name, const std::function<void(const Result<net::Place>&)>& then);
    void report(const net::Place& place, int days, const ToolResult& done);
    [[nodiscard]] Error trouble(const Error& error) const;
    [[nodiscard]] QString words(const QString& english, const QString& chinese) const;

    WebFetch& m_web;
    WeatherConfig m_config;
    QString m_language;
};

}
