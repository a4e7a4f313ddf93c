// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminlink.h"
#include "admin/devicethings.h"
#include "things/thingregistry.h"
#include "viewmodels/toolplace.h"

#include <QHash>

#include <deque>
#include <map>
#include <memory>

namespace myna::viewmodels {

class DeviceThing;
class ServerDevicesViewModel;

// One device of the server being managed: its things for the panel, and its tools for calling them by hand.
class ConnectedDevice final : public ToolPlace
{
    Q_OBJECT

public:
    ConnectedDevice(admin::AdminLink& link, QString id, QString name, QObject* parent = nullptr);
    ~ConnectedDevice() override;

    [[nodiscard]] const QString& id() const { return m_id; }
    [[nodiscard]] things::ThingRegistry& things() { return m_registry; }
    [[nodiscard]] QString name() const override { return m_name; }
    [[nodiscard]] QVector<Offer> offers() const override { return m_offers; }
    void call(const QString& tool, const QJsonObject& arguments, QObject* context, const Then& then) override;

    // Facts.
    void setName(const QString& name);
    void setThings(const admin::DeviceThings& things);
    void tellState(const QString& thing, const QJsonObject& state);
    void setConnected(bool connected); // its last values stay

private:
    void rebuild(const QVector<struct DeviceThingPlan>& plans);
    void askStatus();
    [[nodiscard]] DeviceThing* find(const QString& thing) const;

    admin::AdminLink& m_link;
    QString m_id;
    QString m_name;
    things::ThingRegistry m_registry;
    QVector<Offer> m_offers;
    bool m_hasStatus = false; // it offers self.get_device_status
};

// The devices that are connected, or were while this runs, except one: this program itself. Asks for their things one after the other.
// Main thread.
class ConnectedDevices final : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostDevices = 64; // shown

    // Both outlive it.
    ConnectedDevices(admin::AdminLink& link, ServerDevicesViewModel& devices, QObject* parent = nullptr);
    ~ConnectedDevices() override;

    void setOwn(const QString& deviceId); // not one of them
    [[nodiscard]] QVector<ConnectedDevice*> all() const;

signals:
    void added(myna::viewmodels::ConnectedDevice* device);
    void leaving(myna::viewmodels::ConnectedDevice* device); // it is gone after this

private:
    void refresh();
    void onState();
    void onHappened(const QString& event, const QJsonValue& data);
    void ask(const QString& id);
    void askNext();
    void remove(const QString& id);

    admin::AdminLink& m_link;
    ServerDevicesViewModel& m_devices;
    QString m_own;
    std::map<QString, std::unique_ptr<ConnectedDevice>> m_all;
    std::deque<QString> m_waiting; // to be asked
    QString m_asking;
    QHash<QString, bool> m_connected; // as it was told last
};

}
