// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/timeline.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::protocol {

QJsonObject toJson(const Timeline& timeline)
{
    QJsonObject json;
    const auto put = [&json](QLatin1String key, std::optional<qint64> ms) {
        if (ms)
            json.insert(key, *ms);
    };
    put("recognised"_L1, timeline.recognised);
    put("first_token"_L1, timeline.firstToken);
    put("first_sentence"_L1, timeline.firstSentence);
    put("first_audio"_L1, timeline.firstAudio);
    put("first_packet"_L1, timeline.firstPacket);
    put("stop"_L1, timeline.stop);
    return json;
}

}
