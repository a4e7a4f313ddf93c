// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devicecrowd.h"

#include "base/invoke.h"
#include "base/nearestrank.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

constexpr int frameMs = 60;
constexpr std::chrono::milliseconds spread { 3000 }; // people do not speak all at once

protocol::ConnectionProfile profileFor(const QUrl& url, int number)
{
    protocol::ConnectionProfile profile;
    profile.url = url;
    profile.framing = protocol::Framing::V2; // its time stamps show what was lost
    profile.identity.deviceId = u"02:be:%1:%2:%3:%4"_s.arg(0, 2, 16, '0'_L1)
                                    .arg((number >> 16) & 255, 2, 16, '0'_L1)
                                    .arg((number >> 8) & 255, 2, 16, '0'_L1)
                                    .arg(number & 255, 2, 16, '0'_L1);
    // The same device in every run, or the server would take the second run for an impostor.
    profile.identity.clientId = QUuid::createUuidV5(QUuid(), profile.identity.deviceId).toString(QUuid::WithoutBraces);
    return profile;
}

QJsonObject percentiles(QVector<float>& values)
{
    const auto percentile = [&values](double share) { return values.isEmpty() ? 0 : double(nearestRank(values, share)); };
    return { { u"p50"_s, percentile(0.5) }, { u"p95"_s, percentile(0.95) }, { u"p99"_s, percentile(0.99) } };
}

}

DeviceCrowd::DeviceCrowd(CrowdPlan plan)
    : m_plan(std::move(plan))
    , m_frames(this)
{
    m_frames.setTimerType(Qt::PreciseTimer);
    connect(&m_frames, &QTimer::timeout, this, &DeviceCrowd::tick);
}

DeviceCrowd::~DeviceCrowd() = default;

void DeviceCrowd::start()
{
    assertThreadOf(this);
    m_devices.reserve(size_t(m_plan.devices));
    for (int i = 0; i < m_plan.devices; ++i) {
        m_devices.push_back(std::make_unique<SimulatedDevice>(profileFor(m_plan.websocket, i), m_plan.habits, quint32(i + 1)));
        connect(m_devices.back().get(), &SimulatedDevice::settled, this, &DeviceCrowd::noteSettled);
    }
    m_sinceStart.start();
    m_frames.start(frameMs);
}

void DeviceCrowd::tick()
{
    m_dialDebt += m_opened < m_devices.size() ? double(m_plan.connectsPerSecond) * frameMs / 1000 : 0;
    for (; m_dialDebt >= 1 && m_opened < m_devices.size(); --m_dialDebt)
        m_devices[m_opened++]->connectNow();
    for (const auto& device : m_devices)
        device->tick();
}

void DeviceCrowd::noteSettled()
{
    if (++m_settled < m_devices.size())
        return;
    m_arrivedMs = m_sinceStart.elapsed();
    emit arrived(summary());
    QTimer::singleShot(m_plan.idle, this, &DeviceCrowd::beginTalking);
}

void DeviceCrowd::beginTalking()
{
    for (int i = 0; i < std::min(m_plan.talking, m_plan.devices); ++i)
        m_devices[size_t(i)]->talkAfter(spread * i / std::max(1, m_plan.talking));
    QTimer::singleShot(spread, this, &DeviceCrowd::talking);
    QTimer::singleShot(m_plan.talk, this, &DeviceCrowd::finish);
}

void DeviceCrowd::finish()
{
    m_frames.stop();
    emit finished(summary());
    m_devices.clear();
}

QJsonObject DeviceCrowd::summary()
{
    DeviceFigures all;
    int connected = 0;
    int refused = 0;
    QVector<float> connectMs;
    for (const auto& device : m_devices) {
        const DeviceFigures& one = device->figures();
        connected += one.connected ? 1 : 0;
        refused += one.refused ? 1 : 0;
        if (one.connected)
            connectMs << float(one.connectMs);
        all.turns += one.turns;
        all.turnsBegun += one.turnsBegun;
        all.turnsFailed += one.turnsFailed;
        all.faults += one.faults;
        all.packetsSent += one.packetsSent;
        all.packetsReceived += one.packetsReceived;
        all.packetsLost += one.packetsLost;
        all.bytesReceived += one.bytesReceived;
        all.spacingErrorMs += one.spacingErrorMs;
        all.turnLatencyMs += one.turnLatencyMs;
    }
    return { { u"connected"_s, connected }, { u"refused"_s, refused }, { u"connect_ms"_s, percentiles(connectMs) },
        { u"connects_per_second"_s, m_arrivedMs > 0 ? double(connected) * 1000 / double(m_arrivedMs) : 0 }, { u"turns"_s, all.turns },
        { u"turns_begun"_s, all.turnsBegun }, { u"turns_failed"_s, all.turnsFailed }, { u"faults"_s, all.faults },
        { u"packets_sent"_s, qint64(all.packetsSent) }, { u"packets_received"_s, qint64(all.packetsReceived) },
        { u"packets_lost"_s, qint64(all.packetsLost) }, { u"bytes_received"_s, qint64(all.bytesReceived) },
        { u"spacing_error_ms"_s, percentiles(all.spacingErrorMs) }, { u"turn_latency_ms"_s, percentiles(all.turnLatencyMs) } };
}

}

#include "moc_devicecrowd.cpp"
