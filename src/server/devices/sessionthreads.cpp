// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/devices/sessionthreads.h"

#include "base/invoke.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace myna::server {

namespace {

// Each conversation has one piece with the encoders at most, so this is a number of conversations.
constexpr int maxWaitingEncodings = 2048;

// Pieces of about 3 ms each: beyond this, devices begin to run dry.
constexpr int crowdPerEncoder = 64;

int threadsFor(int wanted)
{
    return wanted > 0 ? wanted : std::max(1, QThread::idealThreadCount() / 2);
}

}

SessionThreads::SessionThreads(EngineRegistry& engines, http::Budget& budget, const http::Router& router, int threads)
    : m_encoders(QThread::idealThreadCount(), maxWaitingEncodings)
{
    const int count = threadsFor(threads);
    m_load.setThreads(count);
    m_load.addCrowd([this] { return m_encoders.queued() > crowdPerEncoder * m_encoders.threads(); });
    m_load.addCrowd([&engines] { return engines.isCrowded(); });
    const SessionFloor::Surroundings surroundings { engines, m_encoders, budget, router, m_load };
    for (int i = 0; i < count; ++i)
        addFloor(surroundings, size_t(i));
}

SessionThreads::~SessionThreads()
{
    for (const Floor& entry : m_floors) {
        entry.floor->disconnect(this);
        // The loop ends after everything that was sent to it before.
        onThreadOf(entry.floor.get(), [floor = entry.floor.get(), thread = entry.thread.get()] {
            floor->close();
            thread->quit();
        });
    }
    for (const Floor& entry : m_floors)
        entry.thread->wait();
}

void SessionThreads::addFloor(const SessionFloor::Surroundings& surroundings, size_t index)
{
    // On the floor's thread: the verdict is asked for here, and given back there.
    const auto judge = [this, index](const http::Request& head, const http::UpgradeDesk& desk) {
        onThreadOf(this, [this, index, head, desk] { decide(index, head, desk); });
    };
    Floor entry { std::make_unique<SessionFloor>(surroundings, int(index), judge), std::make_unique<NetworkThread>() };
    entry.floor->moveToThread(entry.thread.get());
    m_floors.push_back(std::move(entry));
    connectFloor(index);
    m_floors.back().thread->start();
    onThreadOf(m_floors.back().floor.get(), [floor = m_floors.back().floor.get()] { floor->open(); });
}

void SessionThreads::connectFloor(size_t index)
{
    SessionFloor* const floor = m_floors[index].floor.get();
    // Directly, on the floor's thread: the host is complete before the first connection comes to it.
    connect(
        floor, &SessionFloor::opened, this, [this, index, floor] { connectHost(index, floor->host()); }, Qt::DirectConnection);
    connect(floor, &SessionFloor::answered, this, &SessionThreads::answered);
    connect(floor, &SessionFloor::turnedAway, this, &SessionThreads::turnedAway);
    connect(floor, &SessionFloor::peerRefused, this, &SessionThreads::peerRefused);
}

void SessionThreads::connectHost(size_t index, SessionHost* host)
{
    connect(host, &SessionHost::connected, this, &SessionThreads::connected);
    connect(host, &SessionHost::closed, this, &SessionThreads::closed);
    connect(host, &SessionHost::stateTold, this, &SessionThreads::stateTold);
    connect(host, &SessionHost::toolsChanged, this, &SessionThreads::toolsChanged);
    connect(host, &SessionHost::refused, this, [this](const QString& deviceId, const QString& reason) {
        m_load.noteShed();
        emit refused(deviceId, reason);
    });
    connect(host, &SessionHost::offended, this, &SessionThreads::offended);
    connect(host, &SessionHost::turnFinished, this, &SessionThreads::turnFinished);
    connect(host, &SessionHost::told, this, &SessionThreads::note);
    connect(host, &SessionHost::gone, this, &SessionThreads::forget);
    connect(host, &SessionHost::emptied, this, [this, index] { noteEmpty(index); });
}

void SessionThreads::setJudge(Judge judge)
{
    m_judge = std::move(judge);
}

void SessionThreads::adopt(qintptr descriptor)
{
    SessionFloor* const floor = m_floors[m_next].floor.get();
    m_next = (m_next + 1) % m_floors.size();
    onThreadOf(floor, [floor, descriptor] { floor->adopt(descriptor); });
}

void SessionThreads::decide(size_t index, const http::Request& head, const http::UpgradeDesk& desk)
{
    assertThreadOf(this);
    SessionFloor* const floor = m_floors[index].floor.get();
    const SessionVerdict verdict = m_judge(head);
    if (!verdict.facts) {
        onThreadOf(floor, [desk, refusal = verdict.refusal] { desk.refuse(refusal); });
        return;
    }
    const quint64 number = ++m_numbers;
    m_entries.insert(number, { *verdict.facts, index, verdict.tooMany, false, {} });
    m_byDevice.insert(verdict.facts->deviceId, number);
    onThreadOf(floor,
        [floor, desk, admitted = Admitted { number, *verdict.facts, verdict.framing, verdict.tooMany }] { floor->take(desk, admitted); });
}

void SessionThreads::note(quint64 number, const SessionRow& row)
{
    const auto entry = m_entries.find(number);
    if (entry == m_entries.end())
        return;
    entry->row = row;
    m_begun += entry->begun ? 0 : 1;
    entry->begun = true;
    emit rowsChanged();
}

void SessionThreads::forget(quint64 number)
{
    if (!m_entries.contains(number))
        return;
    const Entry entry = m_entries.take(number);
    m_byDevice.remove(entry.facts.deviceId, number);
    m_begun -= entry.begun ? 1 : 0;
    if (!entry.tooMany)
        emit left(entry.facts);
    if (entry.begun)
        emit rowsChanged();
}

void SessionThreads::noteEmpty(size_t index)
{
    if (!m_draining)
        return;
    m_floors[index].empty = true;
    if (std::all_of(m_floors.begin(), m_floors.end(), [](const Floor& entry) { return entry.empty; }))
        emit emptied();
}

void SessionThreads::onEvery(const std::function<void(SessionHost& host)>& wish)
{
    for (const Floor& entry : m_floors) {
        onThreadOf(entry.floor.get(), [floor = entry.floor.get(), wish] {
            if (SessionHost* const host = floor->host())
                wish(*host);
        });
    }
}

void SessionThreads::onEveryDoor(const std::function<void(http::FrontDoor& door)>& wish)
{
    for (const Floor& entry : m_floors) {
        onThreadOf(entry.floor.get(), [floor = entry.floor.get(), wish] {
            if (http::FrontDoor* const door = floor->door())
                wish(*door);
        });
    }
}

void SessionThreads::setTiming(const DialogueTiming& timing)
{
    onEvery([timing](SessionHost& host) { host.setTiming(timing); });
}

void SessionThreads::setLimits(const Limits& limits)
{
    onEvery([limits](SessionHost& host) { host.setLimits(limits); });
}

void SessionThreads::setStopped(bool on)
{
    onEvery([on](SessionHost& host) { host.setStopped(on); });
}

void SessionThreads::say(const QString& deviceId, const QString& text)
{
    onEvery([number = newestOf(deviceId), text](SessionHost& host) { host.say(number, text); });
}

void SessionThreads::ask(const QString& deviceId, const QString& text)
{
    onEvery([number = newestOf(deviceId), text](SessionHost& host) { host.ask(number, text); });
}

namespace {

// An answer that is given in any case: whoever would give it may go first, with everything it holds.
template<typename Value>
class Reply
{
public:
    Reply(QObject* home, std::function<void(const Result<Value>&)> then)
        : m_home(home)
        , m_then(std::move(then))
    {
    }
    ~Reply() { give(Error { Error::Code::Unavailable, QCoreApplication::translate("myna", "This device is not connected.") }); }
    Reply(const Reply&) = delete;
    Reply& operator=(const Reply&) = delete;
    void give(const Result<Value>& value)
    {
        if (const auto then = std::exchange(m_then, {}))
            onThreadOf(m_home, [then, value] { then(value); });
    }

private:
    QObject* m_home;
    std::function<void(const Result<Value>&)> m_then;
};

}

void SessionThreads::askThings(const QString& deviceId, const std::function<void(const Result<QJsonObject>&)>& then)
{
    const auto reply = std::make_shared<Reply<QJsonObject>>(this, then);
    onEvery([number = newestOf(deviceId), reply](SessionHost& host) {
        if (const QJsonObject things = host.things(number); !things.isEmpty())
            reply->give(things);
    });
}

void SessionThreads::callTool(const QString& deviceId, const QString& tool, const QJsonObject& arguments, const ToolResult& then)
{
    const auto reply = std::make_shared<Reply<QString>>(this, then);
    onEvery([number = newestOf(deviceId), tool, arguments, reply](SessionHost& host) {
        host.callTool(number, tool, arguments, [reply](const Result<QString>& result) { reply->give(result); });
    });
}

void SessionThreads::drain(int code, const QString& reason)
{
    m_draining = true;
    for (const Floor& entry : m_floors) {
        onThreadOf(entry.floor.get(), [floor = entry.floor.get(), code, reason] {
            floor->shut();
            if (SessionHost* const host = floor->host())
                host->leave(code, reason);
        });
    }
}

void SessionThreads::closeDevice(const QString& deviceId, int code, const QString& reason)
{
    onEvery([=](SessionHost& host) { host.closeDevice(deviceId, code, reason); });
}

void SessionThreads::closeClient(const QString& deviceId, const QString& clientId, int code, const QString& reason)
{
    onEvery([=](SessionHost& host) { host.closeClient(deviceId, clientId, code, reason); });
}

void SessionThreads::deviceBound(const QString& deviceId, const QString& clientId, const QString& token)
{
    onEvery([=](SessionHost& host) { host.deviceBound(deviceId, clientId, token); });
}

void SessionThreads::codeEnded(const QString& code, const protocol::BindStatus& status)
{
    onEvery([=](SessionHost& host) { host.codeEnded(code, status); });
}

QVector<int> SessionThreads::countByThread() const
{
    QVector<int> counts(qsizetype(m_floors.size()));
    for (const Entry& entry : m_entries)
        counts[qsizetype(entry.floor)] += entry.begun ? 1 : 0;
    return counts;
}

quint64 SessionThreads::newestOf(const QString& deviceId) const
{
    quint64 newest = 0;
    for (const quint64 number : m_byDevice.values(deviceId)) {
        const Entry& entry = *m_entries.constFind(number);
        if (entry.begun && entry.facts.activationCode.isEmpty())
            newest = std::max(newest, number);
    }
    return newest;
}

void SessionThreads::describe(DeviceRow& row) const
{
    const auto entry = m_entries.constFind(newestOf(row.deviceId));
    if (entry == m_entries.constEnd())
        return;
    row.state = entry->row.state;
    row.lastWords = entry->row.lastWords;
    row.hears = entry->row.hears;
    row.lastTurn = entry->row.lastTurn;
    row.address = entry->row.address;
    row.connectedSince = entry->row.since;
}

}

#include "moc_sessionthreads.cpp"
