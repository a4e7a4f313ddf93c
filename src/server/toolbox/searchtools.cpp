// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/searchtools.h"

#include "server/toolbox/newsfeed.h"

#include <QJsonDocument>
#include <QUrlQuery>

#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace myna::server {

namespace {

constexpr qsizetype maxQuery = 300;
constexpr qsizetype maxText = 600;
constexpr std::chrono::milliseconds searchLife = 5min;

QString firstOf(const QJsonValue& result, std::initializer_list<QLatin1String> keys)
{
    for (const QLatin1String key : keys) {
        if (const QString text = plainText(result[key].toString()).left(maxText); !text.isEmpty())
            return text;
    }
    return {};
}

}

SearchTools::SearchTools(WebFetch& web, QString url, QString language, QObject* parent)
    : QObject(parent)
    , m_web(web)
    , m_url(std::move(url))
    , m_language(std::move(language))
{
}

QString SearchTools::words(const QString& english, const QString& chinese) const
{
    return m_language == "zh"_L1 ? chinese : english;
}

// Their descriptions are for the model, so they are not translated.
QVector<mcp::ToolSpec> SearchTools::tools() const
{
    if (m_url.isEmpty())
        return {};
    return { { .name = u"web_search"_s,
        .description = u"Searches the web. Use it for what you cannot know, and say where you read it."_s,
        .arguments = { { .name = u"query"_s, .description = u"A few words, as typed into a search page"_s } } } };
}

QUrl SearchTools::addressFor(const QString& query) const
{
    const QString word = QString::fromLatin1(QUrl::toPercentEncoding(query));
    if (m_url.contains(u"{query}"_s))
        return QUrl(QString(m_url).replace(u"{query}"_s, word), QUrl::StrictMode);
    QUrl url(m_url);
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path.endsWith(u"/search"_s) ? path : path + u"/search"_s);
    QUrlQuery parts;
    parts.addQueryItem(u"q"_s, word);
    parts.addQueryItem(u"format"_s, u"json"_s);
    parts.addQueryItem(u"language"_s, words(u"en"_s, u"zh"_s));
    url.setQuery(parts);
    return url;
}

Result<QString> SearchTools::resultsIn(const QByteArray& answer) const
{
    const QJsonDocument document = QJsonDocument::fromJson(answer);
    QJsonArray all = document.array();
    for (const QString& key : { u"results"_s, u"items"_s, u"data"_s, u"organic"_s }) {
        if (all.isEmpty())
            all = document[key].toArray();
    }
    if (!document.isArray() && !document.isObject())
        return Error { Error::Code::Protocol, {} };
    QJsonArray results;
    for (const auto result : std::as_const(all)) {
        const QString title = firstOf(result, { "title"_L1, "name"_L1 });
        if (!title.isEmpty() && results.size() < maxResults)
            results.append(QJsonObject { { u"title"_s, title },
                { u"text"_s, firstOf(result, { "content"_L1, "snippet"_L1, "description"_L1, "summary"_L1 }) },
                { u"link"_s, firstOf(result, { "url"_L1, "link"_L1 }) } });
    }
    if (results.isEmpty())
        return Error { Error::Code::NotFound, words(u"The search found nothing."_s, u"没有搜索到结果。"_s) };
    return QString::fromUtf8(QJsonDocument(QJsonObject { { u"results"_s, results } }).toJson(QJsonDocument::Compact));
}

void SearchTools::call(const QString&, const QJsonObject& arguments, ToolResult done)
{
    const QString query = arguments["query"_L1].toString().simplified().left(maxQuery);
    if (query.isEmpty()) {
        done(Error { Error::Code::Invalid, words(u"What should be searched for?"_s, u"要搜索什么？"_s) });
        return;
    }
    const QUrl url = addressFor(query);
    m_web.get(url, this, [this, url, done = std::move(done)](const Result<QByteArray>& answer) {
        const auto results = answer ? resultsIn(answer.value()) : Result<QString>(answer.error());
        const bool spoken = results || (answer && results.error().code == Error::Code::NotFound);
        if (results)
            m_web.keep(url, answer.value(), searchLife);
        done(spoken ? results
                    : Result<QString>(Error {
                        results.error().code, fetchTrouble(results.error(), words(u"the search service"_s, u"搜索服务"_s), m_language) }));
    });
}

}

#include "moc_searchtools.cpp"
