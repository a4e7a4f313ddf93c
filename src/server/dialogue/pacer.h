// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialogue/pacerplan.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace myna::server {

// A plan with a timer: sends a device's sound at the speed it is played. Frames are handed out unencoded, so that an interrupted answer
// costs no encoding and the work is spread over its length.
class Pacer final : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 lowWaterMs = 2000; // less than this is waiting: fetch more

    explicit Pacer(PacerLimits limits = {}, QObject* parent = nullptr);

    // What is due is sent before these return.
    void push(PacedItem item);
    void finish(); // drained() follows
    void clear(); // no drained()
    [[nodiscard]] qint64 queuedMs() const { return m_plan.queuedMs(); }

signals:
    void soundDue(const myna::codec::PcmFrame& frame);
    void messageDue(const myna::protocol::Body& body);
    void ranLow();
    void drained();

private:
    void advance();

    PacerPlan m_plan;
    QElapsedTimer m_clock;
    QTimer m_timer;
    bool m_advancing = false;
    quint64 m_clearings = 0;
};

}
