// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/audioengine.h"

#include "audio/audioparts.h"
#include "audio/audioworker.h"
#include "audio/devicewish.h"
#include "audio/qtdevices.h"
#include "base/invoke.h"

#include <QDeadlineTimer>
#include <QThread>

#include <algorithm>
#include <optional>
#include <vector>

namespace myna::audio {

namespace {

// Each one is a thread lost for good; by then only a new process helps.
constexpr int maxLeftBehind = 3;

AudioParts realParts()
{
    return { makeDeviceMonitor(), std::make_unique<QtBackend>(), {} };
}

}

struct AudioEngine::Private : QObject
{
    Private(AudioEngine& engine, Settings wanted, AudioParts given);

    void startThread();
    void leaveThreadBehind();
    void listed(const SoundSystem& found);
    void reconcile();
    void apply(DeviceWish& wish, bool isInput);
    void failed(DeviceWish& wish, quint64 attempt, const Error& problem);
    void askServer();
    void showStatus();
    void hung();
    void recovered();
    void finishTurn(TurnId turn);
    template<typename Work>
    void post(Work&& work);

    AudioEngine& q;
    Settings settings;
    AudioParts parts;
    Watchdog watchdog;
    QTimer retryTimer;
    QTimer answerTimer;
    QTimer graceTimer;
    std::unique_ptr<QThread> thread;
    AudioWorker* worker = nullptr; // lives on `thread`, deleted when that ends
    int leftBehind = 0;

    std::optional<SoundSystem> system; // nothing: the monitor has not said yet
    bool answers = true; // the sound server
    bool needsPreparing = true; // once for every appearance of the server
    bool backendReady = false;
    bool retryDue = false; // the next answer may be followed by another try
    bool microphoneOpen = false;
    int volume = 100;
    DeviceWish input { true };
    DeviceWish output { false };
    std::optional<SoundStatus> shownInput;
    std::optional<SoundStatus> shownOutput;
    TurnId newestTurn;
    std::vector<TurnId> endedTurns; // not drained yet
};

AudioEngine::Private::Private(AudioEngine& engine, Settings wanted, AudioParts given)
    : q(engine)
    , settings(wanted)
    , parts(std::move(given))
    , watchdog(parts.timing.watchdog)
{
    output.want(settings.usePlayback);
    for (QTimer* timer : { &retryTimer, &answerTimer, &graceTimer })
        timer->setSingleShot(true);
    answerTimer.setInterval(parts.timing.answer);
    graceTimer.setInterval(parts.timing.grace);
    connect(parts.monitor.get(), &DeviceMonitor::listed, this, &Private::listed);
    connect(parts.backend.get(), &SoundBackend::ready, this, [this] {
        backendReady = !needsPreparing;
        reconcile();
    });
    connect(&watchdog, &Watchdog::hung, this, &Private::hung);
    connect(&watchdog, &Watchdog::recovered, this, &Private::recovered);
    connect(&retryTimer, &QTimer::timeout, this, &Private::askServer);
    connect(&answerTimer, &QTimer::timeout, this, [this] {
        answers = false;
        showStatus();
    });
    connect(&graceTimer, &QTimer::timeout, this, &Private::leaveThreadBehind);
}

template<typename Work>
void AudioEngine::Private::post(Work&& work)
{
    if (worker)
        onThreadOf(worker, [target = worker, work = std::forward<Work>(work)] { work(*target); });
}

void AudioEngine::Private::startThread()
{
    thread = std::make_unique<QThread>();
    thread->setObjectName(QStringLiteral("sound"));
    worker = std::make_unique<AudioWorker>(*parts.backend, settings.uplinkFrameMs).release();
    worker->moveToThread(thread.get());
    connect(thread.get(), &QThread::finished, worker, &QObject::deleteLater);
    connect(worker, &AudioWorker::packetReady, &q, &AudioEngine::packetReady);
    connect(worker, &AudioWorker::captureFinished, this, [this] {
        if (!microphoneOpen) {
            input.forget();
            showStatus();
        }
        emit q.captureFinished();
    });
    connect(worker, &AudioWorker::drained, this, &Private::finishTurn);
    connect(worker, &AudioWorker::levelsChanged, &q, &AudioEngine::levelsChanged);
    connect(worker, &AudioWorker::countersChanged, &q, &AudioEngine::countersChanged);
    connect(worker, &AudioWorker::inputOpened, this, [this](quint64 attempt) {
        if (input.opened(attempt))
            showStatus();
    });
    connect(worker, &AudioWorker::outputOpened, this, [this](quint64 attempt) {
        if (output.opened(attempt))
            showStatus();
    });
    connect(worker, &AudioWorker::inputLost, this, [this](quint64 attempt, const Error& problem) { failed(input, attempt, problem); });
    connect(worker, &AudioWorker::outputLost, this, [this](quint64 attempt, const Error& problem) { failed(output, attempt, problem); });
    connect(worker, &AudioWorker::inputDeadChanged, this, [this](bool dead) {
        input.setDead(dead);
        showStatus();
    });
    thread->start(QThread::TimeCriticalPriority);
    post([percent = volume](AudioWorker& w) { w.setVolume(percent); });
    if (microphoneOpen)
        post([](AudioWorker& w) { w.openMicrophone(); });
    watchdog.watch(thread.get());
}

// The thread is stuck inside a sound system that is otherwise alive; Qt offers no way to call it back. It keeps its objects, ends if it
// ever returns, and a new one takes over.
void AudioEngine::Private::leaveThreadBehind()
{
    if (!watchdog.isHung() || leftBehind >= maxLeftBehind)
        return;
    ++leftBehind;
    watchdog.stop();
    worker->disconnect();
    disconnect(thread.get(), nullptr, worker, nullptr);
    post([](AudioWorker& w) {
        w.retire();
        w.deleteLater();
    });
    QThread* const stuck = thread.release();
    connect(stuck, &QThread::finished, stuck, &QObject::deleteLater);
    input.forget();
    output.forget();
    startThread();
    askServer();
}

void AudioEngine::Private::askServer()
{
    answerTimer.start();
    retryDue = true;
    parts.monitor->refresh();
}

void AudioEngine::Private::listed(const SoundSystem& found)
{
    answerTimer.stop();
    answers = true;
    const QVector<SoundDevice> before = system ? system->devices : QVector<SoundDevice>();
    system = found;
    if (!found.present) {
        backendReady = false;
        needsPreparing = true;
    } else if (needsPreparing && !found.devices.isEmpty()) {
        needsPreparing = false;
        parts.backend->prepare();
    }
    // Streams that open make events too; retrying on each of those would go round in circles.
    if (std::exchange(retryDue, false) || before != found.devices) {
        input.retry();
        output.retry();
    }
    if (before != found.devices)
        emit q.devicesChanged(found.devices);
    if (watchdog.isHung() && found.present && !graceTimer.isActive())
        graceTimer.start();
    reconcile();
}

void AudioEngine::Private::reconcile()
{
    apply(input, true);
    apply(output, false);
    showStatus();
}

void AudioEngine::Private::apply(DeviceWish& wish, bool isInput)
{
    if (watchdog.isHung() || !system)
        return;
    const auto order = wish.reconcile(*system, backendReady);
    switch (order.act) {
    case DeviceWish::Order::Act::Nothing:
        break;
    case DeviceWish::Order::Act::Open:
        post([order, isInput](AudioWorker& w) { isInput ? w.openInput(order.id, order.attempt) : w.openOutput(order.id, order.attempt); });
        break;
    case DeviceWish::Order::Act::Close:
        post([isInput](AudioWorker& w) { isInput ? w.closeInput() : w.closeOutput(); });
        break;
    }
}

// Not opened again before the server has answered: opening a device of a server that does not answer hangs.
void AudioEngine::Private::failed(DeviceWish& wish, quint64 attempt, const Error& problem)
{
    if (!wish.failed(attempt, problem))
        return;
    if (!retryTimer.isActive())
        retryTimer.start(wish.failures() > 1 ? parts.timing.retry : parts.timing.firstRetry);
    showStatus();
}

void AudioEngine::Private::showStatus()
{
    const bool alive = answers && !watchdog.isHung();
    if (!system && alive)
        return;
    const SoundSystem known = system.value_or(SoundSystem {});
    const auto nowInput = input.status(known, alive);
    if (settings.useCapture && nowInput && nowInput != shownInput) {
        shownInput = nowInput;
        emit q.inputStatusChanged(*nowInput);
    }
    const auto nowOutput = output.status(known, alive);
    if (settings.usePlayback && nowOutput && nowOutput != shownOutput) {
        shownOutput = nowOutput;
        emit q.outputStatusChanged(*nowOutput);
    }
}

// The conversation goes on without sound: nothing is left to wait for.
void AudioEngine::Private::hung()
{
    showStatus();
    for (const TurnId turn : std::exchange(endedTurns, {}))
        emit q.drained(turn);
    if (!microphoneOpen && input.step() == DeviceWish::Step::Open)
        emit q.captureFinished();
    askServer();
}

void AudioEngine::Private::recovered()
{
    graceTimer.stop();
    post([turn = newestTurn](AudioWorker& w) { w.cancelTurn(turn); });
    askServer();
    showStatus();
}

void AudioEngine::Private::finishTurn(TurnId turn)
{
    if (std::erase(endedTurns, turn) > 0)
        emit q.drained(turn);
}

AudioEngine::AudioEngine(Settings settings, QObject* parent)
    : AudioEngine(settings, realParts(), parent)
{
}

AudioEngine::AudioEngine(Settings settings, AudioParts parts, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, settings, std::move(parts)))
{
}

AudioEngine::~AudioEngine()
{
    d->watchdog.stop();
    d->parts.monitor.reset();
    if (!d->thread)
        return;
    d->worker->disconnect();
    d->post([](AudioWorker& w) { w.retire(); });
    if (d->thread->wait(QDeadlineTimer(d->parts.timing.leave)))
        return;
    // Stuck inside the sound system: thread and backend stay behind until the process ends, which is soon.
    static_cast<void>(d->thread.release());
    static_cast<void>(d->parts.backend.release());
}

void AudioEngine::start()
{
    assertThreadOf(this);
    if (d->thread)
        return;
    d->startThread();
    d->answerTimer.start();
    d->parts.monitor->start();
}

void AudioEngine::chooseDevices(const DeviceChoice& choice)
{
    assertThreadOf(this);
    d->input.choose(choice.inputId);
    d->output.choose(choice.outputId);
    d->reconcile();
}

void AudioEngine::setVolume(int percent)
{
    assertThreadOf(this);
    d->volume = percent;
    d->post([percent](AudioWorker& w) { w.setVolume(percent); });
}

void AudioEngine::openMicrophone(bool open)
{
    assertThreadOf(this);
    if (!d->settings.useCapture || d->microphoneOpen == open)
        return;
    d->microphoneOpen = open;
    d->input.want(open);
    if (open) {
        d->input.forget(); // a device still listening for the tail of the last time starts anew
        d->input.retry();
        d->post([](AudioWorker& w) { w.openMicrophone(); });
        d->reconcile();
        return;
    }
    // The audio thread closes the device itself, once the last word has arrived.
    d->post([](AudioWorker& w) { w.closeMicrophone(); });
    if (d->watchdog.isHung())
        emit captureFinished();
}

void AudioEngine::beginTurn(TurnId turn)
{
    assertThreadOf(this);
    d->newestTurn = std::max(d->newestTurn, turn);
    if (!d->watchdog.isHung())
        d->post([turn](AudioWorker& w) { w.beginTurn(turn); });
}

void AudioEngine::play(TurnId turn, const protocol::AudioPacket& packet)
{
    assertThreadOf(this);
    d->newestTurn = std::max(d->newestTurn, turn);
    if (!d->watchdog.isHung()) // nothing piles up in front of a thread that does not answer
        d->post([turn, packet](AudioWorker& w) { w.play(turn, packet); });
}

void AudioEngine::endTurn(TurnId turn)
{
    assertThreadOf(this);
    if (d->watchdog.isHung()) {
        onThreadOf(this, [this, turn] { emit drained(turn); });
        return;
    }
    d->endedTurns.push_back(turn);
    d->post([turn](AudioWorker& w) { w.endTurn(turn); });
}

void AudioEngine::cancelTurn(TurnId turn)
{
    assertThreadOf(this);
    d->newestTurn = std::max(d->newestTurn, turn);
    std::erase_if(d->endedTurns, [&](TurnId ended) { return ended <= turn; });
    d->post([turn](AudioWorker& w) { w.cancelTurn(turn); });
}

}
