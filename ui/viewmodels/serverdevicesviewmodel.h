// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminlink.h"
#include "admin/adminvalues.h"
#include "viewmodels/devicelistmodel.h"
#include "viewmodels/serverday.h"
#include "viewmodels/serversaid.h"

namespace myna::viewmodels {

// What a list of devices cannot show of one device, and is changed in its panel.
struct DeviceForm
{
    QString name;
    QString group;
    QString firmware; // as admin::Device::firmware
    QString language; // empty here and below: as everybody
    QString voice;
    QString prompt;
    QMap<QString, QString> engines; // kind to names in a row, separated by commas
    QString blockedTools; // separated by commas
    std::optional<bool> remembers;
    bool operator==(const DeviceForm&) const = default;
};

// The devices of a managed server: who is there, how the day went, and what their owner wishes.
class ServerDevicesViewModel final : public QObject
{
    Q_OBJECT

public:
    // `link` outlives it.
    explicit ServerDevicesViewModel(admin::AdminLink& link, QObject* parent = nullptr);

    [[nodiscard]] DeviceListModel* list() { return &m_list; }
    [[nodiscard]] const QVector<admin::Device>& devices() const { return m_devices; }
    [[nodiscard]] const admin::Device* find(const QString& id) const;
    [[nodiscard]] QString nameOf(const QString& id) const; // the id, when there is no other
    [[nodiscard]] int connectedCount() const { return m_list.connectedCount(); }
    [[nodiscard]] QVector<DayFigure> figures() const { return m_day.figures(m_memory); } // only what was measured
    [[nodiscard]] DeviceForm formOf(const QString& id) const;
    [[nodiscard]] const QVector<admin::Firmware>& firmware() const { return m_firmware; }
    // "board · version · address", "since …", as far as known.
    [[nodiscard]] QStringList factsOf(const QString& id) const;

    void setMemory(double bytes); // of the server; told by its metrics
    void retranslate();

public slots:
    // Wishes; done() or said() follows.
    void rename(const QString& id, const QString& name);
    void change(const QString& id, const DeviceForm& form); // what differs from before
    void say(const QString& id, const QString& text);
    void ask(const QString& id, const QString& text);
    void disconnectDevice(const QString& id);
    void quarantine(const QString& id, const QString& reason);
    void release(const QString& id);
    void revoke(const QString& id);
    void forget(const QString& id); // what was remembered of its talks
    void loadFirmware();
    // Facts.
    void setDevices(const QVector<admin::Device>& devices);
    void applyTurn(const admin::Turn& turn);
    void setDay(const QVector<admin::Turn>& turns);

signals:
    void changed();
    void figuresChanged();
    void firmwareChanged();
    void done(const QString& id);
    void refused(const QString& id, const QString& why);
    void said(const myna::viewmodels::ServerSaid& said);

private:
    void onState();
    void onHappened(const QString& event, const QJsonValue& data);
    void wish(const QByteArray& method, const QString& id, const QString& verb, const QJsonObject& body, const QString& doneText);
    void adopt(const admin::Device& device);

    admin::AdminLink& m_link;
    DeviceListModel m_list;
    QVector<admin::Device> m_devices;
    ServerDay m_day;
    QVector<admin::Firmware> m_firmware;
    double m_memory = 0;
};

}
