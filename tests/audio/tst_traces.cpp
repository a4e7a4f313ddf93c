// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/downlink.h"
#include "codec/resampler.h"
#include "support/nettrace.h"
#include "support/soundmath.h"
#include "support/soundpackets.h"
#include "support/speechclip.h"
#include "support/testcase.h"

#include <QMap>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using audio::playbackRateHz;

namespace {

struct Outcome
{
    codec::PcmFrame heard;
    audio::Downlink::Statistics statistics;
    bool drained = false;
};

// The loudspeaker pulls 10 ms at a time; what has come until then is handed over before. The word that the turn is over comes last.
Outcome played(const QVector<protocol::AudioPacket>& packets, const test::NetTrace& trace)
{
    audio::Downlink downlink;
    QSignalSpy drained(&downlink, &audio::Downlink::drained);
    Outcome outcome { .heard = { {}, playbackRateHz } };
    downlink.begin({ 1 });
    const auto order = trace.byArrival();
    const double overMs = trace.lastArrivalMs() + 5;
    std::vector<int16_t> block(playbackRateHz / 100);
    int next = 0;
    for (double nowMs = 0; nowMs < overMs + 3000 + double(packets.size()) * trace.frameMs && !downlink.isIdle(); nowMs += 10) {
        while (next < order.size() && trace.packets[order[next]].arrivalMs <= nowMs)
            downlink.play({ 1 }, packets[order[next++]]);
        if (nowMs >= overMs)
            downlink.end({ 1 });
        downlink.fill(block);
        downlink.playing(0);
        outcome.heard.samples.insert(outcome.heard.samples.end(), block.begin(), block.end());
    }
    outcome.statistics = downlink.statistics();
    outcome.drained = drained.size() == 1;
    return outcome;
}

codec::PcmFrame lengthened(codec::PcmFrame clip, size_t samples)
{
    clip.samples.resize(samples);
    return clip;
}

codec::PcmFrame repeated(const codec::PcmFrame& clip, size_t samples)
{
    codec::PcmFrame all { {}, clip.rateHz };
    while (all.samples.size() < samples)
        all.samples.insert(all.samples.end(), clip.samples.begin(), clip.samples.end());
    return lengthened(all, samples);
}

// Syllables without consonants: smooth, so that nothing in the sound itself looks like a click.
codec::PcmFrame babble(size_t samples)
{
    codec::PcmFrame sum { std::vector<int16_t>(samples), playbackRateHz };
    double phase = 0;
    for (size_t i = 0; i < samples; ++i) {
        const double seconds = double(i) / playbackRateHz;
        phase += 2 * M_PI * (120 + 15 * std::sin(2 * M_PI * 0.7 * seconds)) / playbackRateHz;
        double voice = 0;
        for (int harmonic = 1; harmonic <= 8; ++harmonic)
            voice += std::sin(phase * harmonic) / harmonic / harmonic;
        const double loudness = 0.6 + 0.4 * std::sin(2 * M_PI * 3.1 * seconds);
        sum.samples[i] = int16_t(std::lround(9000 * loudness * voice));
    }
    return sum;
}

struct Bounds
{
    double concealedPercent = 0;
    double delayP95Ms = 0; // the target and the loudspeaker's step, with what jitter the trace has
    double lostStartMs = 0;
    double lostEndMs = 0;
};

const QMap<QString, Bounds>& bounds()
{
    static const QMap<QString, Bounds> table {
        { u"4g"_s, { 1.5, 230 } },
        { u"ahead-5"_s, { 0, 20 } },
        { u"drift-minus"_s, { 0, 75 } },
        { u"drift-plus"_s, { 0, 75 } },
        { u"loss-10"_s, { 10.1, 80 } },
        { u"loss-2"_s, { 2.1, 80 } },
        { u"recorded-busy"_s, { 0, 60 } },
        { u"recorded-lossy"_s, { 4, 420 } },
        { u"reorder"_s, { 2, 150 } },
        { u"sentences"_s, { 0, 15 } },
        { u"stall-300"_s, { 1, 310 } },
        { u"wifi-burst"_s, { 0.4, 140 } },
        { u"wifi-burst-stream"_s, { 0.4, 140 } },
    };
    return table;
}

}

class TstTraces : public test::TestCase
{
    Q_OBJECT

private:
    // A clip as it is sent, and as it sounds when nothing happens to it.
    struct Sent
    {
        QVector<protocol::AudioPacket> packets;
        codec::PcmFrame whole;
    };
    static constexpr int longestMs = 60000;
    static constexpr int frameMs = 60;
    Sent m_speech;
    Sent m_babble;

    static Sent sent(const codec::PcmFrame& clip)
    {
        Sent result { .packets = test::packetsOf(clip, frameMs, 0) };
        result.whole = test::decoded(result.packets, playbackRateHz);
        return result;
    }
    // As much of it as the trace has packets for.
    static Sent along(const test::NetTrace& trace, const Sent& all)
    {
        Sent part { .packets = all.packets.mid(0, trace.packets.size()),
            .whole = test::part(all.whole, 0, double(trace.packets.size()) * frameMs) };
        for (int i = 0; trace.datagrams && i < part.packets.size(); ++i)
            part.packets[i].sequence = quint32(i + 1);
        return part;
    }
    static test::NetTrace named(const QString& name)
    {
        const auto traces = test::netTraces();
        return *std::find_if(traces.begin(), traces.end(), [&](const test::NetTrace& trace) { return trace.name == name; });
    }
    static codec::PcmFrame speech()
    {
        const auto clip
            = test::speechClip({ .text = u"The train to the coast leaves at nine. Take your seat early, please. When the sun comes out we "
                                         "shall walk along the beach, and look for shells, and tell old stories until it is dark."_s,
                .silenceBeforeMs = 0,
                .silenceAfterMs = 300 });
        return codec::resampled(clip, playbackRateHz).value();
    }

private slots:
    void initTestCase()
    {
        const size_t samples = size_t(longestMs) * playbackRateHz / 1000;
        m_speech = sent(repeated(speech(), samples));
        m_babble = sent(babble(samples));
    }

    void everyTraceHasItsBounds()
    {
        QStringList names;
        for (const auto& trace : test::netTraces()) {
            names << trace.name;
            QCOMPARE(trace.frameMs, frameMs);
            QVERIFY(trace.packets.size() * frameMs <= longestMs);
        }
        names.sort();
        QCOMPARE(names, bounds().keys());
    }

    void speechArrivesWhole_data()
    {
        QTest::addColumn<QString>("name");
        qInfo("%-18s %9s %10s %10s %9s %11s %9s %5s %6s %8s", "trace", "target", "concealed", "delay P50", "P95", "start lost", "end lost",
            "late", "holes", "bend");
        for (const QString& name : bounds().keys())
            QTest::newRow(qPrintable(name)) << name;
    }

    void speechArrivesWhole()
    {
        QFETCH(QString, name);
        const auto trace = named(name);
        const Bounds bound = bounds()[name];
        const Sent speech = along(trace, m_speech);
        const auto outcome = played(speech.packets, trace);
        const auto heard = test::judged(speech.whole, outcome.heard, trace);
        const Sent smooth = along(trace, m_babble);
        // Both behind the coder's own start, which is rough.
        const auto smoothHeard = played(smooth.packets, trace).heard;
        const int bend = test::sharpestBend(test::part(smoothHeard, test::firstSoundMs(smoothHeard) + 200));
        const int usualBend = test::sharpestBend(test::part(smooth.whole, 200));

        const auto& s = outcome.statistics;
        qInfo("%-18s %6.0f ms %8.2f %% %7.0f ms %6.0f ms %8.0f ms %6.0f ms %5llu %6llu %4d/%d", qPrintable(name), s.targetMs,
            s.concealedRatio * 100, heard.delayP50Ms, heard.delayP95Ms, heard.lostStartMs, heard.lostEndMs, s.counters.late,
            s.counters.underruns, bend, usualBend);
        QVERIFY(outcome.drained);
        QVERIFY(s.concealedRatio * 100 <= bound.concealedPercent);
        QVERIFY(heard.delayP95Ms > -1 && heard.delayP95Ms <= bound.delayP95Ms); // to 1 ms; far below 0 when sound was skipped
        QVERIFY(heard.lostStartMs <= bound.lostStartMs);
        QVERIFY(heard.lostEndMs <= bound.lostEndMs);
        QVERIFY(bend <= usualBend * 5 / 4);
    }

    void copiesReplaceMostLostPackets()
    {
        const auto trace = named(u"loss-10"_s);
        const auto encoder = codec::SpeechEncoder::create({ .frameMs = frameMs, .bitrate = 32000, .fec = true });
        QVERIFY(encoder);
        const auto clip = codec::resampled(speech(), 16000).value();
        QVector<protocol::AudioPacket> packets;
        for (int i = 0; i < trace.packets.size(); ++i) {
            const double at = std::fmod(i * double(frameMs), clip.durationMs() - frameMs);
            packets.append({ (*encoder)->encode(test::part(clip, at, frameMs)).value(), 0, quint32(i + 1) });
        }
        const auto counters = played(packets, trace).statistics.counters;
        qInfo("of 50 lost packets %llu played from copies, %llu made up", counters.recovered, counters.concealed);
        QVERIFY(counters.recovered >= 20);
        QVERIFY(counters.recovered + counters.concealed <= 50);
    }

    // The same sums would notice a player without a buffer.
    void theJudgeHearsWhatIsMissing()
    {
        const auto trace = named(u"drift-plus"_s);
        const Sent speech = along(trace, m_speech);
        auto late = test::joined(test::silence(115, playbackRateHz), speech.whole);
        std::fill_n(late.samples.begin(), 24 * 400, int16_t(0));
        late.samples.resize(late.samples.size() - size_t(24 * 900));
        const auto heard = test::judged(speech.whole, late, trace);
        QVERIFY(std::abs(heard.delayP50Ms - 100) <= 10);
        QVERIFY(heard.lostStartMs >= 100 && heard.lostStartMs <= 400);
        QVERIFY(heard.lostEndMs >= 400 && heard.lostEndMs <= 1000);
    }
};

QTEST_GUILESS_MAIN(TstTraces)
#include "tst_traces.moc"
