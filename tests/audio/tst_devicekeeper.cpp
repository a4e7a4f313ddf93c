// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devicekeeper.h"
#include "support/testcase.h"

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::audio;

namespace {

// Says what it is told to say, when it is told to.
class FakeMonitor final : public DeviceMonitor
{
public:
    void start() override { ++started; }
    void refresh() override { ++asked; }
    void tell(const SoundSystem& system) { emit listed(system); }
    void deny(bool denied) { emit accessDenied(denied); }
    int started = 0;
    int asked = 0;
};

class FakeBackend final : public SoundBackend
{
public:
    void prepare() override { ++prepared; }
    void becomeReady() { emit ready(); }
    std::unique_ptr<CaptureDevice> makeCapture(const QString&) override { return nullptr; }
    std::unique_ptr<PlaybackDevice> makePlayback(const QString&) override { return nullptr; }
    int prepared = 0;
};

SoundSystem desk(const QString& loudspeaker = u"spk"_s, const QString& microphone = u"mic"_s)
{
    return { true, { { loudspeaker, u"Loudspeaker"_s, false, true }, { microphone, u"Microphone"_s, true, true } } };
}

const Error broken { Error::Code::Unavailable, u"broken"_s };
constexpr auto never = 1h;

// A keeper and everything it orders and says.
struct Bench
{
    explicit Bench(const AudioTiming& timing, DeviceKeeper::Shown shown = {})
        : keeper(monitor, backend, timing, shown)
    {
        QObject::connect(&keeper, &DeviceKeeper::outputOrdered, &keeper, [this](const QString& id, quint64 attempt) {
            outputs << id;
            outputAttempt = attempt;
        });
        QObject::connect(&keeper, &DeviceKeeper::inputOrdered, &keeper, [this](const QString& id, quint64 attempt) {
            inputs << id;
            inputAttempt = attempt;
        });
        QObject::connect(&keeper, &DeviceKeeper::pairChanged, &keeper, [this](const QString& in, const QString& out, bool isEchoFree) {
            pairs << in + u' ' + out + (isEchoFree ? u" echo-free"_s : QString());
            orderedBefore = inputs.size() + outputs.size();
        });
        QObject::connect(&keeper, &DeviceKeeper::inputUnwanted, &keeper, [this] { inputs << u"-"_s; });
        QObject::connect(&keeper, &DeviceKeeper::outputUnwanted, &keeper, [this] { outputs << u"-"_s; });
        QObject::connect(&keeper, &DeviceKeeper::inputStatusChanged, &keeper, [this](const SoundStatus& status) { input = status; });
        QObject::connect(&keeper, &DeviceKeeper::outputStatusChanged, &keeper, [this](const SoundStatus& status) {
            output = status;
            ++outputTold;
        });
        QObject::connect(&keeper, &DeviceKeeper::allUnwanted, &keeper, [this] {
            ++allUnwanted;
            if (closes)
                keeper.allClosed();
        });
        keeper.wantInput(true);
        keeper.wantOutput(true);
        keeper.start();
    }
    // Both devices open and said to work.
    void open(const SoundSystem& system = desk())
    {
        monitor.tell(system);
        backend.becomeReady();
        keeper.inputOpened(inputAttempt);
        keeper.outputOpened(outputAttempt);
    }

    FakeMonitor monitor;
    FakeBackend backend;
    DeviceKeeper keeper;
    QStringList inputs; // ordered so far; "-": closed
    QStringList outputs;
    quint64 inputAttempt = 0;
    quint64 outputAttempt = 0;
    QStringList pairs; // told so far
    qsizetype orderedBefore = 0; // devices, before the last pair was told
    SoundStatus input;
    SoundStatus output;
    int outputTold = 0;
    int allUnwanted = 0;
    bool closes = true; // at once, when told to
};

}

class TstDeviceKeeper : public test::TestCase
{
    Q_OBJECT

private:
    static AudioTiming timing()
    {
        AudioTiming timing;
        timing.retry = timing.firstRetry = never;
        timing.settle = 30ms;
        timing.answer = never;
        return timing;
    }

private slots:
    void opensNothingBeforeTheBackendIsReady()
    {
        Bench bench(timing());
        QCOMPARE(bench.monitor.started, 1);
        bench.monitor.tell({ true, {} });
        QCOMPARE(bench.backend.prepared, 0); // a server without devices is still starting
        bench.monitor.tell(desk());
        QCOMPARE(bench.backend.prepared, 1);
        QVERIFY(bench.outputs.isEmpty() && bench.inputs.isEmpty());
        bench.backend.becomeReady();
        QCOMPARE(bench.outputs, QStringList { u"spk"_s });
        QCOMPARE(bench.inputs, QStringList { u"mic"_s });
        QVERIFY(!bench.output.working);
        bench.keeper.outputOpened(bench.outputAttempt);
        QVERIFY(bench.output.working);
        QVERIFY(!bench.keeper.isInputOpen());
        bench.keeper.inputOpened(bench.inputAttempt);
        QVERIFY(bench.keeper.isInputOpen());
    }

    void waitsUntilTheListIsQuiet()
    {
        Bench bench(timing());
        bench.open();
        // A dock: three lists in a row. What is in the middle may be gone before it could be opened.
        bench.monitor.tell(desk(u"dock"_s));
        bench.monitor.tell(desk(u"dock"_s, u"dockmic"_s));
        bench.monitor.tell(desk(u"headset"_s, u"dockmic"_s));
        QCOMPARE(bench.outputs.size(), 1);
        QTRY_COMPARE(bench.outputs, (QStringList { u"spk"_s, u"headset"_s }));
        QCOMPARE(bench.inputs, (QStringList { u"mic"_s, u"dockmic"_s }));
    }

    void wishesWaitUntilTheListIsQuietToo()
    {
        Bench bench(timing());
        bench.open();
        bench.monitor.tell(desk(u"headset"_s));
        bench.keeper.choose({ {}, u"headset"_s });
        bench.backend.becomeReady();
        QCOMPARE(bench.outputs.size(), 1);
        QTRY_COMPARE(bench.outputs, (QStringList { u"spk"_s, u"headset"_s }));
    }

    void triesAgainOnlyAfterTheServerAnswered()
    {
        AudioTiming quick = timing();
        quick.firstRetry = 1ms;
        quick.retry = 2ms;
        Bench bench(quick);
        bench.open();
        for (int round = 1; round <= 3; ++round) {
            bench.keeper.outputFailed(bench.outputAttempt, broken);
            QCOMPARE(bench.output.problem.text, broken.text);
            // Streams that open make the server tell its list again: no reason to try.
            bench.monitor.tell(desk());
            QCOMPARE(bench.outputs.size(), round);
            QTRY_COMPARE(bench.monitor.asked, round);
            QCOMPARE(bench.outputs.size(), round);
            bench.monitor.tell(desk());
            QCOMPARE(bench.outputs.size(), round + 1);
        }
        QCOMPARE(bench.inputs.size(), 1);
        bench.keeper.outputOpened(bench.outputAttempt);
        QVERIFY(bench.output.working && bench.output.problem.text.isEmpty());
    }

    void aChangedListIsAReasonToTryAtOnce()
    {
        Bench bench(timing());
        bench.open();
        bench.keeper.outputFailed(bench.outputAttempt, broken);
        auto more = desk();
        more.devices.append({ u"headset"_s, u"Headset"_s, false, false });
        bench.monitor.tell(more);
        QTRY_COMPARE(bench.outputs, (QStringList { u"spk"_s, u"spk"_s }));
        QCOMPARE(bench.monitor.asked, 0);
    }

    void newsOfAnOlderAttemptCountNothing()
    {
        Bench bench(timing());
        bench.open();
        const quint64 old = bench.outputAttempt;
        bench.keeper.choose({ {}, u"spk"_s });
        bench.monitor.tell(desk(u"headset"_s));
        QTRY_COMPARE(bench.outputs.size(), 2);
        bench.keeper.outputOpened(bench.outputAttempt);
        bench.keeper.outputFailed(old, broken);
        QVERIFY(bench.output.working);
    }

    void aServerThatDoesNotAnswerIsNamed()
    {
        AudioTiming quick = timing();
        quick.answer = 20ms;
        Bench bench(quick);
        QTRY_COMPARE(bench.output.problem.code, Error::Code::Timeout);
        QCOMPARE(bench.input.problem.code, Error::Code::Timeout);
        bench.open();
        QVERIFY(bench.output.working && bench.input.working);
        bench.keeper.askServer();
        QTRY_COMPARE(bench.output.problem.code, Error::Code::Timeout);
        QVERIFY(!bench.output.working);
        bench.monitor.tell(desk());
        QVERIFY(bench.output.working);
    }

    void nothingIsOrderedOfAThreadThatHangs()
    {
        Bench bench(timing());
        bench.open();
        bench.keeper.setThreadHung(true);
        QCOMPARE(bench.output.problem.code, Error::Code::Timeout);
        bench.keeper.choose({ {}, u"headset"_s });
        auto more = desk();
        more.devices.append({ u"headset"_s, u"Headset"_s, false, false });
        QSignalSpy changed(&bench.keeper, &DeviceKeeper::devicesChanged);
        bench.monitor.tell(more);
        QCOMPARE(changed.size(), 1);
        QTRY_COMPARE(bench.outputs.size(), 1);
        // A fresh thread took over.
        bench.keeper.forgetDevices();
        bench.keeper.setThreadHung(false);
        bench.keeper.askServer();
        QCOMPARE(bench.monitor.asked, 1);
        bench.monitor.tell(more);
        QTRY_COMPARE(bench.outputs, (QStringList { u"spk"_s, u"headset"_s }));
        QTRY_COMPARE(bench.inputs, (QStringList { u"mic"_s, u"mic"_s }));
    }

    // Each try costs a thread.
    void aDeviceThatHangsTwiceIsLeftAlone()
    {
        Bench bench(timing());
        bench.monitor.tell(desk());
        bench.backend.becomeReady();
        bench.keeper.inputOpened(bench.inputAttempt);
        for (int round = 1; round <= 3; ++round) {
            bench.keeper.setThreadHung(true);
            bench.keeper.forgetDevices();
            bench.keeper.setThreadHung(false);
            bench.keeper.askServer();
            bench.monitor.tell(desk());
            bench.keeper.inputOpened(bench.inputAttempt);
            QCOMPARE(bench.outputs.size(), std::min(round + 1, 2));
        }
        QVERIFY(bench.input.working);
        QCOMPARE(bench.output.problem.code, Error::Code::Unavailable);
        QVERIFY(!bench.output.working && bench.output.deviceName == "Loudspeaker"_L1);
        // Another one may be used at once, and the same after it was unplugged.
        bench.monitor.tell(desk(u"headset"_s));
        QTRY_COMPARE(bench.outputs.last(), u"headset"_s);
        bench.monitor.tell(desk());
        QTRY_COMPARE(bench.outputs.last(), u"spk"_s);
    }

    void stuckThreadsForbidANewConnection()
    {
        Bench bench(timing());
        bench.open();
        bench.keeper.setStuckThreads(1);
        QVERIFY(bench.output.working); // the old connection still stands
        bench.monitor.tell({});
        QTRY_COMPARE(bench.outputs.last(), u"-"_s);
        QCOMPARE(bench.output.problem.code, Error::Code::Unavailable);
        const QString absent = bench.output.problem.text;
        bench.monitor.tell(desk());
        QCOMPARE(bench.backend.prepared, 1);
        QVERIFY(bench.output.problem.text != absent);
        QVERIFY(bench.output.problem.text.contains("start it again"_L1));
        QCOMPARE(bench.input.problem.text, bench.output.problem.text);
        // It came back after all.
        bench.keeper.setStuckThreads(0);
        QCOMPARE(bench.backend.prepared, 2);
        bench.backend.becomeReady();
        QTRY_COMPARE(bench.outputs.last(), u"spk"_s);
        bench.keeper.outputOpened(bench.outputAttempt);
        QVERIFY(bench.output.working);
    }

    void aServerThatCameBackIsPreparedOnce()
    {
        Bench bench(timing());
        bench.open();
        bench.monitor.tell({});
        QTRY_COMPARE(bench.outputs, (QStringList { u"spk"_s, u"-"_s }));
        QCOMPARE(bench.inputs, (QStringList { u"mic"_s, u"-"_s }));
        bench.monitor.tell(desk());
        bench.monitor.tell(desk());
        QCOMPARE(bench.backend.prepared, 2);
        QCOMPARE(bench.outputs.size(), 2);
        bench.backend.becomeReady();
        QTRY_COMPARE(bench.outputs.last(), u"spk"_s);
    }

    // The backend's new connection would take the ground from under streams of the old one.
    void nothingIsPreparedBeforeAllIsClosed()
    {
        Bench bench(timing());
        bench.open();
        bench.closes = false;
        bench.monitor.tell({});
        bench.monitor.tell(desk());
        QCOMPARE(bench.allUnwanted, 2);
        QCOMPARE(bench.backend.prepared, 1);
        // Gone again meanwhile: the answer is about a server that is no more.
        bench.monitor.tell({});
        bench.keeper.allClosed();
        QCOMPARE(bench.backend.prepared, 1);
        bench.monitor.tell(desk());
        QCOMPARE(bench.allUnwanted, 3);
        bench.keeper.allClosed();
        bench.keeper.allClosed();
        QCOMPARE(bench.backend.prepared, 2);
        // A thread that never closes is left behind; the backend is prepared once it comes back after all.
        bench.monitor.tell({});
        bench.monitor.tell(desk());
        bench.keeper.setStuckThreads(1);
        bench.keeper.forgetDevices();
        bench.monitor.tell(desk());
        QCOMPARE(bench.backend.prepared, 2);
        bench.closes = true;
        bench.keeper.setStuckThreads(0);
        QCOMPARE(bench.backend.prepared, 3);
    }

    void aServerThatRefusesIsNoServerThatIsMissing()
    {
        Bench bench(timing());
        bench.monitor.tell({});
        const QString missing = bench.output.problem.text;
        QVERIFY(!missing.isEmpty());
        bench.monitor.deny(true);
        bench.monitor.tell({});
        QCOMPARE(bench.output.problem.code, Error::Code::Refused);
        QCOMPARE(bench.input.problem, bench.output.problem);
        QVERIFY(bench.output.problem.text != missing);
        bench.monitor.deny(false);
        QCOMPARE(bench.output.problem.text, missing);
        bench.monitor.deny(true);
        bench.open();
        QVERIFY(bench.output.working && bench.input.working);
    }

    // What depends on the two devices has to be known before the first sample of a new one comes.
    void tellsThePairBeforeItIsOpened()
    {
        Bench bench(timing());
        bench.monitor.tell(desk());
        QCOMPARE(bench.pairs, QStringList { u"mic spk"_s });
        QCOMPARE(bench.orderedBefore, 0);
        bench.backend.becomeReady();
        bench.monitor.tell(desk());
        QCOMPARE(bench.pairs.size(), 1);
        bench.monitor.tell(desk(u"headset"_s));
        QCOMPARE(bench.pairs.size(), 1); // not while the list moves
        QTRY_COMPARE(bench.pairs.size(), 2);
        QCOMPARE(bench.pairs.last(), u"mic headset"_s);
        QCOMPARE(bench.orderedBefore, 2);
        QCOMPARE(bench.outputs.last(), u"headset"_s);
        bench.monitor.tell({});
        QTRY_COMPARE(bench.pairs.last(), u" "_s);
    }

    void aPairIsFreeOfEchoOnlyTogether()
    {
        Bench bench(timing());
        auto system = desk();
        system.devices.append({ u"through"_s, u"Through"_s, false, false, u"module 7"_s, u"spk"_s });
        system.devices.append({ u"clean"_s, u"Clean"_s, true, false, u"module 7"_s, u"other"_s });
        bench.open(system);
        QCOMPARE(bench.pairs.last(), u"mic spk"_s);
        bench.keeper.choose({ u"clean"_s, {} });
        QCOMPARE(bench.pairs.last(), u"clean spk"_s); // what plays on spk is not known to the canceller
        bench.keeper.choose({ u"clean"_s, u"through"_s });
        QCOMPARE(bench.pairs.last(), u"clean through echo-free"_s);
        bench.keeper.choose({ {}, u"through"_s });
        QCOMPARE(bench.pairs.last(), u"mic through"_s);
    }

    void prefersTheTwinsOfTheDefaults()
    {
        Bench bench(timing());
        auto system = desk();
        system.devices.append({ u"through"_s, u"Through"_s, false, false, u"module 7"_s, u"spk"_s });
        system.devices.append({ u"clean"_s, u"Clean"_s, true, false, u"module 7"_s, u"mic"_s });
        bench.open(system);
        QCOMPARE(bench.inputs, QStringList { u"clean"_s });
        QCOMPARE(bench.outputs, QStringList { u"through"_s });
        QCOMPARE(bench.pairs, QStringList { u"clean through echo-free"_s });
        QCOMPARE(bench.input.deviceName, u"Clean"_s);
        // Whoever chooses gets what was chosen.
        bench.keeper.choose({ u"mic"_s, {} });
        QCOMPARE(bench.pairs.last(), u"mic spk"_s);
        QCOMPARE(bench.inputs.last(), u"mic"_s);
        QCOMPARE(bench.outputs.last(), u"spk"_s);
    }

    void aDeadMicrophoneIsSaidAndForgivenWhenItSpeaks()
    {
        Bench bench(timing());
        bench.open();
        bench.keeper.inputDead(true);
        QVERIFY(bench.input.working && !bench.input.problem.text.isEmpty());
        bench.keeper.inputDead(false);
        QVERIFY(bench.input.problem.text.isEmpty());
    }

    void aDirectionNobodyUsesIsNotTold()
    {
        Bench bench(timing(), { .input = true, .output = false });
        bench.open();
        bench.monitor.tell({});
        QTRY_VERIFY(!bench.input.problem.text.isEmpty());
        QCOMPARE(bench.outputTold, 0);
    }
};

QTEST_GUILESS_MAIN(TstDeviceKeeper)
#include "tst_devicekeeper.moc"
