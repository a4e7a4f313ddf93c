// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/toolfamily.h"
#include "tools/weather.h"

namespace myna::tools {

// The weather now and in the next days, for the model.
class WeatherFamily final : public mcp::ToolFamily
{
    Q_OBJECT

public:
    // `language` of the user, "en" or "zh…". The source outlives this and its tools.
    WeatherFamily(WeatherSource& source, std::function<QString()> language, QObject* parent = nullptr);

    [[nodiscard]] std::vector<mcp::Tool> tools() override;

private:
    using Words = QString (*)(const net::Weather& weather, const QString& language, const QJsonObject& arguments);
    [[nodiscard]] mcp::ToolRun saying(Words words) const;

    WeatherSource& m_source;
    std::function<QString()> m_language;
};

}
