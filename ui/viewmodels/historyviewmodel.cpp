// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/historyviewmodel.h"

#include "history/historyexport.h"
#include "history/searchwords.h"

#include <QDir>
#include <QLocale>

namespace myna::viewmodels {

using history::Conversation;
using history::Page;
using history::Removed;
using history::Turn;
using history::TurnHistory;
using history::TurnStore;

namespace {
constexpr int pageSize = 40; // conversations: two screens of them
constexpr int turnsAtOnce = 60;
}

HistoryViewModel::HistoryViewModel(TurnHistory& history, HistoryChoices& choices, QObject* parent)
    : HistoryViewModel(history, choices, Timing {}, parent)
{
}

HistoryViewModel::HistoryViewModel(TurnHistory& history, HistoryChoices& choices, Timing timing, QObject* parent)
    : QObject(parent)
    , m_history(history)
    , m_choices(choices)
    , m_timing(timing)
    , m_turnsWanted(turnsAtOnce)
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(m_timing.typing);
    connect(&m_typing, &QTimer::timeout, this, &HistoryViewModel::searchNow);
    m_saying.setSingleShot(true);
    connect(&m_saying, &QTimer::timeout, this, [this] { say(Tone::Neutral, {}); });
    connect(&m_conversations, &ConversationListModel::moreWanted, this, &HistoryViewModel::loadMore);
    connect(&history, &TurnHistory::kept, this, &HistoryViewModel::reload);
    connect(&history, &TurnHistory::troubleChanged, this, &HistoryViewModel::changed);
    connect(&history, &TurnHistory::warned, this, [this](const QString& text) { say(Tone::Warning, text); });
    connect(&choices, &HistoryChoices::onChanged, this, &HistoryViewModel::changed);
}

HistoryViewModel::Content HistoryViewModel::content() const
{
    if (!m_loaded)
        return Content::Loading;
    if (m_conversations.rowCount() > 0)
        return Content::List;
    return m_kept > 0 ? Content::NothingFound : Content::Nothing;
}

QStringList HistoryViewModel::marks() const
{
    return history::searchWords(m_query.words);
}

QString HistoryViewModel::trouble() const
{
    const Error trouble = m_history.trouble();
    if (trouble.text.isEmpty() || m_history.waiting() == 0)
        return trouble.text;
    //: %1: what is wrong
    QString text = tr("%1 %n turn(s) of this session wait to be written.", nullptr, m_history.waiting()).arg(trouble.text);
    if (m_history.lost() > 0)
        text = tr("%1 %n older one(s) could not wait and are lost.", nullptr, m_history.lost()).arg(text);
    return text;
}

void HistoryViewModel::setWatched(bool watched)
{
    m_watched = watched;
    if (watched)
        reload();
}

void HistoryViewModel::search(const QString& typed)
{
    m_typed = typed;
    m_typing.start();
}

void HistoryViewModel::searchNow()
{
    m_typing.stop();
    if (m_typed.simplified() == m_query.words)
        return;
    m_query.words = m_typed.simplified();
    reload();
}

void HistoryViewModel::setStarredOnly(bool only)
{
    if (only == m_query.starredOnly)
        return;
    m_query.starredOnly = only;
    reload();
}

void HistoryViewModel::reload()
{
    if (!m_watched)
        return;
    const int limit = std::max(pageSize, m_conversations.rowCount());
    m_history.ask<Page>(
        this, [query = m_query, limit](TurnStore& store) { return store.find(query, {}, limit); },
        [this, search = ++m_search](const Result<Page>& page) {
            if (search == m_search)
                showPage(page);
        });
}

void HistoryViewModel::showPage(const Result<Page>& page)
{
    m_loaded = true;
    if (!page) {
        say(Tone::Bad, page.error().text);
    } else {
        m_kept = page->kept;
        m_conversations.show(page->conversations, page->more, marks());
        followChosen();
    }
    emit changed();
}

void HistoryViewModel::loadMore()
{
    if (m_conversations.rows().isEmpty())
        return;
    const Conversation& last = m_conversations.rows().last();
    m_history.ask<Page>(
        this,
        [query = m_query, after = history::Position { last.begun.toMSecsSinceEpoch(), last.id }](
            TurnStore& store) { return store.find(query, after, pageSize); },
        [this, search = m_search](const Result<Page>& page) {
            if (search != m_search)
                return;
            if (page)
                m_conversations.append(page->conversations, page->more);
            else
                say(Tone::Bad, page.error().text);
        });
}

// The open conversation may have got a turn, a name, or have gone; one that is only out of the search stays open.
void HistoryViewModel::followChosen()
{
    if (!m_chosen)
        return;
    m_history.ask<Conversation>(
        this, [id = m_chosen->id](TurnStore& store) { return store.conversation(id); },
        [this, id = m_chosen->id](const Result<Conversation>& now) {
            if (!m_chosen || m_chosen->id != id)
                return;
            if (!now) {
                if (now.error().code == Error::Code::NotFound)
                    choose(0);
                else
                    say(Tone::Bad, now.error().text);
                return;
            }
            if (*m_chosen != *now) {
                m_chosen = *now;
                emit chosenChanged();
            }
            loadTurns(false);
        });
}

void HistoryViewModel::choose(qint64 conversation)
{
    if ((m_chosen ? m_chosen->id : 0) == conversation)
        return;
    const int row = m_conversations.rowOf(conversation);
    m_turnsWanted = turnsAtOnce;
    m_chosen.reset();
    if (row >= 0)
        m_chosen = m_conversations.rows()[row];
    m_turns.show({});
    emit chosenChanged();
    if (m_chosen)
        loadTurns(true);
}

void HistoryViewModel::showMoreTurns()
{
    m_turnsWanted += turnsAtOnce;
    loadTurns(false);
}

void HistoryViewModel::loadTurns(bool first)
{
    m_history.ask<QVector<Turn>>(
        this, [id = m_chosen->id, limit = m_turnsWanted](TurnStore& store) { return store.turns(id, 0, limit); },
        [this, id = m_chosen->id, first](const Result<QVector<Turn>>& turns) {
            if (!m_chosen || m_chosen->id != id)
                return;
            if (!turns) {
                say(Tone::Bad, turns.error().text);
                return;
            }
            m_turns.show(*turns);
            emit chosenChanged();
            if (first)
                emit turnsShown();
        });
}

void HistoryViewModel::wish(const std::function<Result<>(TurnStore&)>& work, const QString& done)
{
    m_history.ask<bool>(
        this,
        [work](TurnStore& store) -> Result<bool> {
            if (auto done = work(store); !done)
                return done.error();
            return true;
        },
        [this, done](const Result<bool>& result) {
            if (!result)
                say(Tone::Bad, result.error().text);
            else if (!done.isEmpty())
                say(Tone::Neutral, done);
            reload();
        });
}

void HistoryViewModel::rename(const QString& name)
{
    if (m_chosen && name.simplified() != m_chosen->name)
        wish([id = m_chosen->id, name](TurnStore& store) { return store.rename(id, name); });
}

void HistoryViewModel::star(qint64 conversation, bool starred)
{
    wish([conversation, starred](TurnStore& store) { return store.star(conversation, starred); });
}

void HistoryViewModel::remove(const std::function<Result<Removed>(TurnStore&)>& work)
{
    m_history.ask<Removed>(this, work, [this](const Result<Removed>& removed) {
        if (!removed) {
            say(Tone::Bad, removed.error().text);
        } else if (!removed->turns.isEmpty()) {
            m_removed = *removed;
            say(Tone::Neutral, removed->whole ? tr("The conversation was deleted.") : tr("The turn was deleted."), true);
        }
        reload();
    });
}

void HistoryViewModel::removeTurn(qint64 turn)
{
    remove([turn](TurnStore& store) { return store.removeTurn(turn); });
}

void HistoryViewModel::removeConversation(qint64 conversation)
{
    remove([conversation](TurnStore& store) { return store.removeConversation(conversation); });
}

void HistoryViewModel::removeAll()
{
    m_removed.reset();
    wish([](TurnStore& store) { return store.removeAll(); }, tr("The whole history was deleted."));
    choose(0);
}

void HistoryViewModel::noteCopied()
{
    say(Tone::Good, tr("Copied."));
}

void HistoryViewModel::undo()
{
    if (!m_removed)
        return;
    wish([removed = *m_removed](TurnStore& store) { return store.putBack(removed); });
    say(Tone::Neutral, {});
}

void HistoryViewModel::exportTo(const QString& path, bool onlyChosen)
{
    history::ExportWish wanted { path, m_query, onlyChosen && m_chosen ? m_chosen->id : 0 };
    m_history.ask<int>(
        this, [wanted](TurnStore& store) { return history::exportHistory(store, wanted); },
        [this, path](const Result<int>& written) {
            if (!written)
                say(Tone::Bad, written.error().text);
            else
                say(Tone::Good, tr("%n conversation(s) saved as %1", nullptr, *written).arg(QDir::toNativeSeparators(path)));
        });
}

void HistoryViewModel::tryAgain()
{
    m_history.tryAgain();
}

void HistoryViewModel::countOlderThan(int days, std::function<void(int)> then)
{
    m_history.ask<int>(
        this, [days](TurnStore& store) { return store.countBefore(QDateTime::currentDateTimeUtc().addDays(-days)); },
        [then = std::move(then)](const Result<int>& count) { then(count.value_or(-1)); });
}

void HistoryViewModel::say(Tone tone, const QString& text, bool undoable)
{
    if (!undoable)
        m_removed.reset();
    m_said = { tone, text, undoable };
    m_saying.stop();
    // What went wrong stays until something else is said.
    if (!text.isEmpty() && tone != Tone::Bad && tone != Tone::Warning)
        m_saying.start(undoable ? m_timing.undo : m_timing.said);
    emit saidChanged();
}

void HistoryViewModel::retranslate()
{
    m_conversations.retranslate();
    say(Tone::Neutral, {});
    emit changed();
}

}

#include "moc_historyviewmodel.cpp"
