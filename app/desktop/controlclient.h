// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QJsonObject>
#include <QLocalSocket>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace myna::desktop {

// Asks the running program one question. One object, one question.
class ControlClient final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds usualLimit { 3000 }; // a program that takes longer hangs

    explicit ControlClient(QObject* parent = nullptr);

    void ask(const QString& socket, const QJsonObject& request, std::chrono::milliseconds limit = usualLimit);

signals:
    void answered(const QJsonObject& answer);
    // NotFound: nobody listens. Timeout: no answer in time. Protocol: the answer is none. Refused: the socket belongs to another user.
    void failed(const myna::Error& error);

private:
    void read();
    void onSocketError(QLocalSocket::LocalSocketError error);
    void fail(Error::Code code, const QString& text);
    [[nodiscard]] bool settle(); // the first outcome counts

    QLocalSocket m_socket;
    QTimer m_limit;
    QByteArray m_question;
    bool m_settled = false;
};

}
