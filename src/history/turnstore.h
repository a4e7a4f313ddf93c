// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "database/storefile.h"
#include "history/turn.h"

#include <chrono>
#include <memory>

namespace myna::history {

// The conversations in `folder`/history.db, with an index of their words. Opened, used and destroyed on one thread.
// Errors: Unavailable (for now: locked, disk full), Refused (cannot be written, or is of a newer version), each with what happened and what
// to do; Invalid (the file is damaged: open it again, which keeps it aside).
class TurnStore final
{
public:
    struct Opened
    {
        std::unique_ptr<TurnStore> store;
        QString warning; // not empty: a damaged file was kept aside, as the sentence says
    };
    // Turns with longer pauses between them belong to different conversations.
    static constexpr std::chrono::minutes pause { 10 };
    static constexpr int longestText = 20000; // characters of a question or an answer

    static Result<std::shared_ptr<Opened>> open(const QString& folder);

    Result<Turn> add(const Turn& turn); // with its number and that of its conversation
    Result<Page> find(const Query& query, const Position& after, int limit);
    Result<QVector<Turn>> turns(qint64 conversation, int offset, int limit); // oldest first
    Result<Conversation> conversation(qint64 id); // NotFound: there is none

    Result<> rename(qint64 conversation, const QString& name);
    Result<> star(qint64 conversation, bool starred);

    Result<Removed> removeTurn(qint64 turn); // the last one of a conversation takes it along
    Result<Removed> removeConversation(qint64 conversation);
    Result<> putBack(const Removed& removed);
    Result<int> removeBefore(const QDateTime& time); // conversations that ended before; starred ones stay
    Result<int> countBefore(const QDateTime& time); // how many that would be
    Result<> removeAll(); // starred ones, too; and nothing of them stays in the file
    Result<> limitSize(int pages); // how large the file may become while it is open; beyond, the disk counts as full

private:
    explicit TurnStore(std::unique_ptr<database::SqliteFile> file);

    Result<qint64> conversationFor(const Turn& turn);
    Result<qint64> insert(const Turn& turn);
    Result<> removeEmpty(qint64 conversation);
    void forgetWords();

    database::StoreFile m_file;
};

}
