// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/lightranges.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace myna::home {

namespace {

constexpr double miredsOfOneKelvin = 1e6;
constexpr int usualWarmest = 2000; // kelvin
constexpr int usualColdest = 6535;
constexpr double warmestOfAll = 1000; // what no lamp is beyond
constexpr double coldestOfAll = 20000;

bool isWhite(double kelvin)
{
    return std::isfinite(kelvin) && kelvin >= warmestOfAll && kelvin <= coldestOfAll;
}

}

WhiteRange::WhiteRange(int least, int most)
    : m_least(least)
    , m_most(most)
{
}

WhiteRange WhiteRange::ofKelvin(double least, double most)
{
    if (!isWhite(least) || !isWhite(most) || !(most > least))
        return { usualWarmest, usualColdest };
    return { int(std::lround(least)), int(std::lround(most)) };
}

WhiteRange WhiteRange::ofMireds(double least, double most)
{
    return least > 0 && most > 0 ? ofKelvin(miredsOfOneKelvin / most, miredsOfOneKelvin / least) : ofKelvin(0, 0);
}

things::PropertySpec WhiteRange::property() const
{
    return { .name = kelvinName,
        .description = u"Colour temperature of its white in kelvin: small is warm, large is cold"_s,
        .type = things::PropertyType::Integer,
        .minimum = double(m_least),
        .maximum = double(m_most),
        .step = 50,
        .unit = u"K"_s };
}

int WhiteRange::kelvinFor(int kelvin) const
{
    return std::clamp(kelvin, m_least, m_most);
}

int WhiteRange::miredsFor(int kelvin) const
{
    return int(std::lround(miredsOfOneKelvin / kelvinFor(kelvin)));
}

QVariant WhiteRange::kelvinFrom(double kelvin)
{
    return isWhite(kelvin) ? QVariant(int(std::lround(kelvin))) : QVariant();
}

QVariant WhiteRange::kelvinFromMireds(double mireds)
{
    return mireds > 0 ? kelvinFrom(miredsOfOneKelvin / mireds) : QVariant();
}

things::PropertySpec effectProperty(const QStringList& effects)
{
    return {
        .name = effectName, .description = u"What the light does by itself"_s, .type = things::PropertyType::Choice, .choices = effects
    };
}

}
