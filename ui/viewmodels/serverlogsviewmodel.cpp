// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/serverlogsviewmodel.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

using admin::AdminAnswer;
using admin::AdminLink;
using admin::LogLine;

namespace {
constexpr int atOnce = 500;
}

ServerLogsViewModel::ServerLogsViewModel(AdminLink& link, QObject* parent)
    : QObject(parent)
    , m_link(link)
{
    connect(&link, &AdminLink::stateChanged, this, [this] {
        if (m_link.state() == AdminLink::State::Off)
            setLines({});
        if (m_link.state() == AdminLink::State::Connected && m_watched)
            reload();
    });
    connect(&link, &AdminLink::happened, this, [this](const QString& event, const QJsonValue& data) {
        if (event == u"log" && m_loaded)
            addLine(admin::logLineFrom(data.toObject()));
    });
}

QStringList ServerLogsViewModel::channels()
{
    return { u"error"_s, u"access"_s, u"performance"_s };
}

QString ServerLogsViewModel::channelTitle(const QString& channel)
{
    if (channel == u"error")
        return tr("Events");
    return channel == u"access" ? tr("Requests") : tr("Timing");
}

QString ServerLogsViewModel::levelText(LogLine::Level level)
{
    switch (level) {
    case LogLine::Level::Debug:
        return tr("detail");
    case LogLine::Level::Info:
        return tr("info");
    case LogLine::Level::Warning:
        return tr("warning");
    case LogLine::Level::Error:
        return tr("error");
    }
    return {};
}

QString ServerLogsViewModel::lineText(const LogLine& line)
{
    QStringList parts { line.time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s), levelText(line.level), line.text, line.fields };
    parts.removeAll(QString());
    return parts.join(u"  "_s);
}

QVector<LogLine> ServerLogsViewModel::lines() const
{
    QVector<LogLine> passing;
    std::ranges::copy_if(m_lines, std::back_inserter(passing), [this](const LogLine& line) { return passes(line); });
    return passing;
}

bool ServerLogsViewModel::passes(const LogLine& line) const
{
    return line.level >= m_least && std::ranges::all_of(m_words, [&line](const QString& word) {
        return line.text.contains(word, Qt::CaseInsensitive) || line.fields.contains(word, Qt::CaseInsensitive);
    });
}

void ServerLogsViewModel::setWatched(bool watched)
{
    m_watched = watched;
    if (watched && !m_loaded)
        reload();
}

void ServerLogsViewModel::setChannel(const QString& channel)
{
    if (channel == m_channel)
        return;
    m_channel = channel;
    setLines({});
    reload();
}

void ServerLogsViewModel::setLevel(LogLine::Level least)
{
    m_least = least;
    emit changed();
}

void ServerLogsViewModel::setWords(const QString& words)
{
    m_words = words.split(u' ', Qt::SkipEmptyParts);
    emit changed();
}

void ServerLogsViewModel::reload()
{
    if (m_link.state() != AdminLink::State::Connected)
        return;
    const QUrlQuery query { { u"channel"_s, m_channel }, { u"limit"_s, QString::number(atOnce) } };
    m_link.client().get(u"/admin/logs"_s, query, this, [this, question = ++m_question](const AdminAnswer& answer) {
        if (question != m_question)
            return;
        setLines(admin::logLinesFrom(answer.data));
        m_loaded = answer.ok;
        m_trouble = answer.ok      ? QString()
            : answer.status == 404 ? tr("This server does not hand out its log. It may be an older version; the log is in its data folder.")
                                   : answer.error.text;
        emit changed();
    });
}

void ServerLogsViewModel::setLines(const QVector<LogLine>& lines)
{
    m_lines.assign(lines.begin(), lines.end());
    std::ranges::stable_sort(m_lines, {}, &LogLine::time);
    while (m_lines.size() > mostLines)
        m_lines.pop_front();
    m_loaded = !lines.isEmpty();
    emit changed();
}

void ServerLogsViewModel::addLine(const LogLine& line)
{
    if (!line.channel.isEmpty() && line.channel != m_channel)
        return;
    m_lines.push_back(line);
    if (m_lines.size() > mostLines)
        m_lines.pop_front();
    if (passes(line))
        emit lineAdded(line);
}

}

#include "moc_serverlogsviewmodel.cpp"
