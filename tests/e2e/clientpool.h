// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/daemonprocess.h"
#include "support/patience.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <memory>
#include <vector>

namespace myna::test {

// One run of `mynad talk` against a peer that stands in this process.
class ClientRun
{
public:
    virtual ~ClientRun() = default;
    virtual QStringList arguments() = 0; // sets the peer up
    virtual QString program() { return QStringLiteral(MYNA_BINARY_DIR "/bin/mynad"); }

    void start()
    {
        QStringList all { QStringLiteral("talk"), QStringLiteral("--json"), QStringLiteral("--data"),
            folder.filePath(QStringLiteral("client")) };
        if (const QStringList more = arguments(); more.contains(QStringLiteral("--timeout")))
            all += more;
        else
            all += more + QStringList { QStringLiteral("--timeout"), QStringLiteral("40") };
        client = std::make_unique<DaemonProcess>(all);
        client->start(program());
    }
    [[nodiscard]] bool isOver() const { return client && client->process().state() == QProcess::NotRunning; }

    QStringList texts(const QString& event) const
    {
        QStringList all;
        for (const QJsonObject& one : client->events(event))
            all << one[QStringLiteral("text")].toString();
        return all;
    }
    QStringList states() const
    {
        QStringList all;
        for (const QJsonObject& one : client->events(QStringLiteral("state")))
            all << one[QStringLiteral("state")].toString();
        return all;
    }

    QTemporaryDir folder;
    std::unique_ptr<DaemonProcess> client;
};

// Each row of a test waits for its own client while the next ones run already: most of their time is waiting.
template<typename Run>
class ClientPool
{
public:
    explicit ClientPool(int atOnce)
        : m_atOnce(atOnce)
    {
    }

    std::vector<std::unique_ptr<Run>> runs;

    // False: it did not end in time.
    bool finish(size_t index, int timeoutMs = 60000)
    {
        return becomesTrue(
            [this, index] {
                fill(index);
                return runs[index]->isOver();
            },
            timeoutMs);
    }

private:
    void fill(size_t wanted)
    {
        int running = 0;
        for (const auto& run : runs)
            running += run->client && !run->isOver() ? 1 : 0;
        for (size_t i = wanted; i < runs.size() && running < m_atOnce; ++i) {
            if (!runs[i]->client) {
                runs[i]->start();
                ++running;
            }
        }
    }

    int m_atOnce;
};

}
