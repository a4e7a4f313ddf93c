// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/auditviewmodel.h"

#include "viewmodels/toolcaption.h"

#include <QDir>
#include <QJsonDocument>
#include <QLocale>
#include <QSaveFile>

#include <algorithm>

namespace myna::viewmodels {

using mcp::AuditEntry;
using mcp::AuditPage;

namespace {
constexpr int pageSize = 60; // two screens of them
constexpr qsizetype longestShownValue = 400; // characters
}

AuditViewModel::AuditViewModel(mcp::AuditLog& log, QObject* parent)
    : AuditViewModel(log, Timing {}, parent)
{
}

AuditViewModel::AuditViewModel(mcp::AuditLog& log, Timing timing, QObject* parent)
    : QObject(parent)
    , m_log(log)
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(timing.typing);
    m_saying.setSingleShot(true);
    m_saying.setInterval(timing.said);
    connect(&m_typing, &QTimer::timeout, this, [this] {
        m_query.words = m_typed;
        reload();
    });
    connect(&m_saying, &QTimer::timeout, this, [this] { say(Tone::Neutral, {}); });
    connect(&m_calls, &AuditListModel::moreWanted, this, &AuditViewModel::loadMore);
    connect(&log, &mcp::AuditLog::changed, this, &AuditViewModel::reload);
    connect(&log, &mcp::AuditLog::troubleChanged, this, &AuditViewModel::changed);
    connect(&log, &mcp::AuditLog::warned, this, [this](const QString& text) { say(Tone::Warning, text); });
}

AuditViewModel::Content AuditViewModel::content() const
{
    if (!m_loaded)
        return Content::Loading;
    if (m_calls.rowCount() > 0)
        return Content::List;
    return m_kept > 0 ? Content::NothingFound : Content::Nothing;
}

QString AuditViewModel::trouble() const
{
    return m_failed.text.isEmpty() ? m_log.trouble().text : m_failed.text;
}

void AuditViewModel::setWatched(bool watched)
{
    if (std::exchange(m_watched, watched) != watched && watched)
        reload();
}

void AuditViewModel::reload()
{
    if (!m_watched)
        return;
    const quint64 search = ++m_search;
    // As many as are shown: nobody who reads further down loses the place.
    const int limit = std::clamp(m_calls.rowCount(), pageSize, 10 * pageSize);
    m_log.find(this, m_query, 0, limit, [this, search](const Result<AuditPage>& page) {
        if (search != m_search)
            return;
        m_loaded = true;
        m_failed = page ? Error {} : page.error();
        if (page) {
            m_kept = page->kept;
            m_calls.show(page->entries, page->more, std::exchange(m_shown, m_query) == m_query);
        }
        emit changed();
    });
}

void AuditViewModel::loadMore()
{
    if (m_calls.entries().isEmpty())
        return;
    m_log.find(this, m_query, m_calls.entries().last().id, pageSize, [this, search = m_search](const Result<AuditPage>& page) {
        if (search == m_search && page)
            m_calls.append(page->entries, page->more);
    });
}

void AuditViewModel::search(const QString& words)
{
    m_typed = words.simplified();
    if (m_typed != m_query.words)
        m_typing.start();
    else
        m_typing.stop();
}

void AuditViewModel::setFilter(mcp::AuditFilter filter)
{
    if (std::exchange(m_query.filter, filter) != filter)
        reload();
}

void AuditViewModel::choose(qint64 id)
{
    const auto& entries = m_calls.entries();
    const auto found = std::find_if(entries.cbegin(), entries.cend(), [id](const AuditEntry& entry) { return entry.id == id; });
    m_chosen = found == entries.cend() ? std::nullopt : std::optional(*found);
    emit chosenChanged();
}

QVector<QPair<QString, QString>> AuditViewModel::chosenFacts() const
{
    if (!m_chosen)
        return {};
    const AuditEntry& entry = *m_chosen;
    QVector<QPair<QString, QString>> facts {
        { tr("When"), QLocale().toString(entry.time.toLocalTime(), QLocale::LongFormat) },
        { tr("Tool"), entry.tool },
        { tr("Asked by"), askerText(entry) },
    };
    if (!entry.said.isEmpty())
        facts.append({ tr("You said"), entry.said });
    facts += plainArguments(QJsonDocument::fromJson(entry.arguments.toUtf8()).object(), longestShownValue);
    if (!entry.reason.isEmpty())
        facts.append({ tr("Decision"), entry.reason });
    facts.append({ tr("Outcome"), verdictText(entry) });
    if (!entry.result.isEmpty() && entry.result != entry.reason)
        facts.append({ tr("Answer"), entry.result });
    facts.append({ tr("Took"), tr("%1 s").arg(QLocale().toString(entry.durationMs / 1000.0, 'f', entry.durationMs < 10000 ? 2 : 0)) });
    return facts;
}

void AuditViewModel::exportTo(const QString& path)
{
    m_log.find(this, m_query, 0, mcp::AuditStore::mostKept, [this, path](const Result<AuditPage>& page) {
        if (!page)
            return say(Tone::Bad, page.error().text);
        QSaveFile file(path);
        const bool json = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
        const QByteArray text = json ? mcp::auditJson(page->entries) : mcp::auditCsv(page->entries);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
            return say(Tone::Bad, tr("%1 could not be written: %2").arg(QDir::toNativeSeparators(path), file.errorString()));
        say(Tone::Good, tr("%n call(s) saved as %1", nullptr, int(page->entries.size())).arg(QDir::toNativeSeparators(path)));
    });
}

void AuditViewModel::removeAll()
{
    m_log.removeAll(this, [this](const Result<>& done) {
        if (!done)
            return say(Tone::Bad, done.error().text);
        choose(0);
        say(Tone::Good, tr("The list of tool calls is empty now."));
    });
}

void AuditViewModel::say(Tone tone, const QString& text)
{
    m_said = { tone, text };
    m_saying.stop();
    // What went wrong stays until something else is said.
    if (!text.isEmpty() && tone == Tone::Good)
        m_saying.start();
    emit saidChanged();
}

void AuditViewModel::retranslate()
{
    m_calls.retranslate();
    say(Tone::Neutral, {});
    emit changed();
    emit chosenChanged();
}

}

#include "moc_auditviewmodel.cpp"
