// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <QVector>

namespace myna::server {

struct NewsItem
{
    QString title;
    QString summary; // plain text
    QString link;
    QString date; // as the feed writes it
    bool operator==(const NewsItem&) const = default;
};

inline constexpr qsizetype maxNewsItems = 30;
inline constexpr qsizetype maxNewsText = 3000; // characters of one summary

// RSS 0.9–2.0, RDF, Atom, or a JSON feed (`items` with `title`, `url`); nothing is fetched for it. Errors: Protocol.
Result<QVector<NewsItem>> newsIn(const QByteArray& feed);
QString plainText(const QString& html);

}
