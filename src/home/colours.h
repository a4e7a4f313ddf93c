// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

// The ways in which lamps name a colour. What is kept is #rrggbb.
namespace myna::home {

struct Rgb
{
    int red = 0; // 0–255
    int green = 0;
    int blue = 0;
    bool operator==(const Rgb&) const = default;
};

struct HueSaturation
{
    double hue = 0; // 0–360
    double saturation = 0; // 0–100
};

struct Xy // CIE 1931
{
    double x = 0;
    double y = 0;
};

QString hexOf(Rgb colour);
std::optional<Rgb> rgbFromHex(const QString& text);
Rgb rgbOf(HueSaturation colour); // at full brightness
HueSaturation hueSaturationOf(Rgb colour);
Rgb rgbOf(Xy colour); // at full brightness
Xy xyOf(Rgb colour);

}
