// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/thing.h"

#include <functional>

namespace myna::things {

// The loudspeaker's volume, 0–100 percent of this program's playback.
class Speaker final : public Thing
{
    Q_OBJECT

public:
    // `setVolume` does it for real; `volume` is what is set now.
    Speaker(int volume, std::function<void(int percent)> setVolume, QObject* parent = nullptr);

    [[nodiscard]] int volume() const;
    void reportVolume(int percent); // changed elsewhere, for example by the slider in the settings

protected:
    void apply(const QString& property, const QVariant& value, const Changed& done) override;

private:
    std::function<void(int)> m_setVolume;
};

}
