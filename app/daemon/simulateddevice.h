// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/websockettransport.h"

#include <QElapsedTimer>
#include <QObject>
#include <QVector>

#include <memory>
#include <optional>

namespace myna::daemon {

// What one simulated device measured.
struct DeviceFigures
{
    bool connected = false;
    bool refused = false;
    int turns = 0;
    quint64 packetsSent = 0;
    quint64 packetsReceived = 0;
    quint64 bytesReceived = 0;
    QVector<double> spacingErrorMs; // |time between two answer packets − their length|, after the first five of a turn
    QVector<double> turnLatencyMs; // last question packet (or the text) to the first answer packet
};

// One device of `mynad bench`: connects, says hello, and asks the same question over and over if it is a talker.
class SimulatedDevice final : public QObject
{
    Q_OBJECT

public:
    // `question` is Opus, one entry a frame; empty: the typed question is used. A device that does not talk only stays connected.
    SimulatedDevice(const protocol::ConnectionProfile& profile, bool talks, const QVector<QByteArray>& question, QObject* parent = nullptr);

    void connectNow();
    void tick(); // once a frame length: sends the next frame of the question
    [[nodiscard]] const DeviceFigures& figures() const { return m_figures; }

private:
    void onMessage(const protocol::Message& message);
    void onAudio(const protocol::AudioPacket& packet);
    void ask();

    transport::WebSocketTransport m_transport;
    bool m_talks;
    const QVector<QByteArray>& m_question;
    qsizetype m_next = -1; // next frame of the question, −1: not asking
    int m_answerPackets = 0;
    QElapsedTimer m_sinceQuestion;
    QElapsedTimer m_sincePacket;
    DeviceFigures m_figures;
};

}
