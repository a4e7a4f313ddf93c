// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminlink.h"
#include "admin/adminvalues.h"
#include "viewmodels/turnparts.h"

#include <QAbstractListModel>

namespace myna::viewmodels {

class ServerDevicesViewModel;

// What was asked, for people: a request that a program made for itself is said as what happened.
[[nodiscard]] QString askedWords(const QString& heard);

// The turns of a managed server, newest first: told as they happen, older ones asked for when somebody scrolls to them.
class ServerTurnsViewModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Content { Loading, Nothing, List, Trouble };

    // Both outlive it.
    ServerTurnsViewModel(admin::AdminLink& link, ServerDevicesViewModel& devices, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override; // DisplayRole: the whole turn in words
    [[nodiscard]] const admin::Turn& at(int row) const { return m_turns.at(row); }
    [[nodiscard]] QString deviceName(int row) const;
    [[nodiscard]] QString timeText(int row) const; // "14:03:22", with the date when it is not of today
    [[nodiscard]] Content content() const { return m_content; }
    [[nodiscard]] const QString& trouble() const { return m_trouble; }
    // "Kitchen hears “what time is”", one line for each device that is being spoken to.
    [[nodiscard]] QStringList hearing() const;
    [[nodiscard]] const QString& device() const { return m_device; } // only its turns; empty: all

    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

public slots:
    void setDevice(const QString& id);
    void reload();
    void setTurns(const QVector<myna::admin::Turn>& turns); // newest first
    void addTurn(const myna::admin::Turn& turn); // just happened

signals:
    void contentChanged();
    void hearingChanged();

private:
    void onState();
    void load(qint64 before);
    void setContent(Content content);

    admin::AdminLink& m_link;
    ServerDevicesViewModel& m_devices;
    QVector<admin::Turn> m_turns;
    QString m_device;
    QString m_trouble;
    Content m_content = Content::Loading;
    quint64 m_question = 0; // number of the newest; an older answer is dropped
    bool m_loading = false;
    bool m_complete = false; // there are no older ones
};

// The stretches of a turn with their names: "understood", "thought", "voice".
struct NamedPart
{
    QString name;
    qint64 ms = 0;
};
QVector<NamedPart> namedParts(const protocol::Timeline& timeline);

}
