// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/localserver.h"

#include <QAbstractListModel>

namespace myna::viewmodels {

// The devices that ask to join, oldest first; one that is bound or whose code ran out is gone from it.
class ActivationListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { DeviceIdRole = Qt::UserRole + 1, CodeRole, SpelledCodeRole, BoardRole };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void apply(const server::ActivationRequest& request);
    void clear();

private:
    QVector<server::ActivationRequest> m_requests;
};

}
