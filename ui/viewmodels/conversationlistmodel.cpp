// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/conversationlistmodel.h"

#include "viewmodels/historytexts.h"

#include <QLocale>
#include <QSet>

namespace myna::viewmodels {

using history::Conversation;

ConversationListModel::ConversationListModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

int ConversationListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ConversationListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Conversation& c = m_rows[index.row()];
    const QString time = QLocale().toString(c.begun.toLocalTime().time(), QLocale::ShortFormat);
    switch (role) {
    case Qt::DisplayRole:
        return conversationTitle(c);
    case Qt::AccessibleTextRole: {
        const QString day = dayText(dayOf(index.row()), QDate::currentDate());
        const QString words = tr("%1, %2, %3. %4", "day, time, title, details").arg(day, time, conversationTitle(c), conversationDetail(c));
        return c.starred ? tr("%1, starred").arg(words) : words;
    }
    case IdRole:
        return c.id;
    case DayRole:
        return index.row() > 0 && dayOf(index.row() - 1) == dayOf(index.row()) ? QString()
                                                                               : dayText(dayOf(index.row()), QDate::currentDate());
    case TimeRole:
        return time;
    case SnippetRole:
        if (!c.hit.isEmpty())
            return c.hit;
        if (!c.name.isEmpty())
            return c.preview.simplified();
        return c.reply.isEmpty() && c.turns == 1 ? tr("No answer") : c.reply.simplified();
    case DetailRole:
        return conversationDetail(c);
    case StarredRole:
        return c.starred;
    case NamedRole:
        return !c.name.isEmpty();
    case WordsRole:
        return m_words;
    default:
        return {};
    }
}

QHash<int, QByteArray> ConversationListModel::roleNames() const
{
    return { { Qt::DisplayRole, "title" }, { IdRole, "id" }, { DayRole, "day" }, { TimeRole, "time" }, { SnippetRole, "snippet" },
        { DetailRole, "detail" }, { StarredRole, "starred" }, { NamedRole, "named" }, { WordsRole, "words" } };
}

bool ConversationListModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_more;
}

void ConversationListModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_more = false; // until the answer says so again
    emit moreWanted();
}

void ConversationListModel::removeOthers(const QVector<Conversation>& rows)
{
    QSet<qint64> staying;
    for (const Conversation& c : rows)
        staying.insert(c.id);
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (staying.contains(m_rows[row].id))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
}

void ConversationListModel::show(const QVector<Conversation>& rows, bool more, const QStringList& words)
{
    m_words = words;
    m_more = more;
    removeOthers(rows);
    for (int row = 0; row < int(rows.size()); ++row) {
        if (row < int(m_rows.size()) && m_rows[row].id == rows[row].id) {
            m_rows[row] = rows[row];
            continue;
        }
        beginInsertRows({}, row, row);
        m_rows.insert(row, rows[row]);
        endInsertRows();
    }
    retranslate(); // a row may have become the first of its day
}

void ConversationListModel::append(const QVector<Conversation>& rows, bool more)
{
    m_more = more;
    if (rows.isEmpty())
        return;
    const int at = int(m_rows.size());
    beginInsertRows({}, at, at + int(rows.size()) - 1);
    m_rows += rows;
    endInsertRows();
}

int ConversationListModel::rowOf(qint64 id) const
{
    for (int row = 0; row < int(m_rows.size()); ++row) {
        if (m_rows[row].id == id)
            return row;
    }
    return -1;
}

void ConversationListModel::retranslate()
{
    if (!m_rows.isEmpty())
        emit dataChanged(index(0), index(int(m_rows.size()) - 1));
}

}

#include "moc_conversationlistmodel.cpp"
