// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/auditlog.h"
#include "viewmodels/auditlistmodel.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace myna::viewmodels {

// What the list of tool calls shows: the calls that were found, one that is open, and what happened to the last wish. Asks only while it is
// seen. Main thread.
class AuditViewModel final : public QObject
{
    Q_OBJECT

public:
    enum class Content { Loading, Nothing, NothingFound, List };
    struct Said
    {
        Tone tone = Tone::Neutral;
        QString text; // empty: nothing to say
    };
    struct Timing
    {
        std::chrono::milliseconds typing { 180 }; // after the last key before the search begins
        std::chrono::milliseconds said { 8000 };
    };

    explicit AuditViewModel(mcp::AuditLog& log, QObject* parent = nullptr);
    AuditViewModel(mcp::AuditLog& log, Timing timing, QObject* parent = nullptr);

    [[nodiscard]] Content content() const;
    [[nodiscard]] int kept() const { return m_kept; }
    [[nodiscard]] AuditListModel* calls() { return &m_calls; }
    [[nodiscard]] mcp::AuditFilter filter() const { return m_query.filter; }
    [[nodiscard]] QString words() const { return m_query.words; }
    [[nodiscard]] const std::optional<mcp::AuditEntry>& chosen() const { return m_chosen; }
    [[nodiscard]] QVector<QPair<QString, QString>> chosenFacts() const; // what there is to say of it: ("Asked by", "Home server")
    [[nodiscard]] QString trouble() const; // why it is not complete; empty: it is
    [[nodiscard]] const Said& said() const { return m_said; }

    // Wishes.
    void setWatched(bool watched);
    void search(const QString& words);
    void setFilter(mcp::AuditFilter filter);
    void choose(qint64 id); // 0: none
    void exportTo(const QString& path); // what is found; .json for programs, otherwise a table
    void removeAll();
    void retranslate();

signals:
    void changed();
    void chosenChanged();
    void saidChanged();

private:
    void reload();
    void loadMore();
    void say(Tone tone, const QString& text);

    mcp::AuditLog& m_log;
    AuditListModel m_calls;
    mcp::AuditQuery m_query;
    mcp::AuditQuery m_shown; // of the rows
    QString m_typed;
    QTimer m_typing;
    QTimer m_saying;
    std::optional<mcp::AuditEntry> m_chosen;
    Said m_said;
    Error m_failed;
    quint64 m_search = 0; // answers to earlier ones are dropped
    int m_kept = 0;
    bool m_loaded = false;
    bool m_watched = false;
};

}
