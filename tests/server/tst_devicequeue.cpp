// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/interruptedstop.h"
#include "sessionrig.h"
#include "support/testcase.h"

#include <QElapsedTimer>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace myna::test;
using protocol::SpeechState;

// What a device must bear: a model of its queue beside many random conversations at once. Sending late is possible on a busy machine,
// sending early is not, so that nothing here depends on how busy it is.
class TstDeviceQueue : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void neverMoreThanFortyAheadAndStopAfterTheLastSound();
};

namespace {

constexpr int frameMs = 60;
constexpr int queueOfADevice = 40;

// A device that plays what it gets at once, 60 ms a packet, and forgets it when it interrupts.
struct Device
{
    explicit Device(ScriptedEngines& engines, const QString& name)
        : rig(engines, DeviceFacts { .deviceId = name, .persona = { .voice = name } })
    {
        clock.start();
        rig.wire->onSent = [this] { look(); };
        rig.hello();
    }
    void look()
    {
        const double now = double(clock.nsecsElapsed()) / 1e6;
        for (; messages < rig.wire->sent.size(); ++messages) {
            const auto* speech = std::get_if<protocol::Speech>(&rig.wire->sent[messages].body);
            if (speech && speech->state == SpeechState::Start) {
                wrong |= speaking;
                speaking = true;
                aborted = false;
                playedUntil = 0;
            } else if (speech && speech->state == SpeechState::Stop) {
                const bool interrupted = aborted || *speech == protocol::interruptedStop();
                if (speaking && !interrupted && now < playedUntil)
                    tooEarly = std::max(tooEarly, playedUntil - now);
                if (!interrupted)
                    finished += speaking;
                speaking = false;
            }
        }
        for (; packets < rig.wire->sentAudio.size(); ++packets) {
            wrong |= !speaking;
            playedUntil = std::max(playedUntil, now) + frameMs;
            highest = std::max(highest, int(std::ceil((playedUntil - now) / frameMs)));
        }
    }

    SessionRig rig;
    QElapsedTimer clock;
    qsizetype messages = 0;
    qsizetype packets = 0;
    double playedUntil = 0;
    double tooEarly = 0;
    int highest = 0;
    int finished = 0;
    bool speaking = false;
    bool aborted = false;
    bool wrong = false; // sound outside of speech
};

}

void TstDeviceQueue::neverMoreThanFortyAheadAndStopAfterTheLastSound()
{
    constexpr int devicesCount = 60;
    QRandomGenerator random(20261121);
    ScriptedEngines engines;
    std::vector<std::unique_ptr<Script>> scripts;
    std::vector<std::unique_ptr<Device>> devices;
    for (int i = 0; i < devicesCount; ++i) {
        auto script = std::make_unique<Script>();
        script->seed = quint32(i + 1);
        script->delayMs = i % 3 == 0 ? 0 : 60; // some synthesise faster than they speak, some stumble
        script->msPerCharacter = 5 + int(random.bounded(30));
        script->mouth = i % 10 == 9 ? Mouth::FailsHalfway : Mouth::Speaks;
        script->answer = [n = 1 + random.bounded(3), length = random.bounded(10, 60)](
                             const Conversation&, const auto&) { return (QString(length, u'a') + u". "_s).repeated(n); };
        const QString name = QString::number(i);
        engines.scripts.insert(name, script.get());
        scripts.push_back(std::move(script));
        devices.push_back(std::make_unique<Device>(engines, name));
    }
    int acts = 0;
    for (const auto& device : devices) {
        Device* const d = device.get();
        for (int at = 0, i = 0; i < 8; ++i, at += int(random.bounded(50, 900))) {
            const int what = int(random.bounded(10));
            QTimer::singleShot(at, d->rig.session.get(), [d, what, &acts] {
                if (what < 5) {
                    d->aborted = true; // a question ends what is being said
                    d->rig.type(u"go on"_s);
                } else if (what < 7) {
                    d->aborted = true;
                    d->rig.abort();
                } else {
                    d->rig.session->say(u"Dinner is ready, come down."_s);
                }
                ++acts;
            });
        }
    }
    const auto isOver = [&] {
        return acts == devicesCount * 8 && std::all_of(devices.begin(), devices.end(), [](const auto& device) {
            return device->rig.session->state() == DeviceState::Idle;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(isOver(), 60000);
    QCOMPARE(acts, devicesCount * 8);
    int finished = 0;
    int highest = 0;
    for (const auto& device : devices) {
        finished += device->finished;
        highest = std::max(highest, device->highest);
        QVERIFY2(!device->wrong, qPrintable(device->rig.session->facts().deviceId));
        QVERIFY2(device->highest <= queueOfADevice, qPrintable(QString::number(device->highest)));
        QVERIFY2(device->tooEarly <= 0, qPrintable(u"%1 ms"_s.arg(device->tooEarly)));
        QVERIFY(device->rig.closings.isEmpty());
    }
    QVERIFY2(finished > devicesCount, qPrintable(QString::number(finished)));
    QVERIFY(highest >= 4); // they do get a lead
    qInfo("%d speeches to their end, at most %d packets ahead", finished, highest);
}

QTEST_GUILESS_MAIN(TstDeviceQueue)
#include "tst_devicequeue.moc"
