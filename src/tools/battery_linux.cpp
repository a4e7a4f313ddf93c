// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bus_linux.h"
#include "tools/statusfamily.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

// What UPower says of a battery.
constexpr uint typeBattery = 2;
constexpr uint stateCharging = 1;

QJsonObject part(double percent, bool charging)
{
    return { { u"level"_s, int(std::lround(std::clamp(percent, 0.0, 100.0))) }, { u"charging"_s, charging } };
}

QByteArray wordIn(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(64).trimmed() : QByteArray();
}

// The kernel's own list, for systems without UPower. With two batteries, what both have together.
QJsonObject kernelBattery(const QString& folder)
{
    double sum = 0;
    int batteries = 0;
    bool charging = false;
    for (const QString& name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString supply = folder + u'/' + name + u'/';
        // "Device" is the scope of a mouse or a headset.
        if (wordIn(supply + u"type"_s) != "Battery" || wordIn(supply + u"scope"_s) == "Device" || wordIn(supply + u"present"_s) == "0")
            continue;
        bool isNumber = false;
        const int percent = wordIn(supply + u"capacity"_s).toInt(&isNumber);
        if (!isNumber)
            continue;
        sum += percent;
        ++batteries;
        charging = charging || wordIn(supply + u"status"_s) == "Charging";
    }
    return batteries > 0 ? part(sum / batteries, charging) : QJsonObject();
}

}

StatusSource batteryStatus(const QString& systemRoot)
{
    auto bus = std::make_shared<Bus>(Bus::Kind::System);
    return { u"battery"_s, [bus, folder = systemRoot + u"/sys/class/power_supply"_s](QObject* context, const StatusSource::Told& told) {
                // UPower's picture of all batteries together.
                const BusPlace all { u"org.freedesktop.UPower"_s, u"/org/freedesktop/UPower/devices/DisplayDevice"_s,
                    u"org.freedesktop.UPower.Device"_s };
                bus->properties(all, context, [folder, told](const QVariantMap& found) {
                    if (found.isEmpty())
                        return told(kernelBattery(folder));
                    if (!found.value(u"IsPresent"_s).toBool() || found.value(u"Type"_s).toUInt() != typeBattery)
                        return told({});
                    told(part(found.value(u"Percentage"_s).toDouble(), found.value(u"State"_s).toUInt() == stateCharging));
                });
            } };
}

}
