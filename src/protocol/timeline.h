// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDebug>
#include <QJsonObject>
#include <QMetaType>

#include <optional>

namespace myna::protocol {

// The time stamps of one turn in milliseconds since the end of the user's speech. A stage that did not happen is absent.
struct Timeline
{
    std::optional<qint64> recognised;
    std::optional<qint64> firstToken;
    std::optional<qint64> firstSentence;
    std::optional<qint64> firstAudio;
    std::optional<qint64> firstPacket;
    std::optional<qint64> stop;
    bool operator==(const Timeline&) const = default;
};

// Keys: recognised, first_token, first_sentence, first_audio, first_packet, stop (interfaces of `mynad`).
QJsonObject toJson(const Timeline& timeline);

}

Q_DECLARE_METATYPE(myna::protocol::Timeline)
