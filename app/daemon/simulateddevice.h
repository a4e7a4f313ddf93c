// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/websockettransport.h"

#include <QElapsedTimer>
#include <QObject>
#include <QRandomGenerator>
#include <QTimer>
#include <QVector>

#include <memory>
#include <optional>

namespace myna::daemon {

// What one simulated device measured.
struct DeviceFigures
{
    bool connected = false;
    bool refused = false;
    double connectMs = 0; // dialling to the server's hello
    int turns = 0; // answered to the end
    int turnsBegun = 0; // without a fault of ours
    int turnsFailed = 0; // of those: no answer, or no end of it, or the connection lost
    int faults = 0; // done to the server on purpose
    quint64 packetsSent = 0;
    quint64 packetsReceived = 0;
    quint64 packetsLost = 0; // gaps in the server's time stamps within one answer
    quint64 bytesReceived = 0;
    QVector<float> spacingErrorMs; // |time between two answer packets − their length|, after the first five of a turn
    QVector<float> turnLatencyMs; // last question packet (or the text) to the first answer packet
};

// How a device talks.
struct TalkHabits
{
    QVector<QByteArray> question; // Opus, one entry a frame; empty: `text` is typed
    QString text; // %1 is another number in every question
    std::chrono::milliseconds pause { 0 }; // between an answer and the next question
    int faultPercent = 0; // of the turns: the connection is cut, nonsense is sent, or the answer is interrupted
};

// One device of `mynad bench`: connects, says hello, and asks again and again once it is told to talk. Lives on one thread.
class SimulatedDevice final : public QObject
{
    Q_OBJECT

public:
    SimulatedDevice(const protocol::ConnectionProfile& profile, const TalkHabits& habits, quint32 seed, QObject* parent = nullptr);
    ~SimulatedDevice() override;

    void connectNow();
    void talkAfter(std::chrono::milliseconds delay);
    void stopTalking(); // after the answer that is being given
    void tick(); // once a frame length: sends the next frame of the question
    [[nodiscard]] const DeviceFigures& figures() const { return m_figures; }
    [[nodiscard]] bool isSettled() const { return m_figures.connected || m_figures.refused; }
    [[nodiscard]] bool isAsking() const { return m_next >= 0 || m_deadline.isActive(); }

signals:
    void settled(); // connected or refused, once

private:
    enum class Fault { None, Cut, Nonsense, Interrupt };

    void dial();
    void onMessage(const protocol::Message& message);
    void onAudio(const protocol::AudioPacket& packet);
    void onClosed();
    void ask();
    void endTurn(bool answered);
    void noteLoss(const protocol::AudioPacket& packet);

    protocol::ConnectionProfile m_profile;
    const TalkHabits& m_habits;
    QRandomGenerator m_random;
    std::unique_ptr<transport::WebSocketTransport> m_transport;
    bool m_talks = false;
    bool m_told = false; // settled()
    Fault m_fault = Fault::None; // of this turn
    qsizetype m_next = -1; // next frame of the question, −1: not asking
    int m_answerPackets = 0;
    std::optional<quint32> m_stamp; // of the packet before
    QTimer m_nextQuestion;
    QTimer m_deadline; // runs from a question to the end of its answer
    QElapsedTimer m_sinceDial;
    QElapsedTimer m_sinceQuestion;
    QElapsedTimer m_sincePacket;
    DeviceFigures m_figures;
};

}
