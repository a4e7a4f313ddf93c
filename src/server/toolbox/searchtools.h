// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/toolbox/toolbox.h"
#include "server/toolbox/webfetch.h"

#include <QObject>

namespace myna::server {

// Looks things up where the owner said: a SearXNG, or any address with {query} in it that answers with a list in JSON.
class SearchTools final : public QObject, public ToolSource
{
    Q_OBJECT

public:
    static constexpr qsizetype maxResults = 5;

    SearchTools(WebFetch& web, QString url, QString language, QObject* parent = nullptr); // `web` outlives it

    [[nodiscard]] QVector<mcp::ToolSpec> tools() const override; // none without an address
    // {"results":[{"title","text","link"}]}. Errors: Invalid, NotFound, and those of WebFetch.
    void call(const QString& name, const QJsonObject& arguments, ToolResult done) override;

private:
    [[nodiscard]] QUrl addressFor(const QString& query) const;
    [[nodiscard]] Result<QString> resultsIn(const QByteArray& answer) const;
    [[nodiscard]] QString words(const QString& english, const QString& chinese) const;

    WebFetch& m_web;
    QString m_url;
    QString m_language;
};

}
