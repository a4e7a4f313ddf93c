// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/activationlistmodel.h"

#include <algorithm>

namespace myna::viewmodels {

using server::ActivationRequest;

int ActivationListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_requests.size());
}

QVariant ActivationListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ActivationRequest& request = m_requests.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case CodeRole:
        return request.code;
    case DeviceIdRole:
        return request.deviceId;
    case BoardRole:
        return request.board;
    case SpelledCodeRole: {
        QStringList digits;
        for (const QChar digit : request.code)
            digits.append(digit);
        return digits.join(u' ');
    }
    default:
        return {};
    }
}

QHash<int, QByteArray> ActivationListModel::roleNames() const
{
    return { { DeviceIdRole, "deviceId" }, { CodeRole, "code" }, { SpelledCodeRole, "spelledCode" }, { BoardRole, "board" } };
}

void ActivationListModel::apply(const ActivationRequest& request)
{
    const auto known = std::ranges::find(m_requests, request.deviceId, &ActivationRequest::deviceId);
    const int row = int(known - m_requests.begin());
    const bool pending = request.state == ActivationRequest::State::Offered;
    if (known == m_requests.end()) {
        if (!pending)
            return;
        beginInsertRows({}, row, row);
        m_requests.append(request);
        endInsertRows();
    } else if (pending) {
        if (*known == request)
            return;
        *known = request;
        emit dataChanged(index(row), index(row));
    } else if (known->code == request.code || request.code.isEmpty()) { // an older code that ran out says nothing about the new one
        beginRemoveRows({}, row, row);
        m_requests.removeAt(row);
        endRemoveRows();
    }
}

void ActivationListModel::clear()
{
    if (m_requests.isEmpty())
        return;
    beginResetModel();
    m_requests.clear();
    endResetModel();
}

}

#include "moc_activationlistmodel.cpp"
