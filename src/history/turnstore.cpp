// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/turnstore.h"

#include "history/findstatement.h"
#include "history/searchwords.h"
#include "history/storeerrors.h"
#include "history/turnrows.h"

#include <QCoreApplication>
#include <QDir>

#include <array>

namespace myna::history {

using namespace Qt::Literals::StringLiterals;
using database::SqliteFile;

namespace {

// Each entry brings the file from the version of its index to the next; never changed once released.
const std::array<QStringList, 1> migrations { {
    {
        u"CREATE TABLE conversations (id INTEGER PRIMARY KEY AUTOINCREMENT, server TEXT NOT NULL, begun_at INTEGER NOT NULL,"
        " ended_at INTEGER NOT NULL, name TEXT NOT NULL DEFAULT '', starred INTEGER NOT NULL DEFAULT 0)"_s,
        u"CREATE INDEX conversations_by_time ON conversations (begun_at, id)"_s,
        u"CREATE TABLE turns (id INTEGER PRIMARY KEY AUTOINCREMENT, conversation INTEGER NOT NULL REFERENCES conversations (id),"
        " asked_at INTEGER NOT NULL, server TEXT NOT NULL, typed INTEGER NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL,"
        " emotion TEXT NOT NULL, tools TEXT NOT NULL, tool_words TEXT NOT NULL, recognised_ms INTEGER, first_token_ms INTEGER,"
        " first_sentence_ms INTEGER, first_audio_ms INTEGER, first_packet_ms INTEGER, stop_ms INTEGER, duration_ms INTEGER NOT NULL,"
        " interrupted INTEGER NOT NULL)"_s,
        u"CREATE INDEX turns_by_conversation ON turns (conversation, asked_at, id)"_s,
        u"CREATE VIRTUAL TABLE words USING fts5 (question, answer, tool_words, content='turns', content_rowid='id', tokenize='trigram')"_s,
        u"CREATE TRIGGER turn_added AFTER INSERT ON turns BEGIN INSERT INTO words (rowid, question, answer, tool_words)"
        " VALUES (new.id, new.question, new.answer, new.tool_words); END"_s,
        u"CREATE TRIGGER turn_removed AFTER DELETE ON turns BEGIN INSERT INTO words (words, rowid, question, answer, tool_words)"
        " VALUES ('delete', old.id, old.question, old.answer, old.tool_words); END"_s,
    },
} };

}

TurnStore::TurnStore(std::unique_ptr<SqliteFile> file)
    : m_file(std::move(file), &failure)
{
}

Result<std::shared_ptr<TurnStore::Opened>> TurnStore::open(const QString& folder)
{
    if (!QDir().mkpath(folder))
        return notWritable(folder, QCoreApplication::translate("myna", "it cannot be made"));
    SqliteFile::Opened file = SqliteFile::open(QDir(folder).filePath(u"history.db"_s), migrations);
    if (!file.file)
        return notWritable(folder, file.words);
    auto opened = std::make_shared<Opened>();
    opened->store.reset(new TurnStore(std::move(file.file))); // private constructor
    // What was deleted is overwritten.
    if (auto set = opened->store->m_file.run(u"PRAGMA secure_delete=ON"_s); !set)
        return set.error();
    if (!file.keptAside.isEmpty())
        opened->warning = QCoreApplication::translate(
            "myna", "The history of your conversations was damaged. It is kept as %1, and a new one was begun.")
                              .arg(QDir::toNativeSeparators(file.keptAside));
    return opened;
}

Result<qint64> TurnStore::conversationFor(const Turn& turn)
{
    const qint64 begun = turn.time.toMSecsSinceEpoch();
    const qint64 ended = begun + turn.durationMs;
    auto last = m_file.ask(u"SELECT id, server, begun_at, ended_at FROM conversations ORDER BY ended_at DESC LIMIT 1"_s);
    if (!last)
        return last.error();
    if (QSqlQuery& row = last.value(); row.next()) {
        const bool near
            = begun >= row.value(2).toLongLong() && begun - row.value(3).toLongLong() < std::chrono::milliseconds(pause).count();
        if (near && row.value(1).toString() == turn.server) {
            const qint64 id = row.value(0).toLongLong();
            row.finish();
            if (auto longer = m_file.run(u"UPDATE conversations SET ended_at = max(ended_at, ?) WHERE id = ?"_s, { ended, id }); !longer)
                return longer.error();
            return id;
        }
    }
    const auto made
        = m_file.ask(u"INSERT INTO conversations (server, begun_at, ended_at) VALUES (?, ?, ?)"_s, { turn.server, begun, ended });
    if (!made)
        return made.error();
    return made->lastInsertId().toLongLong();
}

Result<qint64> TurnStore::insert(const Turn& turn)
{
    if (auto put = m_file.run(u"INSERT INTO turns (%1, tool_words) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"_s.arg(turnColumns()),
            turnValues(turn, longestText));
        !put)
        return put.error();
    auto last = m_file.ask(u"SELECT max(id) FROM turns"_s);
    if (!last)
        return last.error();
    last.value().next();
    return turn.id > 0 ? turn.id : last->value(0).toLongLong();
}

Result<Turn> TurnStore::add(const Turn& turn)
{
    Turn kept = turn;
    kept.id = 0;
    auto done = m_file.transaction([&]() -> Result<> {
        auto conversation = conversationFor(turn);
        if (!conversation)
            return conversation.error();
        kept.conversation = *conversation;
        auto id = insert(kept);
        if (!id)
            return id.error();
        kept.id = *id;
        return {};
    });
    if (!done)
        return done.error();
    return kept;
}

Result<Page> TurnStore::find(const Query& query, const Position& after, int limit)
{
    const QStringList words = searchWords(query.words);
    const FindStatement wanted = findStatement(query, words, after, limit + 1);
    auto rows = m_file.ask(wanted.text, wanted.values);
    if (!rows)
        return rows.error();
    Page page;
    for (QSqlQuery& row = rows.value(); row.next();) {
        if (page.conversations.size() == limit) {
            page.more = true;
            break;
        }
        Conversation c = conversationFrom(row);
        if (!words.isEmpty() && !row.value(hitColumn).isNull())
            c.hit = excerpt(row.value(hitColumn).toString(), words);
        page.conversations << c;
    }
    auto all = m_file.ask(u"SELECT count(*) FROM conversations"_s);
    if (!all)
        return all.error();
    all.value().next();
    page.kept = all->value(0).toInt();
    return page;
}

Result<QVector<Turn>> TurnStore::turns(qint64 conversation, int offset, int limit)
{
    auto rows = m_file.ask(u"SELECT %1 FROM turns WHERE conversation = ? ORDER BY asked_at, id LIMIT ? OFFSET ?"_s.arg(turnColumns()),
        { conversation, limit, offset });
    if (!rows)
        return rows.error();
    QVector<Turn> found;
    for (QSqlQuery& row = rows.value(); row.next();)
        found << turnFrom(row);
    return found;
}

Result<Conversation> TurnStore::conversation(qint64 id)
{
    auto rows = m_file.ask(u"SELECT %1 FROM conversations c WHERE c.id = ?"_s.arg(conversationColumns()), { id });
    if (!rows)
        return rows.error();
    if (!rows.value().next())
        return Error { Error::Code::NotFound, QCoreApplication::translate("myna", "This conversation is not there any more.") };
    return conversationFrom(rows.value());
}

Result<> TurnStore::rename(qint64 conversation, const QString& name)
{
    constexpr int longestName = 120; // characters: one line
    return m_file.run(u"UPDATE conversations SET name = ? WHERE id = ?"_s, { name.simplified().left(longestName), conversation });
}

Result<> TurnStore::star(qint64 conversation, bool starred)
{
    return m_file.run(u"UPDATE conversations SET starred = ? WHERE id = ?"_s, { starred, conversation });
}

Result<> TurnStore::removeEmpty(qint64 conversation)
{
    return m_file.run(
        u"DELETE FROM conversations WHERE id = ? AND NOT EXISTS (SELECT 1 FROM turns WHERE conversation = conversations.id)"_s,
        { conversation });
}

Result<Removed> TurnStore::removeTurn(qint64 turn)
{
    auto rows = m_file.ask(u"SELECT %1 FROM turns WHERE id = ?"_s.arg(turnColumns()), { turn });
    if (!rows)
        return rows.error();
    Removed removed;
    if (!rows.value().next())
        return removed;
    removed.turns << turnFrom(rows.value());
    rows.value().finish();
    auto of = conversation(removed.turns.first().conversation);
    if (!of)
        return of.error();
    removed.conversation = *of;
    removed.whole = removed.conversation.turns == 1;
    auto done = m_file.transaction([&]() -> Result<> {
        if (auto gone = m_file.run(u"DELETE FROM turns WHERE id = ?"_s, { turn }); !gone)
            return gone;
        return removeEmpty(removed.conversation.id);
    });
    if (!done)
        return done.error();
    forgetWords();
    return removed;
}

Result<Removed> TurnStore::removeConversation(qint64 id)
{
    auto of = conversation(id);
    if (!of)
        return of.error();
    auto its = turns(id, 0, of->turns);
    if (!its)
        return its.error();
    Removed removed { *of, *its, true };
    auto done = m_file.transaction([&]() -> Result<> {
        if (auto gone = m_file.run(u"DELETE FROM turns WHERE conversation = ?"_s, { id }); !gone)
            return gone;
        return m_file.run(u"DELETE FROM conversations WHERE id = ?"_s, { id });
    });
    if (!done)
        return done.error();
    forgetWords();
    return removed;
}

Result<> TurnStore::putBack(const Removed& removed)
{
    const Conversation& c = removed.conversation;
    return m_file.transaction([&]() -> Result<> {
        if (auto whole
            = m_file.run(u"INSERT OR IGNORE INTO conversations (id, server, begun_at, ended_at, name, starred) VALUES (?,?,?,?,?,?)"_s,
                { c.id, c.server, c.begun.toMSecsSinceEpoch(), c.ended.toMSecsSinceEpoch(), c.name, c.starred });
            !whole)
            return whole;
        for (const Turn& turn : removed.turns) {
            if (auto put = insert(turn); !put)
                return put.error();
        }
        return {};
    });
}

Result<int> TurnStore::countBefore(const QDateTime& time)
{
    auto rows = m_file.ask(u"SELECT count(*) FROM conversations WHERE ended_at < ? AND NOT starred"_s, { time.toMSecsSinceEpoch() });
    if (!rows)
        return rows.error();
    rows.value().next();
    return rows->value(0).toInt();
}

Result<int> TurnStore::removeBefore(const QDateTime& time)
{
    auto count = countBefore(time);
    if (!count || *count == 0)
        return count;
    const QVariant limit = time.toMSecsSinceEpoch();
    auto done = m_file.transaction([&]() -> Result<> {
        if (auto gone = m_file.run(
                u"DELETE FROM turns WHERE conversation IN (SELECT id FROM conversations WHERE ended_at < ? AND NOT starred)"_s, { limit });
            !gone)
            return gone;
        return m_file.run(u"DELETE FROM conversations WHERE ended_at < ? AND NOT starred"_s, { limit });
    });
    if (!done)
        return done.error();
    forgetWords();
    return *count;
}

Result<> TurnStore::removeAll()
{
    auto done = m_file.transaction([&]() -> Result<> {
        for (const auto& statement :
            { u"DELETE FROM turns"_s, u"DELETE FROM conversations"_s, u"INSERT INTO words (words) VALUES ('rebuild')"_s }) {
            if (auto gone = m_file.run(statement); !gone)
                return gone;
        }
        return {};
    });
    if (done)
        forgetWords();
    return done;
}

// The index forgets what was deleted only when it is written anew, pages only when the file is, the log when it is emptied. What was
// deleted is gone for every reader by then, so nothing of this is a reason to say that it was not: a disk without room for a second copy
// keeps the remains until the next time.
void TurnStore::forgetWords()
{
    for (const auto& statement : { u"INSERT INTO words (words) VALUES ('optimize')"_s, u"VACUUM"_s }) {
        if (const auto done = m_file.run(statement); !done)
            qWarning("Deleted words may still be in history.db: %s", qPrintable(done.error().text));
    }
    if (const auto emptied = m_file.ask(u"PRAGMA wal_checkpoint(TRUNCATE)"_s); !emptied)
        qWarning("Deleted words may still be in the log of history.db: %s", qPrintable(emptied.error().text));
}

Result<> TurnStore::limitSize(int pages)
{
    return m_file.run(u"PRAGMA max_page_count=%1"_s.arg(pages));
}

}
