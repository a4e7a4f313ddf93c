// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/turn.h"

#include <QAbstractListModel>
#include <QDate>
#include <QStringList>

namespace myna::viewmodels {

// The conversations that were found, newest first, a page at a time: a view that needs more rows says so, and they come later.
class ConversationListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole + 1, DayRole, TimeRole, SnippetRole, DetailRole, StarredRole, NamedRole, WordsRole };

    explicit ConversationListModel(QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    // DayRole: "Yesterday", at the first row of a day only. WordsRole: what was searched, to be marked.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    // The rows from the newest on; what stays keeps its place.
    void show(const QVector<history::Conversation>& rows, bool more, const QStringList& words);
    void append(const QVector<history::Conversation>& rows, bool more);
    [[nodiscard]] const QVector<history::Conversation>& rows() const { return m_rows; }
    [[nodiscard]] int rowOf(qint64 id) const; // −1: not here
    void retranslate(); // days and details are words

signals:
    void moreWanted();

private:
    [[nodiscard]] QDate dayOf(int row) const { return m_rows[row].begun.toLocalTime().date(); }
    void removeOthers(const QVector<history::Conversation>& rows);

    QVector<history::Conversation> m_rows;
    QStringList m_words;
    bool m_more = false;
};

}
