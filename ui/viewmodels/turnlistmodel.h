// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/turn.h"

#include <QAbstractListModel>

namespace myna::viewmodels {

// The turns of the conversation that is open, oldest first.
class TurnListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { TurnRole = Qt::UserRole + 1, AnswerRole, DetailRole };

    explicit TurnListModel(QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void show(const QVector<history::Turn>& turns); // changes only what differs
    [[nodiscard]] const QVector<history::Turn>& turns() const { return m_turns; }

private:
    QVector<history::Turn> m_turns;
};

}
