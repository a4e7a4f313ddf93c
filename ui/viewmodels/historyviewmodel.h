// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/turnhistory.h"
#include "viewmodels/conversationlistmodel.h"
#include "viewmodels/historychoices.h"
#include "viewmodels/tone.h"
#include "viewmodels/turnlistmodel.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace myna::viewmodels {

// What the history page shows: the conversations that were found, the one that is open, and what happened to the last wish. The page asks
// the file only while it is seen. Main thread.
class HistoryViewModel final : public QObject
{
    Q_OBJECT

public:
    enum class Content { Loading, Nothing, NothingFound, List };
    struct Timing
    {
        std::chrono::milliseconds typing { 180 }; // after the last key before the search begins
        std::chrono::milliseconds undo { 10000 }; // how long a deletion can be taken back
        std::chrono::milliseconds said { 8000 }; // how long a fact is shown
    };
    // One line above the list: a fact, or what was deleted and can come back.
    struct Said
    {
        Tone tone = Tone::Neutral;
        QString text; // empty: nothing to say
        bool undoable = false;
    };

    HistoryViewModel(history::TurnHistory& history, HistoryChoices& choices, QObject* parent = nullptr);
    HistoryViewModel(history::TurnHistory& history, HistoryChoices& choices, Timing timing, QObject* parent = nullptr);

    [[nodiscard]] Content content() const;
    [[nodiscard]] int kept() const { return m_kept; } // conversations in all
    [[nodiscard]] bool isKeeping() const { return m_choices.isOn(); }
    [[nodiscard]] QString words() const { return m_query.words; }
    [[nodiscard]] QStringList marks() const; // the words to mark in what is shown
    [[nodiscard]] bool starredOnly() const { return m_query.starredOnly; }
    [[nodiscard]] QString trouble() const; // why the newest turns are not here; empty: they are
    [[nodiscard]] const Said& said() const { return m_said; }
    [[nodiscard]] const std::optional<history::Conversation>& chosen() const { return m_chosen; }
    [[nodiscard]] bool hasMoreTurns() const { return m_chosen && m_turns.rowCount() < m_chosen->turns; }
    [[nodiscard]] ConversationListModel* conversations() { return &m_conversations; }
    [[nodiscard]] TurnListModel* turns() { return &m_turns; }

    // Wishes.
    void setWatched(bool watched); // the page is seen or not
    void search(const QString& typed); // begins a little later
    void searchNow();
    void setStarredOnly(bool only);
    void choose(qint64 conversation); // 0: none
    void showMoreTurns();
    void rename(const QString& name);
    void star(qint64 conversation, bool starred);
    void removeTurn(qint64 turn);
    void removeConversation(qint64 conversation);
    void removeAll();
    void noteCopied(); // a turn's words were put on the clipboard
    void undo();
    void exportTo(const QString& path, bool onlyChosen); // otherwise everything that is found
    void tryAgain(); // to write what could not be written
    void countOlderThan(int days, std::function<void(int)> then); // conversations that a shorter period would delete; −1: not known
    void refresh() { reload(); } // something else changed what is kept
    void retranslate();

signals:
    void changed(); // content, words, trouble
    void chosenChanged(); // the conversation that is open, or its name and star
    void turnsShown(); // of the conversation that was chosen, for the first time
    void saidChanged();

private:
    void reload();
    void showPage(const Result<history::Page>& page);
    void loadMore();
    void followChosen();
    void loadTurns(bool first);
    void wish(const std::function<Result<>(history::TurnStore&)>& work, const QString& done = {}); // `done` is said then
    void remove(const std::function<Result<history::Removed>(history::TurnStore&)>& work);
    void say(Tone tone, const QString& text, bool undoable = false);

    history::TurnHistory& m_history;
    HistoryChoices& m_choices;
    Timing m_timing;
    QTimer m_typing;
    QTimer m_saying;
    ConversationListModel m_conversations;
    TurnListModel m_turns;
    history::Query m_query;
    QString m_typed;
    std::optional<history::Conversation> m_chosen;
    std::optional<history::Removed> m_removed;
    Said m_said;
    quint64 m_search = 0; // answers to earlier ones are dropped
    int m_turnsWanted = 0;
    int m_kept = 0;
    bool m_loaded = false;
    bool m_watched = false;
};

}
