// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "things/thing.h"

// What lights have besides brightness and colour: how warm their white is, and effects of their own.
namespace myna::home {

inline const QString kelvinName = QStringLiteral("kelvin");
inline const QString effectName = QStringLiteral("effect");

// What a lamp can show, on the scale it speaks: mireds (a million divided by kelvin) or kelvin.
class WhiteRange
{
public:
    // Both ends in mireds or both in kelvin; what makes no sense becomes the usual range.
    static WhiteRange ofMireds(double least, double most);
    static WhiteRange ofKelvin(double least, double most);

    [[nodiscard]] things::PropertySpec property() const;
    [[nodiscard]] int miredsFor(int kelvin) const; // within the range
    [[nodiscard]] int kelvinFor(int kelvin) const;
    static QVariant kelvinFromMireds(double mireds); // invalid: nonsense
    static QVariant kelvinFrom(double kelvin);

private:
    WhiteRange(int least, int most);
    int m_least; // kelvin
    int m_most;
};

things::PropertySpec effectProperty(const QStringList& effects);

}
