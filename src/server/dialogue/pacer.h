// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialogue/encodingline.h"
#include "server/dialogue/pacerplan.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace myna::server {

// A plan with a timer: sends a device's sound at the speed it is played. Sound is encoded ahead, on the workers: the thread that keeps the
// time for hundreds of devices has nothing else to do.
class Pacer final : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 lowWaterMs = 2000; // less than this is waiting: fetch more

    // `workers` encode, and outlive it; without any it encodes itself.
    explicit Pacer(EnginePool* workers = nullptr, PacerLimits limits = {}, QObject* parent = nullptr);

    void push(codec::PcmFrame frame); // exactly downlinkFrameMs at downlinkRateHz
    // A packet that is there already, or a message: sent before this returns when it is due and nothing before it waits.
    void push(PacedItem item);
    void finish(); // drained() follows
    void clear(); // no drained()
    [[nodiscard]] int takeLate() { return m_plan.takeLate(); } // packets since the last time, see PacerPlan
    [[nodiscard]] qint64 queuedMs() const { return m_plan.queuedMs() + m_line.waitingMs(); }

signals:
    void packetDue(const QByteArray& opus);
    void messageDue(const myna::protocol::Body& body);
    void ranLow();
    void drained();

private:
    void put(const std::vector<PacedItem>& items);
    void advance();

    PacerPlan m_plan;
    EncodingLine m_line;
    QElapsedTimer m_clock;
    QTimer m_timer;
    bool m_finishing = false; // once the line is empty
    bool m_advancing = false;
    quint64 m_clearings = 0;
};

}
