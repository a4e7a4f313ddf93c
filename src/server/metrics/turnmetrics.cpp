// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/metrics/turnmetrics.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

void TurnMetrics::add(const TurnReport& report)
{
    const protocol::Timeline& t = report.timeline;
    for (const auto& [durations, stamp] : { std::pair { &m_recognised, t.recognised }, std::pair { &m_firstToken, t.firstToken },
             std::pair { &m_firstSound, t.firstPacket } }) {
        if (stamp)
            durations->add(double(*stamp));
    }
    if (report.ownUs)
        m_own.add(double(*report.ownUs) / 1000);
    m_failures += report.failure.isEmpty() ? 0 : 1;
    m_interrupted += report.interrupted ? 1 : 0;
    for (const ToolUse& tool : report.tools) {
        ++m_toolCalls;
        m_toolFailures += tool.ok ? 0 : 1;
    }
    m_frames += quint64(report.framesSent);
    m_framesLate += quint64(report.framesLate);
}

void TurnMetrics::appendTo(MetricsSnapshot& snapshot) const
{
    const auto counter = [&snapshot](const QString& name, const QString& help, quint64 value) {
        snapshot.metrics.append({ name, help, Metric::Kind::Counter, double(value), {} });
    };
    counter(u"myna_turn_failures_total"_s, u"Turns in which something failed."_s, m_failures);
    counter(u"myna_turns_interrupted_total"_s, u"Turns ended by their user or by the connection's end."_s, m_interrupted);
    counter(u"myna_tool_calls_total"_s, u"Tools called."_s, m_toolCalls);
    counter(u"myna_tool_failures_total"_s, u"Tools that failed or were denied."_s, m_toolFailures);
    counter(u"myna_frames_sent_total"_s, u"Packets of sound sent."_s, m_frames);
    counter(u"myna_frames_late_total"_s, u"Packets of sound sent more than 20 ms after they were due."_s, m_framesLate);
    snapshot.timers += {
        { u"myna_turn_recognised_milliseconds"_s, u"End of speech to its text."_s, m_recognised.figures() },
        { u"myna_turn_first_token_milliseconds"_s, u"End of speech to the first words of the answer."_s, m_firstToken.figures() },
        { u"myna_turn_first_sound_milliseconds"_s, u"End of speech to the first packet of sound."_s, m_firstSound.figures() },
        { u"myna_turn_own_milliseconds"_s,
            u"What the server itself took of that, without engines and without the pause that ends speech."_s, m_own.figures() },
    };
}

}
