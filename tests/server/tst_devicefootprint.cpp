// SPDX-License-Identifier: GPL-3.0-or-later
// What a device costs in memory, counted in the allocator's own bytes: no time, no resident pages.
#include "bench/benchengines.h"
#include "server/dialogue/devicesession.h"
#include "server/dialogue/listener.h"
#include "server/engines/detector/webrtcdetector.h"
#include "server/engines/enginepool.h"
#include "support/faketransport.h"
#include "support/testcase.h"

#include <malloc.h>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;

namespace {

constexpr qint64 idleLimit = 40 * 1024; // without its socket, which is Qt's
constexpr qint64 speakingLimit = 200 * 1024; // twenty seconds of answer waiting: as samples these are a megabyte
constexpr int soundSeconds = 20;

qint64 bytesInUse()
{
    const auto info = mallinfo2();
    return qint64(info.uordblks + info.hblkhd);
}

// Sanitizers bring an allocator of their own.
bool canCount()
{
    const qint64 before = bytesInUse();
    const QByteArray block(1 << 20, 'x');
    return bytesInUse() - before >= block.size();
}

test::BenchScript script()
{
    test::BenchScript script;
    for (int i = 0; i < 24000 * soundSeconds; ++i)
        script.voice.samples.push_back(int16_t((i * 997) % 8000 - 4000));
    script.answer = { u"One long sentence."_s };
    return script;
}

struct Device
{
    explicit Device(EngineRegistry& engines, EnginePool* encoders = nullptr)
    {
        auto pipe = std::make_unique<test::FakeTransport>();
        wire = pipe.get();
        session = std::make_unique<DeviceSession>(
            std::move(pipe), DeviceFacts { .deviceId = u"02:00:00:00:00:01"_s }, engines, DialogueTiming {}, encoders);
        session->start();
        emit wire->messageReceived({ {}, protocol::Hello { .audio = protocol::AudioParams {} } });
    }
    void ask() const
    {
        emit wire->messageReceived({ {}, protocol::Listen { .state = protocol::ListenState::Detect, .text = u"question"_s } });
    }
    test::FakeTransport* wire = nullptr;
    std::unique_ptr<DeviceSession> session;
};

}

class TstDeviceFootprint : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void initTestCase();
    void anIdleDeviceIsSmall();
    void aLongAnswerWaitsAsPackets();
    void whatATurnTookIsGivenBack();
    void whoIsSilentKeepsNoEars();
};

void TstDeviceFootprint::initTestCase()
{
    mallopt(M_ARENA_MAX, 1); // what workers allocate counts too
    if (!canCount())
        QSKIP("The allocator of this build does not count.");
}

void TstDeviceFootprint::anIdleDeviceIsSmall()
{
    test::BenchEngines engines(script());
    const Device first(engines); // what is made once
    constexpr int devices = 50;
    std::vector<std::unique_ptr<Device>> crowd;
    crowd.reserve(devices);
    const qint64 before = bytesInUse();
    for (int i = 0; i < devices; ++i)
        crowd.push_back(std::make_unique<Device>(engines));
    const qint64 each = (bytesInUse() - before) / devices;
    qInfo("an idle device: %lld bytes", each);
    QVERIFY2(each < idleLimit, qPrintable(QString::number(each)));
}

void TstDeviceFootprint::aLongAnswerWaitsAsPackets()
{
    test::BenchEngines engines(script());
    EnginePool encoders(2);
    const Device device(engines, &encoders);
    const qint64 before = bytesInUse();
    device.ask();
    QTRY_VERIFY(device.session->state() == DeviceState::Speaking);
    QTRY_COMPARE(encoders.queued(), 0);
    QTRY_VERIFY2(bytesInUse() - before < speakingLimit, qPrintable(QString::number(bytesInUse() - before)));
    qInfo("a device with %d s of answer: %lld bytes more", soundSeconds, bytesInUse() - before);
    QCOMPARE(int(device.session->state()), int(DeviceState::Speaking));
}

void TstDeviceFootprint::whatATurnTookIsGivenBack()
{
    test::BenchEngines engines(script());
    const Device device(engines);
    const auto interrupt = [&device] { emit device.wire->messageReceived({ {}, protocol::Abort {} }); };
    const auto turn = [&] {
        device.ask();
        QTRY_VERIFY(device.session->state() == DeviceState::Speaking);
        interrupt();
        QTRY_VERIFY(device.session->state() == DeviceState::Idle);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        device.wire->sent.clear();
        device.wire->sentAudio.clear();
    };
    turn(); // caches of the first time
    const qint64 before = bytesInUse();
    for (int i = 0; i < 30; ++i) // beyond what the conversation remembers
        turn();
    const qint64 grown = bytesInUse() - before;
    qInfo("after thirty turns: %lld bytes more", grown);
    QVERIFY2(grown < idleLimit, qPrintable(QString::number(grown)));
}

void TstDeviceFootprint::whoIsSilentKeepsNoEars()
{
    GateTiming timing;
    timing.restMs = 20;
    Listener listener(timing, [] { return WebRtcDetector::create(); });
    auto encoder = codec::SpeechEncoder::create({});
    const auto silence = encoder.value()->encode({ std::vector<int16_t>(size_t(encoder.value()->samplesPerFrame())), 16000 });
    for (int i = 0; i < 2; ++i) { // they come back with the next packet
        listener.listen(SpeechGate::Ending::BySilence);
        listener.put({ .opus = silence.value() });
        QVERIFY(listener.hasEars());
        listener.ignore();
        QTRY_VERIFY(!listener.hasEars());
    }
    QCOMPARE(listener.decodedPackets(), quint64(2));
}

QTEST_GUILESS_MAIN(TstDeviceFootprint)
#include "tst_devicefootprint.moc"
