// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/newsfeed.h"

#include "server/dialogue/speakable.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QXmlStreamReader>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr qsizetype maxTitle = 300;
constexpr int maxExpansion = 1000; // characters of one entity: those of a bomb are millions

Error malformed()
{
    return { Error::Code::Protocol, QCoreApplication::translate("myna", "This is no news feed: RSS, Atom or JSON.") };
}

// All that is said within the element, to its end. By hand, as whoever nests a thousand times a thousand elements must not use up the
// stack.
QString textWithin(QXmlStreamReader& xml)
{
    QString text;
    for (int depth = 1; depth > 0 && !xml.atEnd();) {
        const QXmlStreamReader::TokenType token = xml.readNext();
        if (token == QXmlStreamReader::StartElement)
            ++depth;
        else if (token == QXmlStreamReader::EndElement)
            --depth;
        else if (token == QXmlStreamReader::Characters || token == QXmlStreamReader::EntityReference)
            text += xml.text();
    }
    return text;
}

// One item or entry, from behind its start to its end.
NewsItem itemAt(QXmlStreamReader& xml)
{
    NewsItem item;
    QString body;
    while (xml.readNextStartElement()) {
        const QStringView name = xml.name();
        const auto text = [&xml] { return textWithin(xml); };
        if (name == u"title")
            item.title = plainText(text()).left(maxTitle);
        else if (name == u"description" || name == u"summary")
            item.summary = plainText(text());
        else if (name == u"encoded" || name == u"content")
            body = plainText(text());
        else if (name == u"pubDate" || name == u"published" || name == u"date" || (name == u"updated" && item.date.isEmpty()))
            item.date = text().simplified().left(maxTitle);
        else if (name == u"link") {
            const QString address = xml.attributes().value("href"_L1).toString();
            const bool isOther = xml.attributes().hasAttribute("rel"_L1) && xml.attributes().value("rel"_L1) != u"alternate";
            const QString inside = text().simplified();
            if (!isOther || item.link.isEmpty())
                item.link = (address.isEmpty() ? inside : address).left(maxTitle);
        } else
            xml.skipCurrentElement();
    }
    if (body.size() > item.summary.size())
        item.summary = body;
    item.summary.truncate(maxNewsText);
    return item;
}

Result<QVector<NewsItem>> fromJson(const QByteArray& feed)
{
    QVector<NewsItem> items;
    const QJsonDocument document = QJsonDocument::fromJson(feed);
    if (!document["items"_L1].isArray())
        return malformed();
    const QJsonArray all = document["items"_L1].toArray();
    for (const auto value : all) {
        const auto first = [&value](std::initializer_list<QLatin1String> keys) {
            for (const QLatin1String key : keys) {
                if (QString text = value[key].toString(); !text.isEmpty())
                    return text;
            }
            return QString();
        };
        NewsItem item { plainText(first({ "title"_L1 })).left(maxTitle),
            plainText(first({ "content_text"_L1, "content_html"_L1, "summary"_L1 })).left(maxNewsText),
            first({ "url"_L1, "external_url"_L1 }).left(maxTitle), first({ "date_published"_L1, "pubDate"_L1 }).left(maxTitle) };
        if (!item.title.isEmpty() && items.size() < maxNewsItems)
            items.append(item);
    }
    return items;
}

}

QString plainText(const QString& html)
{
    static const QRegularExpression hidden(
        u"<(script|style)\\b[^>]*>.*?</\\1>"_s, QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression block(
        u"</?(p|br|div|li|ul|ol|h[1-6]|tr|td|table|blockquote)\\b[^<>]*>"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression tag(u"<[^<>]*>"_s);
    QString text = html.left(maxNewsText * 4);
    text.remove(hidden);
    text.replace(block, u" "_s);
    text.remove(tag);
    return withoutEntities(text).simplified();
}

Result<QVector<NewsItem>> newsIn(const QByteArray& feed)
{
    if (feed.trimmed().startsWith('{'))
        return fromJson(feed);
    QXmlStreamReader xml(feed); // entities of other files are never fetched
    xml.setEntityExpansionLimit(maxExpansion);
    QVector<NewsItem> items;
    bool isFeed = false;
    while (!xml.atEnd() && items.size() < maxNewsItems) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        isFeed |= xml.name() == u"rss" || xml.name() == u"feed" || xml.name() == u"RDF";
        if (!isFeed)
            return malformed();
        if (xml.name() != u"item" && xml.name() != u"entry")
            continue;
        const NewsItem item = itemAt(xml);
        if (!item.title.isEmpty())
            items.append(item);
    }
    if (!isFeed || (xml.hasError() && items.isEmpty()))
        return malformed();
    return items; // the beginning of a feed that is cut is worth hearing
}

}
