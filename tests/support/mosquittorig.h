// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/mqttsection.h"

#include <QProcess>
#include <QTemporaryDir>

namespace myna::test {

// A real `mosquitto` on a loopback port of its own, with its command line clients beside it. Killed with its owner.
class MosquittoRig
{
public:
    struct Setup
    {
        QString username; // empty: anybody may come in
        QString password;
        QString certificate; // with key: TLS
        QString key;
        QString address = QStringLiteral("127.0.0.1");
        quint16 port = 0; // 0: a free one
    };

    MosquittoRig();
    explicit MosquittoRig(const Setup& setup);
    ~MosquittoRig();

    [[nodiscard]] bool isRunning() const { return m_broker.state() == QProcess::Running && m_ready; }
    [[nodiscard]] QByteArray log() const { return m_log; }
    [[nodiscard]] quint16 port() const { return m_setup.port; }
    // A device's section of the version check's answer.
    [[nodiscard]] protocol::MqttSection section() const;
    // mosquitto_pub or mosquitto_sub with the address and the account before `arguments`.
    void start(QProcess& client, const QString& program, const QStringList& arguments) const;

    bool startBroker();
    void kill(); // the cable is pulled: no word to anybody
    void freeze(bool frozen); // takes everything, answers nothing

private:
    Setup m_setup;
    QTemporaryDir m_folder;
    QProcess m_broker;
    QByteArray m_log;
    bool m_ready = false;
};

// A program that is left running ends with its owner.
void stop(QProcess& process);

}
