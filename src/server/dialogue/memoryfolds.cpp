// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/memoryfolds.h"

#include <algorithm>
#include <utility>

namespace myna::server {

MemoryFolds::MemoryFolds(MemoryKeeper& keeper, MakeMemory make, std::chrono::milliseconds patience, QObject* parent)
    : QObject(parent)
    , m_keeper(keeper)
    , m_make(std::move(make))
    , m_patience(patience)
{
}

MemoryFolds::~MemoryFolds() = default;

void MemoryFolds::fold(const QString& deviceId, const EngineWish& wish, const QVector<Utterance>& conversation)
{
    if (conversation.isEmpty())
        return;
    if (m_waiting >= maxWaiting) {
        qWarning("Too many conversations wait to be remembered; one waits for the next conversation with its device.");
        if (!m_running.contains(deviceId))
            m_keeper.keep(deviceId, conversation);
        return;
    }
    auto& running = m_running[deviceId];
    if (!running)
        running = std::make_shared<Running>();
    running->jobs.push_back({ wish, conversation });
    ++m_waiting;
    if (running->jobs.size() == 1)
        begin(deviceId);
    if (m_running.contains(deviceId))
        keepWaiting(deviceId);
}

void MemoryFolds::resume(const QString& deviceId, const EngineWish& wish)
{
    if (m_running.contains(deviceId)) // it is not left, it is under way
        return;
    m_keeper.loadKept(deviceId, this, [this, deviceId, wish](const QVector<Utterance>& left) { fold(deviceId, wish, left); });
}

void MemoryFolds::keepWaiting(const QString& deviceId)
{
    QVector<Utterance> waiting;
    if (const auto running = m_running.value(deviceId)) {
        for (const Job& job : running->jobs)
            waiting += job.conversation;
    }
    m_keeper.keep(deviceId, waiting.mid(std::max<qsizetype>(0, waiting.size() - maxKept)));
}

void MemoryFolds::begin(const QString& deviceId)
{
    const auto running = m_running.value(deviceId);
    m_lastTurn = m_lastTurn.next();
    running->turn = m_lastTurn;
    running->engine = m_make(running->jobs.front().wish);
    if (!running->engine) {
        end(deviceId);
        return;
    }
    m_keeper.load(deviceId, this, [this, deviceId, turn = m_lastTurn](const QString& known) { engage(deviceId, turn, known); });
}

void MemoryFolds::engage(const QString& deviceId, TurnId turn, const QString& known)
{
    const auto running = m_running.value(deviceId);
    if (!running || running->turn != turn)
        return;
    connect(running->engine.get(), &Memory::folded, this, [this, deviceId, turn](TurnId which, const QString& text) {
        if (which != turn)
            return;
        const QString known = text.left(maxKnown);
        m_keeper.save(deviceId, known);
        emit remembered(deviceId, known);
        end(deviceId);
    });
    connect(running->engine.get(), &Memory::failed, this, [this, deviceId, turn](TurnId which, const Error& error) {
        if (which != turn)
            return;
        qInfo("A conversation was not remembered: %s", qUtf8Printable(error.text));
        end(deviceId);
    });
    running->limit = std::make_unique<QTimer>();
    running->limit->setSingleShot(true);
    connect(running->limit.get(), &QTimer::timeout, this, [this, deviceId] {
        qInfo("A conversation was not remembered: the engine does not answer.");
        end(deviceId);
    });
    running->limit->start(m_patience);
    running->engine->fold(turn, known, running->jobs.front().conversation);
}

void MemoryFolds::end(const QString& deviceId)
{
    const auto running = m_running.value(deviceId);
    if (!running)
        return;
    const bool wasKept = running->engine != nullptr;
    if (running->engine) {
        running->engine->disconnect(this);
        running->engine->cancel(running->turn);
        running->engine.release()->deleteLater(); // it may be the sender
    }
    if (running->limit) {
        running->limit->stop();
        running->limit.release()->deleteLater();
    }
    running->jobs.pop_front();
    --m_waiting;
    if (running->jobs.empty())
        m_running.remove(deviceId);
    else
        begin(deviceId);
    if (wasKept)
        keepWaiting(deviceId);
}

}

#include "moc_memoryfolds.cpp"
