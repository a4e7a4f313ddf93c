// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace myna::server {

// Answers a call by the wake phrase when its user does not go on talking.
class Greeter final : public QObject
{
    Q_OBJECT

public:
    Greeter(bool greets, QString language, std::chrono::milliseconds after, QObject* parent = nullptr);

    void called();
    void cancel(); // somebody speaks

signals:
    void due(const QString& words); // another each time

private:
    QString m_language;
    bool m_greets;
    qsizetype m_greetings = 0;
    QTimer m_timer;
};

}
