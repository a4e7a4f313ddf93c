// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/colours.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::home {

namespace {

constexpr double full = 255;

int byteOf(double part)
{
    return int(std::lround(std::clamp(part, 0.0, 1.0) * full));
}

double linear(int part)
{
    const double value = part / full;
    return value > 0.04045 ? std::pow((value + 0.055) / 1.055, 2.4) : value / 12.92;
}

double gamma(double part)
{
    return part <= 0.0031308 ? 12.92 * part : 1.055 * std::pow(part, 1 / 2.4) - 0.055;
}

}

QString hexOf(Rgb colour)
{
    return u"#%1%2%3"_s.arg(std::clamp(colour.red, 0, 255), 2, 16, QChar(u'0'))
        .arg(std::clamp(colour.green, 0, 255), 2, 16, QChar(u'0'))
        .arg(std::clamp(colour.blue, 0, 255), 2, 16, QChar(u'0'));
}

std::optional<Rgb> rgbFromHex(const QString& text)
{
    bool good = false;
    const int number = text.size() == 7 && text.startsWith(u'#') ? text.mid(1).toInt(&good, 16) : 0;
    if (!good || number < 0)
        return std::nullopt;
    return Rgb { (number >> 16) & 0xff, (number >> 8) & 0xff, number & 0xff };
}

Rgb rgbOf(HueSaturation colour)
{
    const double saturation = std::clamp(colour.saturation, 0.0, 100.0) / 100;
    const double sector = std::fmod(std::fmod(colour.hue, 360) + 360, 360) / 60;
    const auto part = [&](double shift) {
        const double k = std::fmod(shift + sector, 6);
        return 1 - saturation * std::clamp(std::min(k, 4 - k), 0.0, 1.0);
    };
    return { byteOf(part(5)), byteOf(part(3)), byteOf(part(1)) };
}

HueSaturation hueSaturationOf(Rgb colour)
{
    const int most = std::max({ colour.red, colour.green, colour.blue });
    const double spread = most - std::min({ colour.red, colour.green, colour.blue });
    if (most == 0 || spread == 0)
        return {};
    const double sector = most == colour.red ? (colour.green - colour.blue) / spread
        : most == colour.green               ? 2 + (colour.blue - colour.red) / spread
                                             : 4 + (colour.red - colour.green) / spread;
    return { std::fmod(sector * 60 + 360, 360), 100 * spread / most };
}

// sRGB's primaries and white point D65.
Xy xyOf(Rgb colour)
{
    const double red = linear(colour.red);
    const double green = linear(colour.green);
    const double blue = linear(colour.blue);
    const double x = 0.4124 * red + 0.3576 * green + 0.1805 * blue;
    const double y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    const double z = 0.0193 * red + 0.1192 * green + 0.9505 * blue;
    const double sum = x + y + z;
    return sum > 0 ? Xy { x / sum, y / sum } : Xy { 0.3127, 0.3290 };
}

Rgb rgbOf(Xy colour)
{
    if (!(colour.y > 0))
        return { 255, 255, 255 };
    const double x = colour.x / colour.y;
    const double z = (1 - colour.x - colour.y) / colour.y;
    std::array<double, 3> parts { 3.2406 * x - 1.5372 - 0.4986 * z, -0.9689 * x + 1.8758 + 0.0415 * z, 0.0557 * x - 0.2040 + 1.0570 * z };
    const double most = *std::max_element(parts.begin(), parts.end());
    if (!(most > 0))
        return { 255, 255, 255 };
    for (double& part : parts)
        part = gamma(std::max(part / most, 0.0));
    return { byteOf(parts[0]), byteOf(parts[1]), byteOf(parts[2]) };
}

}
