// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <vector>

namespace myna::ui {

namespace {

struct Token
{
    QLatin1String name;
    QColor Palette::*colour;
};

const std::array<Token, 25>& tokens()
{
    static const std::array<Token, 25> table { {
        { QLatin1String("@background"), &Palette::background },
        { QLatin1String("@surface"), &Palette::surface },
        { QLatin1String("@raised"), &Palette::raised },
        { QLatin1String("@line"), &Palette::line },
        { QLatin1String("@controlLine"), &Palette::controlLine },
        { QLatin1String("@text"), &Palette::text },
        { QLatin1String("@secondary"), &Palette::secondary },
        { QLatin1String("@secondaryText"), &Palette::secondaryText },
        { QLatin1String("@accent"), &Palette::accent },
        { QLatin1String("@accentInk"), &Palette::accentInk },
        { QLatin1String("@accentSoft"), &Palette::accentSoft },
        { QLatin1String("@accentText"), &Palette::accentText },
        { QLatin1String("@focus"), &Palette::focus },
        { QLatin1String("@good"), &Palette::good },
        { QLatin1String("@goodText"), &Palette::goodText },
        { QLatin1String("@goodSoft"), &Palette::goodSoft },
        { QLatin1String("@warningText"), &Palette::warningText },
        { QLatin1String("@bad"), &Palette::bad },
        { QLatin1String("@badSoft"), &Palette::badSoft },
        { QLatin1String("@badText"), &Palette::badText },
        { QLatin1String("@rail"), &Palette::rail },
        { QLatin1String("@railText"), &Palette::railText },
        { QLatin1String("@railActive"), &Palette::railActive },
        { QLatin1String("@railActiveText"), &Palette::railActiveText },
        { QLatin1String("@qrLight"), &Palette::qrLight },
    } };
    return table;
}

}

QString styleSheetFor(const Palette& palette)
{
    QFile file(QStringLiteral(":/themes/myna.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    // The longest names first, or @line would eat the beginning of a longer one.
    std::vector<Token> ordered(tokens().begin(), tokens().end());
    std::sort(ordered.begin(), ordered.end(), [](const Token& a, const Token& b) { return a.name.size() > b.name.size(); });
    for (const Token& token : ordered)
        sheet.replace(token.name, (palette.*token.colour).name());
    // Images cannot be tinted from a style sheet, so there is one for each scheme.
    sheet.replace(QLatin1String("@scheme"), palette.dark ? QLatin1String("dark") : QLatin1String("light"));
    return sheet;
}

}
