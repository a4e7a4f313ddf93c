// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/toolbox/newstools.h"

#include <QJsonDocument>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace myna::server {

namespace {

const QString newsTool = u"get_news"_s;
constexpr std::chrono::milliseconds newsLife = 10min;

QString text(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

}

NewsTools::NewsTools(WebFetch& web, QMap<QString, QString> feeds, QString language, QObject* parent)
    : QObject(parent)
    , m_web(web)
    , m_feeds(std::move(feeds))
    , m_language(std::move(language))
{
}

QString NewsTools::words(const QString& english, const QString& chinese) const
{
    return m_language == "zh"_L1 ? chinese : english;
}

// Their descriptions are for the model, so they are not translated.
QVector<mcp::ToolSpec> NewsTools::tools() const
{
    if (m_feeds.isEmpty())
        return {};
    return { { .name = newsTool,
        .description = u"The latest headlines, numbered; or, with an item's number, what it says."_s,
        .arguments = { { .name = u"source"_s,
                           .description = u"One of the sources; the first when left out."_s,
                           .required = false,
                           .choices = m_feeds.keys() },
            { .name = u"item"_s,
                .description = u"The number of a headline of the last list, to hear more of it."_s,
                .type = mcp::ArgumentType::Integer,
                .required = false,
                .minimum = 1,
                .maximum = int(listed) } } } };
}

QString NewsTools::ownName(const QString& called) const
{
    static const QStringList others { u"get_news_from_chinanews"_s, u"get_news_from_newsnow"_s };
    return others.contains(called) ? newsTool : called;
}

QString NewsTools::sourceFor(const QString& wanted) const
{
    if (wanted.isEmpty())
        return m_feeds.firstKey();
    for (auto it = m_feeds.cbegin(); it != m_feeds.cend(); ++it) {
        if (it.key().contains(wanted, Qt::CaseInsensitive) || wanted.contains(it.key(), Qt::CaseInsensitive))
            return it.key();
    }
    return {};
}

// The reference's tools say `category`, and `detail` for the headline that was read last.
void NewsTools::call(const QString&, const QJsonObject& arguments, ToolResult done)
{
    const int item = arguments["item"_L1].toInt(arguments["detail"_L1].toBool() ? 1 : 0);
    if (item > 0) {
        tell(item, done);
        return;
    }
    const QString wanted = arguments["source"_L1].toString(arguments["category"_L1].toString()).simplified();
    const QString source = sourceFor(wanted);
    if (source.isEmpty()) {
        const QString known = m_feeds.keys().join(words(u", "_s, u"、"_s));
        done(Error { Error::Code::NotFound,
            words(u"There is no news source %1. There are: %2."_s, u"没有叫%1的新闻来源，只有：%2。"_s).arg(wanted.left(80), known) });
        return;
    }
    list(source, done);
}

void NewsTools::list(const QString& source, const ToolResult& done)
{
    const QUrl url(m_feeds.value(source));
    m_web.get(url, this, [this, url, source, done](const Result<QByteArray>& answer) {
        const auto items = answer ? newsIn(answer.value()) : Result<QVector<NewsItem>>(answer.error());
        if (!items) {
            done(Error { items.error().code, fetchTrouble(items.error(), words(u"the news service"_s, u"新闻服务"_s), m_language) });
            return;
        }
        if (items->isEmpty()) {
            done(Error { Error::Code::NotFound, words(u"There is no news there now."_s, u"现在没有新闻。"_s) });
            return;
        }
        m_web.keep(url, answer.value(), newsLife);
        m_last = items->mid(0, listed);
        QJsonArray headlines;
        for (const NewsItem& item : std::as_const(m_last))
            headlines.append(QJsonObject { { u"item"_s, headlines.size() + 1 }, { u"title"_s, item.title }, { u"date"_s, item.date } });
        done(text({ { u"source"_s, source }, { u"news"_s, headlines } }));
    });
}

void NewsTools::tell(int number, const ToolResult& done) const
{
    if (number > m_last.size()) {
        done(Error { Error::Code::NotFound,
            words(u"There is no headline %1. Ask for the news first."_s, u"没有第%1条，请先问有什么新闻。"_s).arg(number) });
        return;
    }
    const NewsItem& item = m_last[number - 1];
    done(text({ { u"title"_s, item.title }, { u"date"_s, item.date }, { u"text"_s, item.summary }, { u"link"_s, item.link } }));
}

}

#include "moc_newstools.cpp"
