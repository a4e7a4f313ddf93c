// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/message.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace myna::transport {

// Finds out that a server speaks and nothing of it arrives, as in networks that let no UDP through. Only time in which a sentence is being
// spoken counts, over all answers: a server may think for long before the first one, and an answer may be empty.
class SoundWatch final : public QObject
{
    Q_OBJECT

public:
    explicit SoundWatch(std::chrono::milliseconds limit, QObject* parent = nullptr);

    void onSpeech(protocol::SpeechState state);
    void stop(); // sound came, or nobody waits for it any more

signals:
    void missed(); // once at most

private:
    std::chrono::milliseconds m_left;
    bool m_done = false;
    QTimer m_timer;
};

}
