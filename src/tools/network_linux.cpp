// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bus_linux.h"
#include "tools/statusfamily.h"

#include <QFile>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

const QString service = u"org.freedesktop.NetworkManager"_s;

// NetworkManager's percent for the -60 and -70 dBm at which the firmware changes its word.
constexpr uint strongPercent = 72;
constexpr uint mediumPercent = 58;

QString signalWord(uint percent)
{
    return percent >= strongPercent ? u"strong"_s : percent >= mediumPercent ? u"medium"_s : u"weak"_s;
}

QJsonObject ofType(const QString& type)
{
    return { { u"type"_s, type } };
}

// The way out as the kernel knows it, for systems without NetworkManager; empty when there is none.
QJsonObject kernelNetwork(const QString& root)
{
    QFile routes(root + u"/proc/net/route"_s);
    if (!routes.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> lines = routes.readAll().split('\n');
    for (const QByteArray& line : lines) {
        const QList<QByteArray> fields = line.simplified().split(' ');
        if (fields.size() < 8 || fields.at(1) != "00000000" || fields.at(7) != "00000000")
            continue;
        const QString device = root + u"/sys/class/net/"_s + QString::fromLatin1(fields.first());
        // A tunnel says nothing about what carries it.
        if (QFile::exists(device + u"/tun_flags"_s))
            continue;
        return ofType(QFile::exists(device + u"/wireless"_s) ? u"wifi"_s : u"ethernet"_s);
    }
    return {};
}

void readWireless(const std::shared_ptr<Bus>& bus, const QString& connection, QObject* context, const StatusSource::Told& told)
{
    const BusPlace active { service, connection, service + u".Connection.Active"_s };
    bus->properties(active, context, [bus, context, told](const QVariantMap& connected) {
        const BusPlace point { service, connected.value(u"SpecificObject"_s).toString(), service + u".AccessPoint"_s };
        if (point.path.size() < 2)
            return told(ofType(u"wifi"_s));
        bus->properties(point, context, [told](const QVariantMap& seen) {
            QJsonObject part = ofType(u"wifi"_s);
            if (const QString ssid = QString::fromUtf8(seen.value(u"Ssid"_s).toByteArray()); !ssid.isEmpty())
                part.insert(u"ssid"_s, ssid);
            if (seen.contains(u"Strength"_s))
                part.insert(u"signal"_s, signalWord(seen.value(u"Strength"_s).toUInt()));
            told(part);
        });
    });
}

}

StatusSource networkStatus(const QString& systemRoot)
{
    auto bus = std::make_shared<Bus>(Bus::Kind::System);
    return { u"network"_s, [bus, systemRoot](QObject* context, const StatusSource::Told& told) {
                bus->properties({ service, u"/org/freedesktop/NetworkManager"_s, service }, context,
                    [bus, systemRoot, context, told](const QVariantMap& found) {
                        const QString type = found.value(u"PrimaryConnectionType"_s).toString();
                        if (type == "802-11-wireless"_L1)
                            return readWireless(bus, found.value(u"PrimaryConnection"_s).toString(), context, told);
                        if (type == "802-3-ethernet"_L1)
                            return told(ofType(u"ethernet"_s));
                        if (type == "gsm"_L1 || type == "cdma"_L1)
                            return told(ofType(u"cellular"_s));
                        told(kernelNetwork(systemRoot));
                    });
            } };
}

}
