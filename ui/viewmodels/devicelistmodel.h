// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/localserver.h"

#include <QAbstractListModel>

namespace myna::viewmodels {

// The devices the embedded server knows, in the server's order. A row changes in place, so a selection stays where it was.
class DeviceListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        DeviceIdRole = Qt::UserRole + 1,
        NameRole, // never empty: the id stands in
        VersionRole,
        StateRole, // server::DeviceState as int
        StateTextRole,
        ConnectedRole,
        LastWordsRole,
        LastSeenRole, // QDateTime
        TimelineRole, // protocol::Timeline
        FirstSoundMsRole, // from the end of speech, or an invalid variant
        GroupRole,
        BoardRole,
        QuarantineRole, // why; empty: it is free
    };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int connectedCount() const;

    void setDevices(const QVector<server::DeviceRow>& devices);
    void goOffline(); // the server stopped: everything it knew is still true but the connections

    static std::optional<qint64> firstSoundMs(const protocol::Timeline& timeline);

private:
    void update(int row, const server::DeviceRow& device);

    QVector<server::DeviceRow> m_devices;
};

}
