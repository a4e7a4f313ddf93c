// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/turnlistmodel.h"

#include "viewmodels/historytexts.h"

#include <algorithm>

namespace myna::viewmodels {

using history::Turn;

TurnListModel::TurnListModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

int TurnListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_turns.size());
}

QVariant TurnListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Turn& turn = m_turns[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return turn.question;
    case Qt::AccessibleTextRole:
        return turnAsText(turn);
    case AnswerRole:
        return turn.answer;
    case DetailRole:
        return turnDetail(turn);
    case TurnRole:
        return QVariant::fromValue(turn);
    default:
        return {};
    }
}

QHash<int, QByteArray> TurnListModel::roleNames() const
{
    return { { Qt::DisplayRole, "question" }, { AnswerRole, "answer" }, { DetailRole, "detail" }, { TurnRole, "turn" } };
}

void TurnListModel::show(const QVector<Turn>& turns)
{
    const auto stays = [&turns](const Turn& turn) {
        return std::any_of(turns.cbegin(), turns.cend(), [&turn](const Turn& other) { return other.id == turn.id; });
    };
    for (int row = int(m_turns.size()) - 1; row >= 0; --row) {
        if (stays(m_turns[row]))
            continue;
        beginRemoveRows({}, row, row);
        m_turns.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < int(turns.size()); ++row) {
        if (row >= int(m_turns.size()) || m_turns[row].id != turns[row].id) {
            beginInsertRows({}, row, row);
            m_turns.insert(row, turns[row]);
            endInsertRows();
        } else if (m_turns[row] != turns[row]) {
            m_turns[row] = turns[row];
            emit dataChanged(index(row), index(row));
        }
    }
}

}

#include "moc_turnlistmodel.cpp"
