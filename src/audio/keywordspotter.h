// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "codec/pcm.h"

#include <QMetaType>
#include <QObject>
#include <QStringList>

namespace myna::audio {

// What to listen for.
struct WakeSetup
{
    QStringList phrases; // as typed; one to speech::maxWakePhrases
    int sensitivity = 50; // 0 hardly ever – 100 at anything: a hit needs a score of 100 − sensitivity
    bool operator==(const WakeSetup&) const = default;
};

// Listens to the microphone for wake phrases. Armed while it has a setup; works on a thread of its own, so nobody waits for it.
//
// An implementation is fed with processed sound from the audio thread, is set up and destroyed by the thread it lives on, and says what it
// found there.
class KeywordSpotter : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void arm(const WakeSetup& setup) = 0; // also while armed: other phrases, other sensitivity
    virtual void disarm() = 0; // nothing is said any more, and put() costs nothing
    // 16 kHz mono, pieces of any length (10 ms are usual). From any one thread; never waits. Sound that comes quicker than it can be
    // listened to is lost, the oldest first.
    virtual void put(const codec::PcmFrame& sound) = 0;
    [[nodiscard]] virtual quint64 droppedFrames() const = 0; // pieces lost that way, since it was made

signals:
    void armed(); // listens from now on
    void failed(const myna::Error& problem); // cannot listen: a sentence for the user
    // Something like a phrase was heard; 0 nothing like it – 100 beyond doubt. For the tester.
    void scored(const QString& phrase, int score);
    // It was said. `position`: samples put() until then, since the last arm() of a disarmed spotter.
    void spotted(const QString& phrase, int score, qint64 position);
};

}

Q_DECLARE_METATYPE(myna::audio::WakeSetup)
