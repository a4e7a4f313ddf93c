// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialogue/replyrecorder.h"
#include "server/dialogue/turn.h"

#include <deque>
#include <optional>

namespace myna::server {

// Something the server says by itself.
struct OwnWord
{
    QString text;
    QString emotion;
    QVector<QByteArray> packets; // empty: it is synthesised
    bool often = false; // many conversations hear it: it is synthesised once for each voice
};

// What a conversation says without an engine having been asked: puts it into a turn, as packets where they are known, and keeps what must
// wait for the end of another.
class OwnWords
{
public:
    static constexpr size_t maxWaiting = 8; // sentences

    explicit OwnWords(QString voice)
        : m_voice(std::move(voice))
    {
    }
    void setCache(ReplyCache* cache) { m_cache = cache; } // outlives it; null: there is none

    void speak(Turn& turn, const OwnWord& word);
    void packet(const QByteArray& opus) { m_recorder.packet(opus); } // of the turn that speaks
    void ended(bool whole); // the turn; `whole`: all of it was sent, and nothing had failed

    void wait(const OwnWord& word); // dropped when too many wait
    [[nodiscard]] std::optional<OwnWord> takeNext();
    void clear() { m_waiting.clear(); }
    [[nodiscard]] bool isWaiting() const { return !m_waiting.empty(); }

private:
    QString m_voice;
    ReplyCache* m_cache = nullptr;
    ReplyRecorder m_recorder;
    std::deque<OwnWord> m_waiting;
};

}
