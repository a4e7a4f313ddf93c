// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/storedesk.h"

#include <QCoreApplication>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds closePatience { 400 }; // of the 3 s a stop may take
constexpr std::chrono::milliseconds endPatience { 100 };

Clock orNow(Clock clock)
{
    return clock ? std::move(clock) : Clock([] { return QDateTime::currentDateTimeUtc(); });
}

}

class StoreDesk::Book final : public DeviceStore
{
public:
    explicit Book(StoreDesk& desk)
        : m_desk(desk)
    {
    }

    Result<QVector<DeviceRecord>> devices() override { return picture.devices; }
    Result<> saveDevice(const DeviceRecord& device) override
    {
        return keep(u"d|"_s + device.deviceId, [device](Store& store) { return store.saveDevice(device); });
    }
    Result<> touchDevice(const DeviceRecord& device) override
    {
        m_desk.write(
            WriteKind::Other, [device](Store& store) { return store.touchDevice(device); }, u"t|"_s + device.deviceId);
        return {};
    }
    // Without a key: with the device goes what is remembered of it, also when it is bound again at once.
    Result<> removeDevice(const QString& deviceId) override
    {
        return keep({}, [deviceId](Store& store) { return store.removeDevice(deviceId); });
    }
    Result<QVector<ActivationRecord>> activations() override { return picture.activations; }
    // Without a key: both of one code are needed, and there is one code for each device.
    Result<> saveActivation(const ActivationRecord& activation) override
    {
        return keep({}, [activation](Store& store) { return store.saveActivation(activation); });
    }
    Result<> endActivation(const QString& code, const QString& state) override
    {
        return keep({}, [code, state](Store& store) { return store.endActivation(code, state); });
    }

    StorePicture picture;

private:
    Result<> keep(const QString& key, std::function<Result<>(Store&)> work)
    {
        m_desk.write(WriteKind::Binding, std::move(work), key);
        return {};
    }

    StoreDesk& m_desk;
};

StoreDesk::StoreDesk(StorePlace place, Clock clock, StoreTiming timing, QObject* parent)
    : QObject(parent)
    , m_keepTurnsDays(place.config.keepTurnsDays)
    , m_book(std::make_unique<Book>(*this))
    , m_thread(u"myna-store"_s, new StoreWorker(std::move(place), timing, orNow(std::move(clock))))
{
    StoreWorker* const worker = m_thread.worker();
    connect(worker, &StoreWorker::warned, this, &StoreDesk::warned);
    connect(worker, &StoreWorker::lost, this, [this](const Error& error) {
        emit warned(QCoreApplication::translate("myna", "%1 The server goes on from memory and tries again by itself.").arg(error.text));
    });
    connect(worker, &StoreWorker::recovered, this, [this](const StorePicture& picture) {
        emit warned(QCoreApplication::translate("myna", "The server's database is back; what waited has been written."));
        take(picture);
    });
    connect(worker, &StoreWorker::looked, this, &StoreDesk::take);
    connect(worker, &StoreWorker::deviceChanged, this, [this, worker](const QString& deviceId, const auto& device, quint64 asOf) {
        if (isNewest(asOf))
            emit deviceChanged(deviceId, device);
        else
            onThreadOf(worker, [worker, deviceId] { worker->tellDevice(deviceId); });
    });
    connect(worker, &StoreWorker::codeChanged, this, [this, worker](const CodeNews& news, quint64 asOf) {
        if (isNewest(asOf))
            emit codeChanged(news);
        else
            onThreadOf(worker, [worker, news] { worker->tellCode(news.code, news.state); });
    });
    m_thread.thread().start();
}

// What was read before a binding was made here would undo it, so it is read once more.
bool StoreDesk::isNewest(quint64 asOf) const
{
    return asOf == m_thread.worker()->queue().bindings();
}

void StoreDesk::take(const StorePicture& picture)
{
    if (!isNewest(picture.asOf)) {
        onThreadOf(m_thread.worker(), [worker = m_thread.worker()] { worker->look(); });
        return;
    }
    m_book->picture = picture;
    emit pictureChanged(picture);
}

StoreDesk::~StoreDesk()
{
    m_thread.end(endPatience);
}

void StoreDesk::open(std::function<void(const Result<StorePicture>&)> then)
{
    onThreadOf(m_thread.worker(), [this, worker = m_thread.worker(), line = database::AnswerLine(this), then = std::move(then)] {
        line.answer([this, then, picture = worker->open()] {
            if (picture)
                m_book->picture = *picture;
            then(picture);
        });
    });
}

void StoreDesk::close(const std::function<void()>& then)
{
    m_closed = true;
    // Whichever comes first: it is written, or there is no time left. A line answers once.
    const database::AnswerLine line(this);
    onThreadOf(m_thread.worker(), [worker = m_thread.worker(), line, then] {
        worker->writeLast();
        line.answer(then);
    });
    QTimer::singleShot(closePatience, this, [line, then] { line.answer(then); });
}

void StoreDesk::write(WriteKind kind, std::function<Result<>(Store&)> work, const QString& key)
{
    if (m_closed)
        return;
    StoreWorker* const worker = m_thread.worker();
    if (worker->queue().add({ kind, key, std::move(work) }))
        onThreadOf(worker, [worker] { worker->write(); });
}

void StoreDesk::addTurn(const TurnRecord& turn)
{
    if (m_keepTurnsDays > 0)
        write(WriteKind::Turn, [turn](Store& store) -> Result<> {
            auto id = store.addTurn(turn);
            return id ? Result<>() : Result<>(id.error());
        });
}

void StoreDesk::addAudit(const AuditRecord& record)
{
    write(WriteKind::Audit, [record](Store& store) -> Result<> {
        auto id = store.addAudit(record);
        return id ? Result<>() : Result<>(id.error());
    });
}

void StoreDesk::setRetention(int keepTurnsDays, int keepAuditDays)
{
    m_keepTurnsDays = keepTurnsDays;
    onThreadOf(m_thread.worker(),
        [worker = m_thread.worker(), keepTurnsDays, keepAuditDays] { worker->setRetention(keepTurnsDays, keepAuditDays); });
}

void StoreDesk::settled(QObject* asker, std::function<void(const Result<>&)> then)
{
    ask<std::monostate>(
        asker, [](Store&) -> Result<> { return {}; }, std::move(then));
}

DeviceStore& StoreDesk::book()
{
    return *m_book;
}

}

#include "moc_storedesk.cpp"
