// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/storeworker.h"

#include "base/invoke.h"
#include "server/store/storenews.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QSqlDriver>

namespace myna::server {

namespace {

constexpr int batchSize = 64;

bool isAway(const Error& error)
{
    return error.code == Error::Code::Unavailable;
}

}

StoreWorker::StoreWorker(StorePlace place, StoreTiming timing, std::function<QDateTime()> clock)
    : m_place(std::move(place))
    , m_timing(timing)
    , m_clock(std::move(clock))
{
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &StoreWorker::retry);
    connect(&m_checkTimer, &QTimer::timeout, this, [this] { (void)run([this](Store&) { return m_store->ping(); }).has_value(); });
    connect(&m_pruneTimer, &QTimer::timeout, this, &StoreWorker::prune);
    const QMutexLocker lock(&m_reasonMutex);
    m_reason = { Error::Code::Unavailable, QCoreApplication::translate("myna", "The server's database is not open yet.") };
}

StoreWorker::~StoreWorker() = default;

Result<StorePicture> StoreWorker::open()
{
    assertThreadOf(this);
    auto picture = openStore();
    if (picture) {
        prune();
        m_pruneTimer.start(m_timing.pruneEvery);
    }
    return picture;
}

Result<StorePicture> StoreWorker::openStore()
{
    m_store.reset();
    auto opened = SqlStore::open(m_place);
    if (!opened)
        return opened.error();
    m_store = std::move((*opened)->store);
    StorePicture picture;
    picture.warning = (*opened)->warning;
    // First listen, then look: nothing is missed between.
    if (m_store->isShared()) {
        listen();
        m_checkTimer.start(m_timing.checkEvery);
    }
    if (auto read = readPicture(picture); !read)
        return read.error();
    const QMutexLocker lock(&m_reasonMutex);
    m_reason = {};
    return picture;
}

Result<> StoreWorker::readPicture(StorePicture& picture)
{
    picture.asOf = m_queue.bindings();
    if (auto written = writeAll(); !written)
        return written;
    auto devices = m_store->devices();
    auto activations = devices ? m_store->activations() : devices.error();
    auto key = activations ? m_store->sharedKey() : activations.error();
    if (!key)
        return key.error();
    picture.devices = *devices;
    picture.activations = *activations;
    picture.sharedKey = *key;
    return {};
}

void StoreWorker::look()
{
    StorePicture picture;
    if (const auto read = run([&](Store&) { return readPicture(picture); }))
        emit looked(picture);
}

void StoreWorker::listen()
{
    QSqlDriver* const driver = m_store->connection()->database().driver();
    driver->subscribeToNotification(newsChannel);
    // Queued: what is heard may lead to the end of the driver that says it.
    connect(driver, &QSqlDriver::notification, this, [this](const QString&, QSqlDriver::NotificationSource, const QVariant& payload) {
        onThreadOf(this, [this, text = payload.toString()] { hear(text); });
    });
    // The driver says nothing when the other side hangs up, it only knows: looked at before the thread waits for the closed socket.
    connect(
        QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this, &StoreWorker::noticeEnd, Qt::UniqueConnection);
}

void StoreWorker::noticeEnd()
{
    if (m_store && !m_store->connection()->database().isOpen())
        lose({ Error::Code::Unavailable, QCoreApplication::translate("myna", "The server's database has ended the connection.") });
}

StoreHealth StoreWorker::health() const
{
    const QMutexLocker lock(&m_reasonMutex);
    return { m_reason.text.isEmpty(), m_reason.text, m_queue.size(), m_queue.dropped() };
}

Result<> StoreWorker::run(const std::function<Result<>(Store&)>& job)
{
    assertThreadOf(this);
    write();
    if (!m_store) {
        const QMutexLocker lock(&m_reasonMutex);
        return m_reason;
    }
    auto done = job(*m_store);
    if (!done && isAway(done.error()))
        lose(done.error());
    return done;
}

void StoreWorker::write()
{
    assertThreadOf(this);
    if (!m_store)
        return; // at the next retry
    if (const auto written = writeAll(); !written)
        lose(written.error());
}

void StoreWorker::writeLast()
{
    if (!m_store && m_retryTimer.isActive() && m_queue.size() > 0)
        retry();
    m_retryTimer.stop();
    if (m_store)
        write();
    if (const int left = m_queue.size(); left > 0)
        emit warned(QCoreApplication::translate("myna", "%n change(s) could not be written to the server's database.", nullptr, left));
}

Result<> StoreWorker::writeAll()
{
    for (auto batch = m_queue.take(batchSize); !batch.empty(); batch = m_queue.take(batchSize)) {
        auto written = writeBatch(batch);
        if (!written && !isAway(written.error()))
            written = writeEach(batch);
        if (!written) {
            m_queue.putBack(std::move(batch));
            return written;
        }
    }
    return {};
}

Result<> StoreWorker::writeBatch(const std::deque<StoreWrite>& batch)
{
    return m_store->together([&]() -> Result<> {
        for (const StoreWrite& write : batch) {
            if (auto done = write.work(*m_store); !done)
                return done;
        }
        return {};
    });
}

// One of them is not taken by the database, the others are. What is done leaves the batch.
Result<> StoreWorker::writeEach(std::deque<StoreWrite>& batch)
{
    for (; !batch.empty(); batch.pop_front()) {
        auto done = m_store->together([&] { return batch.front().work(*m_store); });
        if (!done && isAway(done.error()))
            return done;
        if (!done)
            emit warned(done.error().text);
    }
    return {};
}

void StoreWorker::lose(const Error& error)
{
    m_store.reset();
    m_checkTimer.stop();
    {
        const QMutexLocker lock(&m_reasonMutex);
        m_reason = error;
    }
    m_delay = m_timing.firstRetry;
    m_retryTimer.start(m_delay);
    emit lost(error);
}

void StoreWorker::retry()
{
    auto picture = openStore();
    if (!picture) {
        m_store.reset();
        m_checkTimer.stop();
        m_delay = std::min(m_delay * 2, m_timing.longestRetry);
        m_retryTimer.start(m_delay);
        const QMutexLocker lock(&m_reasonMutex);
        m_reason = picture.error();
        return;
    }
    emit recovered(*picture);
}

void StoreWorker::hear(const QString& payload)
{
    const auto news = newsFrom(payload);
    if (!news || !m_store || news->instance == m_store->instance())
        return;
    if (news->kind == StoreNews::Kind::Device)
        tellDevice(news->id);
    else
        tellCode(news->id, news->state);
}

void StoreWorker::tellDevice(const QString& deviceId)
{
    const quint64 asOf = m_queue.bindings();
    (void)run([&](Store& store) -> Result<> {
        const auto device = store.device(deviceId);
        if (!device)
            return device.error();
        emit deviceChanged(deviceId, *device, asOf);
        return {};
    }).has_value();
}

void StoreWorker::tellCode(const QString& code, const QString& state)
{
    const quint64 asOf = m_queue.bindings();
    (void)run([&](Store& store) -> Result<> {
        const auto activation = store.activation(code);
        if (!activation)
            return activation.error();
        emit codeChanged({ code, state, *activation }, asOf);
        return {};
    }).has_value();
}

void StoreWorker::setRetention(int keepTurnsDays, int keepAuditDays)
{
    if (m_place.config.keepTurnsDays == keepTurnsDays && m_place.config.keepAuditDays == keepAuditDays)
        return;
    m_place.config.keepTurnsDays = keepTurnsDays;
    m_place.config.keepAuditDays = keepAuditDays;
    prune();
}

void StoreWorker::prune()
{
    (void)run([this](Store& store) {
        return store.prune(m_clock(), m_place.config.keepTurnsDays, m_place.config.keepAuditDays);
    }).has_value();
}

}

#include "moc_storeworker.cpp"
