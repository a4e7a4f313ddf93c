// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/audioengine.h"

#include "audio/audioparts.h"
#include "audio/devicekeeper.h"
#include "audio/qtdevices.h"
#include "audio/soundthread.h"
#include "audio/sphinxspotter.h"
#include "base/invoke.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace myna::audio {

namespace {

AudioParts realParts()
{
    return { makeDeviceMonitor(), std::make_unique<QtBackend>(), {}, nullptr };
}

}

struct AudioEngine::Private : QObject
{
    Private(AudioEngine& engine, Settings wanted, AudioParts given);

    void joinKeeper();
    void usePair(const DeviceChoice& used, bool isEchoFree);
    [[nodiscard]] int knownDelayMs() const;
    void tellDelay();
    void finishEchoTest(EchoTestResult result);
    void joinThread();
    [[nodiscard]] std::function<void(AudioWorker&)> known() const;
    void joinWorker(AudioWorker& worker);
    void hung();
    void recovered();
    void finishTurn(TurnId turn);
    void showInputWish();
    void makeSpotter();
    void spotted(const QString& phrase, int score);

    AudioEngine& q;
    Settings settings;
    AudioParts parts;
    DeviceKeeper keeper;
    SoundThread thread;

    // What a fresh audio thread has to be told.
    bool microphoneOpen = false;
    bool listening = false; // locally
    bool spotting = false;
    bool muted = false;
    bool measuring = false;
    int volume = 100;
    int musicVolume = 100;
    std::shared_ptr<MusicSource> music;
    EchoDelay echoDelay;
    DeviceChoice pair; // in use
    bool echoFree = false; // this pair
    DeviceChoice testedPair; // of the last echo test

    bool finishing = false; // the worker still sends the last word
    SoundStatus inputStatus;
    SoundStatus outputStatus;
    TurnId newestTurn;
    std::vector<TurnId> endedTurns; // not drained yet
};

AudioEngine::Private::Private(AudioEngine& engine, Settings wanted, AudioParts given)
    : q(engine)
    , settings(wanted)
    , parts(std::move(given))
    , keeper(*parts.monitor, *parts.backend, parts.timing, { wanted.useCapture, wanted.usePlayback })
    , thread(*parts.backend, parts.timing)
{
    keeper.wantOutput(settings.usePlayback);
    joinKeeper();
    joinThread();
}

void AudioEngine::Private::joinKeeper()
{
    connect(&keeper, &DeviceKeeper::pairChanged, this, [this](const QString& inputId, const QString& outputId, bool isEchoFree) {
        usePair({ inputId, outputId }, isEchoFree);
    });
    connect(&keeper, &DeviceKeeper::inputOrdered, this,
        [this](const QString& id, quint64 attempt) { thread.post([id, attempt](AudioWorker& w) { w.openInput(id, attempt); }); });
    connect(&keeper, &DeviceKeeper::outputOrdered, this,
        [this](const QString& id, quint64 attempt) { thread.post([id, attempt](AudioWorker& w) { w.openOutput(id, attempt); }); });
    connect(&keeper, &DeviceKeeper::inputUnwanted, this, [this] { thread.post([](AudioWorker& w) { w.closeInput(); }); });
    connect(&keeper, &DeviceKeeper::outputUnwanted, this, [this] { thread.post([](AudioWorker& w) { w.closeOutput(); }); });
    connect(&keeper, &DeviceKeeper::allUnwanted, this, [this] { thread.post([](AudioWorker& w) { w.closeAll(); }); });
    connect(&keeper, &DeviceKeeper::devicesChanged, &q, &AudioEngine::devicesChanged);
    connect(&keeper, &DeviceKeeper::inputStatusChanged, this, [this](const SoundStatus& status) {
        inputStatus = status;
        emit q.inputStatusChanged(status);
    });
    connect(&keeper, &DeviceKeeper::outputStatusChanged, this, [this](const SoundStatus& status) {
        outputStatus = status;
        emit q.outputStatusChanged(status);
    });
    connect(&keeper, &DeviceKeeper::serverAnswered, this, [this](bool present) {
        if (present)
            thread.serverAnswered();
    });
}

void AudioEngine::Private::usePair(const DeviceChoice& used, bool isEchoFree)
{
    pair = used;
    echoFree = isEchoFree;
    thread.post([isEchoFree](AudioWorker& w) { w.microphone().chain().setEchoFree(isEchoFree); });
    tellDelay();
}

// A delay of other devices would be worse than none.
int AudioEngine::Private::knownDelayMs() const
{
    const bool isOfThese
        = !pair.inputId.isEmpty() && !pair.outputId.isEmpty() && echoDelay.inputId == pair.inputId && echoDelay.outputId == pair.outputId;
    return isOfThese ? echoDelay.ms : -1;
}

void AudioEngine::Private::tellDelay()
{
    thread.post([delay = knownDelayMs()](AudioWorker& w) { w.microphone().chain().setEchoDelay(delay); });
}

void AudioEngine::Private::finishEchoTest(EchoTestResult result)
{
    if (testedPair == pair) {
        result.inputId = pair.inputId;
        result.outputId = pair.outputId;
        if (result.heard)
            echoDelay = { result.delayMs, pair.inputId, pair.outputId };
    }
    tellDelay();
    emit q.echoTested(result);
}

void AudioEngine::Private::joinThread()
{
    connect(&thread, &SoundThread::renewed, this, [this] {
        joinWorker(*thread.worker());
        thread.post([known = this->known()](AudioWorker& w) { known(w); });
    });
    connect(&thread, &SoundThread::leftBehind, this, [this] {
        finishing = false;
        keeper.forgetDevices();
        keeper.setThreadHung(false);
        keeper.askServer();
    });
    connect(&thread, &SoundThread::stuckChanged, &keeper, &DeviceKeeper::setStuckThreads);
    connect(&thread, &SoundThread::hung, this, &Private::hung);
    connect(&thread, &SoundThread::recovered, this, &Private::recovered);
}

// Everything a worker has been told so far, as one wish.
std::function<void(AudioWorker&)> AudioEngine::Private::known() const
{
    return [volume = volume, uplink = settings.uplink, processing = settings.processing, delay = knownDelayMs(), isEchoFree = echoFree,
               muted = muted, measuring = measuring, open = microphoneOpen, music = music, musicVolume = musicVolume,
               spotter = spotting ? parts.spotter.get() : nullptr](AudioWorker& w) {
        w.mixer().setVolume(volume);
        w.mixer().setMusicVolume(musicVolume);
        w.mixer().setListening(open);
        w.playMusic(music);
        w.microphone().setUplink(uplink);
        w.microphone().chain().set(processing);
        w.microphone().chain().setEchoFree(isEchoFree);
        w.microphone().chain().setEchoDelay(delay);
        w.microphone().setMuted(muted);
        w.measure(measuring);
        w.microphone().setSpotter(spotter);
        if (open)
            w.microphone().open();
    };
}

void AudioEngine::Private::joinWorker(AudioWorker& worker)
{
    connect(&worker, &AudioWorker::packetReady, &q, &AudioEngine::packetReady);
    connect(&worker, &AudioWorker::captureFinished, this, [this] {
        finishing = false;
        showInputWish();
        emit q.captureFinished();
    });
    connect(&worker, &AudioWorker::drained, this, &Private::finishTurn);
    connect(&worker, &AudioWorker::soundPlayed, &q, &AudioEngine::soundPlayed);
    connect(&worker, &AudioWorker::levelsChanged, &q, &AudioEngine::levelsChanged);
    connect(&worker, &AudioWorker::countersChanged, &q, &AudioEngine::countersChanged);
    connect(&worker, &AudioWorker::mutedSpeech, &q, &AudioEngine::mutedSpeech);
    connect(&worker, &AudioWorker::clippingChanged, &q, &AudioEngine::clippingChanged);
    connect(&worker, &AudioWorker::recorded, &q, &AudioEngine::recorded);
    connect(&worker, &AudioWorker::echoTested, this, &Private::finishEchoTest);
    connect(&worker, &AudioWorker::statisticsMeasured, this, [this](AudioStatistics statistics) {
        statistics.inputName = inputStatus.working && statistics.inputRateHz > 0 ? inputStatus.deviceName : QString();
        statistics.echoDelayMs = knownDelayMs();
        statistics.outputName = outputStatus.working ? outputStatus.deviceName : QString();
        emit q.statisticsMeasured(statistics);
    });
    connect(&worker, &AudioWorker::inputOpened, &keeper, &DeviceKeeper::inputOpened);
    connect(&worker, &AudioWorker::outputOpened, &keeper, &DeviceKeeper::outputOpened);
    connect(&worker, &AudioWorker::inputLost, &keeper, &DeviceKeeper::inputFailed);
    connect(&worker, &AudioWorker::outputLost, &keeper, &DeviceKeeper::outputFailed);
    connect(&worker, &AudioWorker::inputDeadChanged, &keeper, &DeviceKeeper::inputDead);
    connect(&worker, &AudioWorker::allClosed, &keeper, &DeviceKeeper::allClosed);
}

// The conversation goes on without sound: nothing is left to wait for.
void AudioEngine::Private::hung()
{
    keeper.setThreadHung(true);
    for (const TurnId turn : std::exchange(endedTurns, {}))
        emit q.drained(turn);
    if (std::exchange(finishing, false))
        emit q.captureFinished();
    keeper.askServer();
}

void AudioEngine::Private::recovered()
{
    thread.post([turn = newestTurn](AudioWorker& w) { w.cancelTurn(turn); });
    keeper.setThreadHung(false);
    keeper.askServer();
}

void AudioEngine::Private::finishTurn(TurnId turn)
{
    if (std::erase(endedTurns, turn) > 0)
        emit q.drained(turn);
}

void AudioEngine::Private::showInputWish()
{
    keeper.wantInput(settings.useCapture && (microphoneOpen || finishing || listening || spotting));
}

void AudioEngine::Private::makeSpotter()
{
    if (!parts.spotter)
        parts.spotter = std::make_unique<SphinxSpotter>();
    connect(parts.spotter.get(), &KeywordSpotter::spotted, this, &Private::spotted, Qt::UniqueConnection);
    connect(parts.spotter.get(), &KeywordSpotter::scored, &q, &AudioEngine::wakeScored, Qt::UniqueConnection);
    connect(parts.spotter.get(), &KeywordSpotter::armed, &q, &AudioEngine::wakeArmed, Qt::UniqueConnection);
    connect(parts.spotter.get(), &KeywordSpotter::failed, &q, &AudioEngine::wakeFailed, Qt::UniqueConnection);
}

// The pre-roll lies on the audio thread.
void AudioEngine::Private::spotted(const QString& phrase, int score)
{
    thread.post([door = &q, phrase, score](AudioWorker& w) {
        onThreadOf(
            door, [door, phrase, score, preRoll = w.microphone().takePreRoll()] { emit door->wakeWordHeard(phrase, score, preRoll); });
    });
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
    d->parts.monitor.reset();
    // Stuck inside the sound system: thread and backend stay behind until the process ends, which is soon.
    if (!d->thread.finish())
        static_cast<void>(d->parts.backend.release());
}

void AudioEngine::start()
{
    assertThreadOf(this);
    if (d->thread.isStarted())
        return;
    d->thread.start();
    d->keeper.start();
}

void AudioEngine::chooseDevices(const DeviceChoice& choice)
{
    assertThreadOf(this);
    d->keeper.choose(choice);
}

void AudioEngine::setVolume(int percent)
{
    assertThreadOf(this);
    d->volume = percent;
    d->thread.post([percent](AudioWorker& w) { w.mixer().setVolume(percent); });
}

void AudioEngine::openMicrophone(bool open)
{
    assertThreadOf(this);
    if (!d->settings.useCapture || d->microphoneOpen == open)
        return;
    d->microphoneOpen = open;
    d->thread.post([open](AudioWorker& w) { w.mixer().setListening(open); });
    if (open) {
        d->thread.post([](AudioWorker& w) { w.microphone().open(); });
        d->showInputWish();
        return;
    }
    // The device stays open until the last word has arrived.
    d->finishing = !d->thread.isHung();
    d->showInputWish();
    d->thread.post([](AudioWorker& w) { w.microphone().close(); });
    if (!d->finishing)
        emit captureFinished();
}

void AudioEngine::setMuted(bool muted)
{
    assertThreadOf(this);
    d->muted = muted;
    d->thread.post([muted](AudioWorker& w) { w.microphone().setMuted(muted); });
}

void AudioEngine::listenLocally(bool listen)
{
    assertThreadOf(this);
    d->listening = listen;
    d->showInputWish();
}

void AudioEngine::setRecording(bool recording)
{
    assertThreadOf(this);
    d->thread.post([recording](AudioWorker& w) { w.microphone().setRecording(recording); });
}

void AudioEngine::setProcessing(const speech::Processing& processing)
{
    assertThreadOf(this);
    d->settings.processing = processing;
    d->thread.post([processing](AudioWorker& w) { w.microphone().chain().set(processing); });
}

void AudioEngine::setEchoDelay(const EchoDelay& delay)
{
    assertThreadOf(this);
    d->echoDelay = delay;
    d->tellDelay();
}

void AudioEngine::setUplink(const UplinkOptions& options)
{
    assertThreadOf(this);
    d->settings.uplink = options;
    d->thread.post([options](AudioWorker& w) { w.microphone().setUplink(options); });
}

void AudioEngine::runEchoTest()
{
    assertThreadOf(this);
    d->testedPair = d->pair;
    d->thread.post([](AudioWorker& w) { w.startEchoTest(); });
}

void AudioEngine::cancelEchoTest()
{
    assertThreadOf(this);
    d->thread.post([](AudioWorker& w) { w.cancelEchoTest(); });
}

void AudioEngine::playSound(const codec::PcmFrame& sound, quint64 number)
{
    assertThreadOf(this);
    if (!d->thread.isHung())
        d->thread.post([sound, number](AudioWorker& w) { w.playSound(sound, number); });
}

void AudioEngine::stopSounds()
{
    assertThreadOf(this);
    d->thread.post([](AudioWorker& w) { w.stopSounds(); });
}

void AudioEngine::playMusic(const std::shared_ptr<MusicSource>& music)
{
    assertThreadOf(this);
    d->music = music;
    d->thread.post([music](AudioWorker& w) { w.playMusic(music); });
}

void AudioEngine::setMusicVolume(int percent)
{
    assertThreadOf(this);
    d->musicVolume = percent;
    d->thread.post([percent](AudioWorker& w) { w.mixer().setMusicVolume(percent); });
}

void AudioEngine::listenForWakeWords(const std::optional<WakeSetup>& setup)
{
    assertThreadOf(this);
    d->spotting = d->settings.useCapture && setup.has_value();
    if (d->spotting) {
        d->makeSpotter();
        d->parts.spotter->arm(*setup);
    } else if (d->parts.spotter) {
        d->parts.spotter->disarm();
    }
    d->thread.post([spotter = d->spotting ? d->parts.spotter.get() : nullptr](AudioWorker& w) { w.microphone().setSpotter(spotter); });
    d->showInputWish();
}

void AudioEngine::measure(bool wanted)
{
    assertThreadOf(this);
    d->measuring = wanted;
    d->thread.post([wanted](AudioWorker& w) { w.measure(wanted); });
}

void AudioEngine::beginTurn(TurnId turn)
{
    assertThreadOf(this);
    d->newestTurn = std::max(d->newestTurn, turn);
    if (!d->thread.isHung())
        d->thread.post([turn](AudioWorker& w) { w.beginTurn(turn); });
}

void AudioEngine::play(TurnId turn, const protocol::AudioPacket& packet)
{
    assertThreadOf(this);
    d->newestTurn = std::max(d->newestTurn, turn);
    if (!d->thread.isHung()) // nothing piles up in front of a thread that does not answer
        d->thread.post([turn, packet](AudioWorker& w) { w.play(turn, packet); });
}

void AudioEngine::endTurn(TurnId turn)
{
    assertThreadOf(this);
    if (d->thread.isHung()) {
        onThreadOf(this, [this, turn] { emit drained(turn); });
        return;
    }
    d->endedTurns.push_back(turn);
    d->thread.post([turn](AudioWorker& w) { w.endTurn(turn); });
}

void AudioEngine::cancelTurn(TurnId turn)
{
    assertThreadOf(this);
    d->newestTurn = std::max(d->newestTurn, turn);
    std::erase_if(d->endedTurns, [&](TurnId ended) { return ended <= turn; });
    d->thread.post([turn](AudioWorker& w) { w.cancelTurn(turn); });
}

}

#include "moc_audioengine.cpp"
