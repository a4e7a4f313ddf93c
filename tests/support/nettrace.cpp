// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/nettrace.h"

#include "support/soundmath.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <span>

using namespace Qt::Literals::StringLiterals;

namespace myna::test {

namespace {

NetTrace read(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    NetTrace trace { .name = QFileInfo(path).completeBaseName() };
    while (!file.atEnd()) {
        const auto words = QString::fromUtf8(file.readLine()).simplified().split(u' ');
        if (words.size() == 3 && words[0] == u"#" && words[1] == u"wire")
            trace.datagrams = words[2] == u"datagrams";
        else if (words.size() == 3 && words[0] == u"#" && words[1] == u"frame")
            trace.frameMs = words[2].toInt();
        else if (words.size() == 2 && words[0] != u"#")
            trace.packets.append({ words[0].toDouble(), words[1] == u"lost" ? -1 : words[1].toDouble() });
    }
    return trace;
}

// Thinned to a quarter: enough to tell one moment of speech from another, and sixteen times quicker to compare.
constexpr int thin = 4;

std::vector<float> thinned(const codec::PcmFrame& clip)
{
    std::vector<float> out(clip.samples.size() / thin);
    for (size_t i = 0; i < out.size(); ++i)
        for (size_t k = 0; k < thin; ++k)
            out[i] += clip.samples[i * thin + k];
    return out;
}

float product(std::span<const float> a, std::span<const float> b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0F);
}

struct Found
{
    double positionMs = 0;
    double score = 0;
};

class Search
{
public:
    Search(const codec::PcmFrame& clip, const codec::PcmFrame& recording)
        : m_perMs(double(clip.rateHz) / 1000 / thin)
        , m_clip(thinned(clip))
        , m_recording(thinned(recording))
    {
    }
    // Where in the recording, between two times, the piece of the clip is found best.
    Found find(double fromMs, double lengthMs, double earliestMs, double latestMs) const
    {
        const size_t from = index(fromMs);
        const size_t length = index(lengthMs);
        Found best;
        if (from + length > m_clip.size())
            return best;
        const std::span piece = std::span(m_clip).subspan(from, length);
        const float energy = product(piece, piece);
        for (size_t at = index(std::max(0.0, earliestMs)); at <= index(latestMs) && at + length <= m_recording.size(); ++at) {
            const std::span other = std::span(m_recording).subspan(at, length);
            const float score = product(piece, other) / std::sqrt(energy * product(other, other) + 1);
            if (score > best.score)
                best = { double(at) / m_perMs, score };
        }
        return best;
    }

private:
    [[nodiscard]] size_t index(double ms) const { return size_t(ms * m_perMs); }

    double m_perMs;
    std::vector<float> m_clip;
    std::vector<float> m_recording;
};

constexpr double windowMs = 120;
constexpr double stepMs = 20;
constexpr double longestDelayMs = 1500;
constexpr double mostSkippedMs = 4000; // what drops sound is early from then on
constexpr double same = 0.85; // the same waveform, but for the coder's memory of a lost packet
constexpr double audible = 0.01; // RMS of a window worth looking for

// When the sound of this place could have been heard at the earliest.
double dueMs(const NetTrace& trace, double clipMs)
{
    const auto packet = std::min(qsizetype(clipMs / trace.frameMs), trace.packets.size() - 1);
    return std::max(trace.packets[packet].sentMs + clipMs - double(packet * trace.frameMs), clipMs) + trace.fastestMs();
}

std::optional<double> delayOf(const Search& search, const NetTrace& trace, double clipMs, double guessMs, bool alsoSkipped)
{
    const double due = dueMs(trace, clipMs);
    Found found;
    if (guessMs >= -mostSkippedMs) // where the last piece was
        found = search.find(clipMs, windowMs, due + guessMs - 5, due + guessMs + 5);
    if (found.score < same)
        found = search.find(clipMs, windowMs, due - (alsoSkipped ? mostSkippedMs : 100), due + longestDelayMs);
    if (found.score < same)
        return {};
    return found.positionMs - due;
}

}

double NetTrace::fastestMs() const
{
    double fastest = 1e9;
    for (const Packet& packet : packets)
        if (packet.arrivalMs >= 0)
            fastest = std::min(fastest, packet.arrivalMs - packet.sentMs);
    return fastest;
}

double NetTrace::lastArrivalMs() const
{
    double last = 0;
    for (const Packet& packet : packets)
        last = std::max(last, packet.arrivalMs);
    return last;
}

QVector<int> NetTrace::byArrival() const
{
    QVector<int> order;
    for (int i = 0; i < packets.size(); ++i)
        if (packets[i].arrivalMs >= 0)
            order.append(i);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return packets[a].arrivalMs < packets[b].arrivalMs; });
    return order;
}

QVector<NetTrace> netTraces()
{
    const QDir folder(QStringLiteral(MYNA_SOURCE_DIR "/tests/data/traces"));
    QVector<NetTrace> traces;
    for (const QString& name : folder.entryList({ u"*.trace"_s }, QDir::Files, QDir::Name))
        traces.append(read(folder.filePath(name)));
    return traces;
}

Heard judged(const codec::PcmFrame& clip, const codec::PcmFrame& recording, const NetTrace& trace)
{
    const Search search(clip, recording);
    Heard heard;
    std::vector<double> delays;
    const double startMs = firstSoundMs(clip);
    const double endMs = lastSoundMs(clip);
    double guessMs = -2 * mostSkippedMs;
    double firstMs = -1; // of what is loud enough to be looked for
    double lastMs = -1;
    int moments = 0;
    int missed = 0; // in a row: nothing was heard here, or it was heard long ago
    double foundFirstMs = -1;
    double foundLastMs = -1;
    for (double at = startMs; at + windowMs <= endMs; at += stepMs) {
        if (rms(clip, at, windowMs) < audible)
            continue;
        ++moments;
        firstMs = firstMs < 0 ? at : firstMs;
        lastMs = at;
        const auto delay = delayOf(search, trace, at, guessMs, missed >= windowMs / stepMs);
        missed = delay ? 0 : missed + 1;
        if (!delay)
            continue;
        guessMs = *delay;
        delays.push_back(*delay);
        foundFirstMs = foundFirstMs < 0 ? at : foundFirstMs;
        foundLastMs = at;
    }
    heard.lostStartMs = delays.empty() ? endMs - startMs : foundFirstMs - firstMs;
    heard.lostEndMs = delays.empty() ? endMs - startMs : lastMs - foundLastMs;
    heard.wholePercent = moments == 0 ? 0 : 100 * double(delays.size()) / moments;
    std::sort(delays.begin(), delays.end());
    if (!delays.empty()) {
        heard.delayP50Ms = delays[delays.size() / 2];
        heard.delayP95Ms = delays[delays.size() * 95 / 100];
    }
    return heard;
}

int sharpestBend(const codec::PcmFrame& clip)
{
    int highest = 0;
    for (size_t i = 2; i < clip.samples.size(); ++i)
        highest = std::max(highest, std::abs(clip.samples[i] - 2 * clip.samples[i - 1] + clip.samples[i - 2]));
    return highest;
}

}
