// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpconnection.h"
#include "server/handshakes.h"

#include <QJsonValue>
#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>

class QWebSocket;

namespace myna::server {

struct LiveLimits
{
    int listeners = 16;
    qint64 queuedBytes = 512 * 1024; // of one listener, not read yet; beyond that it is let go with 1013
    std::chrono::milliseconds handshake { 5000 };
    std::chrono::milliseconds closing { 2000 };
    std::chrono::milliseconds pingEvery { 20000 }; // one who left without a word is noticed
    int unanswered = 2; // pings; then it is gone
};

// What happens on the server, told to the owner's programs as it does: `{"event":…,"data":…}` a message, over WebSockets. Nobody listening
// costs nothing, and nobody who does not read holds up the others. Edge thread.
class LiveFeed final : public QObject
{
    Q_OBJECT

public:
    explicit LiveFeed(LiveLimits limits = {}, QObject* parent = nullptr);
    ~LiveFeed() override;

    struct Event
    {
        QString name;
        QJsonValue data;
    };
    // What a listener is told first.
    void setSnapshot(std::function<QVector<Event>()> snapshot);
    // Judged already. The refusal when there are too many.
    [[nodiscard]] std::optional<http::Response> adopt(const std::function<http::Upgrade()>& take);
    void publish(const QString& event, const QJsonValue& data);
    void close(int code, const QString& reason);

    [[nodiscard]] int listeners() const { return int(m_listeners.size()); }
    [[nodiscard]] quint64 dropped() const { return m_dropped; } // listeners let go for not reading or not answering

signals:
    void listenersChanged(int count);

private:
    struct Listener
    {
        std::unique_ptr<QWebSocket> socket;
        http::Budget::Place place;
        quint64 number = 0;
        bool leaving = false;
        int unanswered = 0; // pings
    };

    void begin(std::unique_ptr<QWebSocket> socket, http::Budget::Place place);
    void send(Listener& listener, const QString& message);
    void letGo(Listener& listener, int code, const QString& reason);
    void ping();
    void forget(quint64 number);

    LiveLimits m_limits;
    std::function<QVector<Event>()> m_snapshot;
    Handshakes m_handshakes;
    std::map<quint64, Listener> m_listeners;
    QTimer m_pingTimer;
    quint64 m_numbers = 0;
    quint64 m_dropped = 0;
};

}
