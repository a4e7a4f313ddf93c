// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QString>

#include <optional>

// All the code that knows ICU.
namespace myna::server {

struct ChineseDate
{
    QString year; // of the sexagenary cycle: 丙午
    QString animal; // 马
    int month = 0; // from 1
    int day = 0; // from 1
    bool leap = false; // the month is an additional one
    bool operator==(const ChineseDate&) const = default;
};

// The traditional Chinese calendar, as in Beijing. Nothing outside 1901–2099: no value is better than a wrong one.
std::optional<ChineseDate> chineseDate(const QDate& date);
QString chineseDateText(const ChineseDate& date); // 丙午年正月初一

}
