// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QTimer>
#include <QVector>
#include <QWebSocket>

#include <deque>
#include <functional>
#include <memory>

namespace myna::test {

// One device's connection as a server sees it: what the device said, and what it will be told, one thing after the other.
class PeerTalk final : public QObject
{
    Q_OBJECT

public:
    explicit PeerTalk(std::unique_ptr<QWebSocket> socket, QObject* parent = nullptr);
    ~PeerTalk() override;

    // All of these wait for their turn.
    void say(const QJsonObject& message);
    void write(const QString& text); // as it is
    void sound(const QVector<QByteArray>& packets, int atOnce, int spacingMs = 60);
    void wait(int ms);
    void close(QWebSocketProtocol::CloseCode code = QWebSocketProtocol::CloseCodeNormal);
    void drop(); // the stream ends without a close frame
    void then(std::function<void()> act);
    void hush(); // what has not been said yet is forgotten
    [[nodiscard]] bool isDone() const { return m_steps.empty(); }

    QJsonObject hello; // the device's; empty until it came
    QString sessionId;
    QString mode; // of the newest `listen` that had one
    QVector<QJsonObject> received; // every JSON object
    int packets = 0; // of sound, from the device
    int packetsOfUtterance = 0;
    bool listening = false;
    bool busy = false; // a turn is under way

    // The desk of tools, seen from its client.
    struct Desk
    {
        bool wanted = false;
        bool listed = false;
        QJsonArray tools;
        int nextCall = 1; // §7.1: both servers begin at 1, whatever they used before
        std::function<void(const QJsonObject& reply)> onReply;
    } desk;

signals:
    void textReceived(const QString& text);
    void packetReceived(const QByteArray& packet);

private:
    struct Step
    {
        int afterMs;
        std::function<void()> act;
    };

    void add(int afterMs, std::function<void()> act);
    void next();

    std::unique_ptr<QWebSocket> m_socket;
    std::deque<Step> m_steps;
    QTimer m_timer;
};

}
