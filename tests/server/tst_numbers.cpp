// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/numbers.h"
#include "server/engines/chat/phrase.h"
#include "server/engines/chat/spokentime.h"
#include "support/testcase.h"

using namespace Qt::Literals::StringLiterals;
using namespace myna::server;

class TstNumbers : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void readsEnglish_data();
    void readsEnglish();
    void readsChinese_data();
    void readsChinese();
    void refusesWhatIsNoNumber();
    void wordsAndNumbersAgree();
    void readsDurations_data();
    void readsDurations();
    void writesDurations();
    void writesDigits();
    void timesOfDay_data();
    void timesOfDay();
};

void TstNumbers::readsEnglish_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("value");
    QTest::newRow("digit") << u"seven"_s << 7.0;
    QTest::newRow("tens") << u"twenty five"_s << 25.0;
    QTest::newRow("hyphen") << u"twenty-five"_s << 25.0;
    QTest::newRow("hundred") << u"one hundred"_s << 100.0;
    QTest::newRow("hundred and") << u"three hundred and one"_s << 301.0;
    QTest::newRow("thousands") << u"two thousand three hundred forty five"_s << 2345.0;
    QTest::newRow("twelve thousand") << u"twelve thousand"_s << 12000.0;
    QTest::newRow("million") << u"one million two hundred thousand"_s << 1200000.0;
    QTest::newRow("minus") << u"minus four"_s << -4.0;
    QTest::newRow("point") << u"three point one four"_s << 3.14;
    QTest::newRow("digits") << u"3.5"_s << 3.5;
    QTest::newRow("negative digits") << u"-12"_s << -12.0;
}

void TstNumbers::readsEnglish()
{
    QFETCH(QString, text);
    QFETCH(double, value);
    const auto number = englishNumber(text);
    QVERIFY(number);
    QCOMPARE(*number, value);
}

void TstNumbers::readsChinese_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("value");
    QTest::newRow("digit") << u"七"_s << 7.0;
    QTest::newRow("ten") << u"十"_s << 10.0;
    QTest::newRow("twelve") << u"十二"_s << 12.0;
    QTest::newRow("twenty five") << u"二十五"_s << 25.0;
    QTest::newRow("301") << u"三百零一"_s << 301.0;
    QTest::newRow("2301") << u"两千三百零一"_s << 2301.0;
    QTest::newRow("ten thousands") << u"三万五千"_s << 35000.0;
    QTest::newRow("one by one") << u"二五"_s << 25.0;
    QTest::newRow("point") << u"三点五"_s << 3.5;
    QTest::newRow("negative") << u"负三"_s << -3.0;
    QTest::newRow("digits") << u"42"_s << 42.0;
}

void TstNumbers::readsChinese()
{
    QFETCH(QString, text);
    QFETCH(double, value);
    const auto number = chineseNumber(text);
    QVERIFY(number);
    QCOMPARE(*number, value);
}

void TstNumbers::refusesWhatIsNoNumber()
{
    for (const QString& text : { u""_s, u"elephant"_s, u"minus"_s, u"three point ten"_s, u"1e300"_s })
        QVERIFY2(!englishNumber(text), qPrintable(text));
    for (const QString& text : { u""_s, u"大象"_s, u"三点十"_s })
        QVERIFY2(!chineseNumber(text), qPrintable(text));
}

void TstNumbers::wordsAndNumbersAgree()
{
    for (int number = 0; number < 12000; number += 7) {
        const auto back = englishNumber(englishWords(number));
        QVERIFY2(back && int(*back) == number, qPrintable(englishWords(number)));
    }
}

void TstNumbers::readsDurations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("seconds");
    QTest::newRow("minutes") << u"five minutes"_s << u"en"_s << 300;
    QTest::newRow("short") << u"5 min"_s << u"en"_s << 300;
    QTest::newRow("a minute") << u"a minute"_s << u"en"_s << 60;
    QTest::newRow("an hour and a half") << u"an hour and a half"_s << u"en"_s << 5400;
    QTest::newRow("two and a half") << u"two and a half hours"_s << u"en"_s << 9000;
    QTest::newRow("half an hour") << u"half an hour"_s << u"en"_s << 1800;
    QTest::newRow("both") << u"one hour and thirty minutes"_s << u"en"_s << 5400;
    QTest::newRow("digits both") << u"1 hour 30 minutes"_s << u"en"_s << 5400;
    QTest::newRow("three") << u"one hour two minutes and three seconds"_s << u"en"_s << 3723;
    QTest::newRow("zh minutes") << u"五分钟"_s << u"zh"_s << 300;
    QTest::newRow("zh half") << u"半小时"_s << u"zh"_s << 1800;
    QTest::newRow("zh one and a half") << u"一个半小时"_s << u"zh"_s << 5400;
    QTest::newRow("zh both") << u"1小时20分钟"_s << u"zh"_s << 4800;
    QTest::newRow("zh seconds") << u"三十秒"_s << u"zh"_s << 30;
    QTest::newRow("too long") << u"thirty hours"_s << u"en"_s << -1;
    QTest::newRow("nothing") << u"zero seconds"_s << u"en"_s << -1;
}

void TstNumbers::readsDurations()
{
    QFETCH(QString, text);
    QFETCH(QString, language);
    QFETCH(int, seconds);
    const auto duration = durationOf(text, language);
    QCOMPARE(duration ? int(duration->count()) : -1, seconds);
}

void TstNumbers::writesDurations()
{
    using namespace std::chrono_literals;
    QCOMPARE(durationText(1s, u"en"_s), u"1 second"_s);
    QCOMPARE(durationText(3665s, u"en"_s), u"1 hour and 1 minute and 5 seconds"_s);
    QCOMPARE(durationText(120s, u"en"_s), u"2 minutes"_s);
    QCOMPARE(durationText(5400s, u"zh"_s), u"1小时30分钟"_s);
}

void TstNumbers::writesDigits()
{
    QCOMPARE(digitsOf(4), u"4"_s);
    QCOMPARE(digitsOf(100), u"100"_s);
    QCOMPARE(digitsOf(2.5), u"2.5"_s);
    QCOMPARE(digitsOf(1.0 / 3), u"0.3333"_s);
    QCOMPARE(digitsOf(-0.00001), u"0"_s);
}

void TstNumbers::timesOfDay_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("waking");
    QTest::addColumn<QString>("next"); // after Saturday, 14 March 2026, 15:09
    const auto row = [](const char* language, const char* text, bool waking, const QString& next) {
        QTest::newRow(text) << QString::fromLatin1(language) << waking << next;
    };
    const QString none = u"none"_s;
    row("en", "seven", true, u"2026-03-15 07:00"_s);
    row("en", "seven oclock", false, u"2026-03-14 19:00"_s);
    row("en", "three", true, u"2026-03-15 03:00"_s); // the next one; nobody says that half of the day
    row("en", "07:30", false, u"2026-03-15 07:30"_s);
    row("en", "7:30", false, u"2026-03-14 19:30"_s);
    row("en", "7.30 pm", false, u"2026-03-14 19:30"_s);
    row("en", "7pm", false, u"2026-03-14 19:00"_s);
    row("en", "19:05", false, u"2026-03-14 19:05"_s);
    row("en", "half past six in the morning", true, u"2026-03-15 06:30"_s);
    row("en", "half seven", true, u"2026-03-15 07:30"_s);
    row("en", "quarter to eight", false, u"2026-03-14 19:45"_s);
    row("en", "a quarter past eight pm", false, u"2026-03-14 20:15"_s);
    row("en", "twenty five to six", false, u"2026-03-14 17:35"_s);
    row("en", "twenty one fifteen", false, u"2026-03-14 21:15"_s);
    row("en", "12 am", false, u"2026-03-15 00:00"_s);
    row("en", "12:30 a.m.", false, u"2026-03-15 00:30"_s);
    row("en", "12 pm", false, u"2026-03-15 12:00"_s);
    row("en", "noon", false, u"2026-03-15 12:00"_s);
    row("en", "midnight", false, u"2026-03-15 00:00"_s);
    row("en", "tonight at twelve", false, u"2026-03-15 00:00"_s);
    row("en", "tonight at two", false, u"2026-03-15 02:00"_s);
    row("en", "quarter to midnight", false, u"2026-03-14 23:45"_s);
    row("en", "tomorrow at five", false, u"2026-03-15 17:00"_s);
    row("en", "tomorrow at five", true, u"2026-03-15 05:00"_s);
    row("en", "today at five", true, u"2026-03-14 17:00"_s);
    row("en", "today at 2 pm", false, none);
    row("en", "on monday at nine", false, u"2026-03-16 09:00"_s);
    row("en", "saturday at 3 pm", false, u"2026-03-21 15:00"_s);
    row("en", "saturday at 4 pm", false, u"2026-03-14 16:00"_s);
    row("en", "every weekday at six", true, u"2026-03-16 06:00"_s);
    row("en", "25:00", false, none);
    row("en", "7:75", false, none);
    row("en", "13 am", false, none);
    row("en", "half to six", false, none);
    row("en", "tomorrow", false, none);
    row("zh", "七点", true, u"2026-03-15 07:00"_s);
    row("zh", "七点", false, u"2026-03-14 19:00"_s);
    row("zh", "明天早上7:30", true, u"2026-03-15 07:30"_s);
    row("zh", "下午三点半", false, u"2026-03-14 15:30"_s);
    row("zh", "下午三点", false, u"2026-03-15 15:00"_s);
    row("zh", "晚上十点一刻", false, u"2026-03-14 22:15"_s);
    row("zh", "晚上十二点", false, u"2026-03-15 00:00"_s);
    row("zh", "今晚零点", false, u"2026-03-15 00:00"_s);
    row("zh", "中午十二点", false, u"2026-03-15 12:00"_s);
    row("zh", "上午十二点", false, u"2026-03-15 12:00"_s);
    row("zh", "中午一点", false, u"2026-03-15 13:00"_s);
    row("zh", "凌晨两点", false, u"2026-03-15 02:00"_s);
    row("zh", "差一刻八点", false, u"2026-03-14 19:45"_s);
    row("zh", "八点差五分", false, u"2026-03-14 19:55"_s);
    row("zh", "二十点零五分", false, u"2026-03-14 20:05"_s);
    row("zh", "后天上午九点", false, u"2026-03-16 09:00"_s);
    row("zh", "星期一早上八点", true, u"2026-03-16 08:00"_s);
    row("zh", "每天六点", true, u"2026-03-15 06:00"_s);
    row("zh", "明晚八点", false, u"2026-03-15 20:00"_s);
    row("zh", "25:00", false, none);
    row("zh", "二十五点", false, none);
}

void TstNumbers::timesOfDay()
{
    QFETCH(QString, language);
    QFETCH(bool, waking);
    QFETCH(QString, next);
    const QString text = QString::fromUtf8(QTest::currentDataTag());
    const QDateTime now(QDate(2026, 3, 14), QTime(15, 9));
    // The way through the matcher, as every utterance goes.
    const QString words = normalisedWords(text, language);
    const auto matched = PhraseMatcher({ 0, language, u"<clock>"_s }).match(words, text);
    QVERIFY2(matched, qPrintable(words));
    const auto time = spokenTime(matched->values.first(), language);
    const auto due = time ? nextSuch(*time, now, waking) : std::nullopt;
    QCOMPARE(due ? due->toString(u"yyyy-MM-dd HH:mm"_s) : u"none"_s, next);
}

QTEST_GUILESS_MAIN(TstNumbers)
#include "tst_numbers.moc"
