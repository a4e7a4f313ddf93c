// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QLocalServer>
#include <QObject>

#include <chrono>
#include <functional>

class QLocalSocket;

namespace myna::desktop {

// Answers questions of this user's other processes on a local socket: one line of JSON in, one line out, then the connection ends. What
// is no JSON object, too long or too slow is answered with an error. Main thread.
class ControlServer final : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<QJsonObject(const QJsonObject& request)>;

    static constexpr qint64 longestLine = 4096; // bytes; the longest real question has 300
    static constexpr int mostClients = 16; // at the same time; more are turned away

    struct Timing
    {
        std::chrono::milliseconds question { 3000 }; // from connecting to the end of the line
    };

    explicit ControlServer(Handler handler, QObject* parent = nullptr);
    ControlServer(Handler handler, Timing timing, QObject* parent = nullptr);

    // Takes the place of a socket that a crashed instance left behind: the caller is the only instance (SingleInstance).
    // Errors: Unavailable.
    Result<> listen(const QString& socket);
    void close();

private:
    void accept();
    void read(QLocalSocket* client);
    void answer(QLocalSocket* client, const QJsonObject& words);

    Handler m_handler;
    Timing m_timing;
    QLocalServer m_server;
    int m_clients = 0;
};

// What went wrong, as an answer.
[[nodiscard]] QJsonObject controlError(const QString& text);

}
