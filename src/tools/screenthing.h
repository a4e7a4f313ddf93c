// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/thing.h"
#include "tools/backlight.h"
#include "tools/statusfamily.h"

namespace myna::tools {

// The screen: how bright, where it has a backlight of its own, and Myna's light or dark look, where there is a window.
class ScreenThing final : public things::Thing
{
    Q_OBJECT

public:
    using SetTheme = std::function<void(const QString& name)>; // "light" or "dark"

    // Each may be missing, not both.
    ScreenThing(std::unique_ptr<Backlight> backlight, SetTheme setTheme, QObject* parent = nullptr);

    void reportTheme(bool dark);
    // Brightness keys change it without telling: it is read anew when somebody asks.
    void refresh();

protected:
    void apply(const QString& property, const QVariant& value, const things::Changed& done) override;

private:
    std::unique_ptr<Backlight> m_backlight;
    SetTheme m_setTheme;
};

// Brings the thing up to date before its state is told.
StatusSource screenStatus(ScreenThing& screen);

}
