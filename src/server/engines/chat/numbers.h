// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <optional>

// Numbers and lengths of time as people say and type them, both ways.
namespace myna::server {

// Largest number taken from words or digits.
inline constexpr double largestNumber = 1e12;

// "twenty five", "two thousand three hundred and one", "minus 3.5", "three point five".
std::optional<double> englishNumber(QStringView words);
// "二十五", "两千三百零一", "负3.5", "三点五".
std::optional<double> chineseNumber(QStringView characters);
std::optional<double> numberOf(const QString& text, const QString& language);

// 0 … 999,999 in words; used to write grammars and their tests.
QString englishWords(int number);

// Whole numbers without a point, others with at most four places.
QString digitsOf(double number);

// "five minutes", "an hour and a half", "1 hour 30 minutes"; "五分钟", "一个半小时". Between a second and a day.
std::optional<std::chrono::seconds> durationOf(const QString& text, const QString& language);
// "1 hour 5 minutes", "1小时5分钟".
QString durationText(std::chrono::seconds duration, const QString& language);

// What the four above accept, for the phrase matcher. English ones end each word with a space.
QString englishNumberExpression();
QString englishDurationExpression();
QString chineseNumberExpression();
QString chineseDurationExpression();

}
