// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/turnreport.h"

namespace myna::server {

TurnReport reportOf(const Turn& turn, const TurnEngines& engines)
{
    TurnReport report;
    report.heard = turn.heardText();
    report.said = turn.saidText();
    report.time = turn.time();
    report.timeline = turn.clock().timeline();
    report.ownUs = turn.clock().ownUs();
    report.failure = turn.failure();
    report.framesSent = turn.packets();
    const auto note = [&report](EngineKind kind, bool asked, const auto* engine) {
        if (const QString name = asked ? engine->engineName() : QString(); !name.isEmpty())
            report.engines.insert(kind, name);
    };
    note(EngineKind::Recogniser, turn.wasHeard(), engines.recogniser);
    note(EngineKind::Chat, turn.wasAsked(), engines.chat);
    note(EngineKind::Synthesiser, turn.usedVoice(), engines.synthesiser);
    return report;
}

}
