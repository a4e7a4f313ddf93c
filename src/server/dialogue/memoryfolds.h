// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/engineregistry.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>

namespace myna::server {

// What is remembered of each device, for ever: kept by the store. May be used from any thread.
class MemoryKeeper
{
public:
    MemoryKeeper() = default;
    virtual ~MemoryKeeper() = default;
    MemoryKeeper(const MemoryKeeper&) = delete;
    MemoryKeeper& operator=(const MemoryKeeper&) = delete;

    // `done` comes later, on the thread of `context`, unless that is gone by then; empty: nothing is remembered.
    virtual void load(const QString& deviceId, QObject* context, std::function<void(const QString& known)> done) = 0;
    virtual void save(const QString& deviceId, const QString& known) = 0;
    // Conversations that are not part of that yet, oldest first, so that they outlive the program; empty: there are none any more.
    virtual void keep(const QString& deviceId, const QVector<Utterance>& unfolded) = 0;
    virtual void loadKept(const QString& deviceId, QObject* context, std::function<void(const QVector<Utterance>&)> done) = 0;
};

// Folds finished conversations into what was known before, one after the other for each device: a fold begins with what the one before it
// left. What waits is kept, so that a server that stops, or is killed, folds it when the device is there again. Outlives the conversations;
// a network thread has one.
class MemoryFolds final : public QObject
{
    Q_OBJECT

public:
    using MakeMemory = std::function<std::unique_ptr<Memory>(const EngineWish& wish)>; // null: this device does not remember
    static constexpr qsizetype maxWaiting = 200; // conversations; beyond that one waits for the next time
    static constexpr qsizetype maxKnown = 4000; // characters of one device
    static constexpr qsizetype maxKept = 400; // utterances of one device; the newest

    MemoryFolds(
        MemoryKeeper& keeper, MakeMemory make, std::chrono::milliseconds patience = std::chrono::minutes(1), QObject* parent = nullptr);
    ~MemoryFolds() override;

    [[nodiscard]] MemoryKeeper& keeper() { return m_keeper; }
    // A device is there: what was left of it when the server stopped is folded now.
    void resume(const QString& deviceId, const EngineWish& wish);
    void fold(const QString& deviceId, const EngineWish& wish, const QVector<Utterance>& conversation);
    [[nodiscard]] qsizetype waiting() const { return m_waiting; }

signals:
    void remembered(const QString& deviceId, const QString& known); // after a fold

private:
    struct Job
    {
        EngineWish wish;
        QVector<Utterance> conversation;
    };
    struct Running
    {
        std::deque<Job> jobs; // the first is being done
        std::unique_ptr<Memory> engine;
        std::unique_ptr<QTimer> limit;
        TurnId turn;
    };
    void begin(const QString& deviceId);
    void keepWaiting(const QString& deviceId);
    void engage(const QString& deviceId, TurnId turn, const QString& known);
    void end(const QString& deviceId);

    MemoryKeeper& m_keeper;
    MakeMemory m_make;
    std::chrono::milliseconds m_patience;
    QHash<QString, std::shared_ptr<Running>> m_running; // by device
    TurnId m_lastTurn;
    qsizetype m_waiting = 0;
};

}
