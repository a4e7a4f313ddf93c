// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "codec/pcm.h"
#include "server/engines/recogniser/grammar.h"

#include <QString>

#include <memory>

namespace myna::server {

// Decoders for one grammar, shared by all conversations: as many as workers recognise at the same time, made when first needed and kept.
// May be used from any thread.
class SphinxModel
{
public:
    explicit SphinxModel(Grammar grammar);
    ~SphinxModel();
    SphinxModel(const SphinxModel&) = delete;
    SphinxModel& operator=(const SphinxModel&) = delete;

    // Loads a decoder if there is none, so that the first question does not wait for it. Errors: Unavailable.
    Result<> warmUp();
    // One utterance, 16 kHz mono. Decoded twice: commands, and free sounds as the measure for them. Empty: speech or noise, but no command.
    // Errors: Unavailable.
    Result<QString> recognise(const codec::PcmFrame& utterance);
    [[nodiscard]] int decoders() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
