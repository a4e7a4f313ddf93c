// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/systemvolume.h"
#include "things/thing.h"

namespace myna::tools {

// The computer's loudspeaker, for every program: what the volume keys change. Unreachable while there is no output.
class ComputerSound final : public things::Thing
{
    Q_OBJECT

public:
    explicit ComputerSound(audio::SystemVolume& volume, QObject* parent = nullptr); // `volume` outlives it

protected:
    void apply(const QString& property, const QVariant& value, const things::Changed& done) override;

private:
    void refresh();

    audio::SystemVolume& m_volume;
};

}
