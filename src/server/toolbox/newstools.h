// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/toolbox/newsfeed.h"
#include "server/toolbox/toolbox.h"
#include "server/toolbox/webfetch.h"

#include <QMap>
#include <QObject>

namespace myna::server {

// Headlines of the feeds the owner named, and one of them at length. One for each conversation: it knows what it listed last.
class NewsTools final : public QObject, public ToolSource
{
    Q_OBJECT

public:
    static constexpr qsizetype listed = 10; // headlines at once

    NewsTools(WebFetch& web, QMap<QString, QString> feeds, QString language, QObject* parent = nullptr); // `web` outlives it

    [[nodiscard]] QVector<mcp::ToolSpec> tools() const override; // none without a feed
    [[nodiscard]] QString ownName(const QString& called) const override;
    // A JSON list of headlines, or one item. Errors: NotFound, and those of WebFetch.
    void call(const QString& name, const QJsonObject& arguments, ToolResult done) override;

private:
    void list(const QString& source, const ToolResult& done);
    void tell(int number, const ToolResult& done) const;
    [[nodiscard]] QString sourceFor(const QString& wanted) const; // empty: there is none
    [[nodiscard]] QString words(const QString& english, const QString& chinese) const;

    WebFetch& m_web;
    QMap<QString, QString> m_feeds;
    QString m_language;
    QVector<NewsItem> m_last;
};

}
