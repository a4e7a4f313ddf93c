// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/skills/alarmskill.h"

#include "server/engines/chat/numbers.h"
#include "server/engines/chat/spokentime.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

enum AlarmMeaning {
    Wake,
    SetAlarm,
    RemindAt, // <clock> <text>
    RemindTo, // <text> <clock>
    ListAlarms,
    ListReminders,
    CancelAlarm,
    CancelAlarms,
    CancelReminder,
    CancelReminders,
    StopAlarm,
    Snooze,
};

constexpr qsizetype mostTold = 5;
constexpr int usualSnooze = 5; // minutes
const QString alarmTool = u"self.alarm.set"_s;
const QString reminderTool = u"self.reminder.set"_s;
const QString keptTool = u"self.reminder.list"_s;
const QString cancelKeptTool = u"self.reminder.cancel"_s;
const QString hushTool = u"self.reminder.stop_ringing"_s;

QDateTime timeOf(const QJsonValue& item)
{
    return QDateTime::fromString(item["time"_L1].toString(), Qt::ISODate);
}

QJsonArray itemsOf(const QString& text)
{
    return QJsonDocument::fromJson(text.toUtf8())["items"_L1].toArray();
}

// "tomorrow at 7:00 AM: swimming"
QString itemWords(const Situation& s, const QJsonValue& item)
{
    const QString words = timeWords(timeOf(item), item["repeat"_L1].toString(), s.now, s.language);
    const QString text = item["text"_L1].toString();
    return text.isEmpty() ? words : words + inLanguage(s, u": "_s, u"："_s) + text;
}

QString itemList(const Situation& s, const QJsonArray& items)
{
    QStringList words;
    for (const QJsonValue& item : items) {
        if (words.size() < mostTold)
            words += itemWords(s, item);
    }
    if (items.size() > mostTold)
        words += inLanguage(s, u"and %1 more"_s, u"还有%1个"_s).arg(items.size() - mostTold);
    return words.join(inLanguage(s, u"; "_s, u"；"_s));
}

// Alarms or reminders.
struct Kept
{
    QString kind;
    QString one; // in the language of the conversation
    QString many;
};

Kept keptOf(const Situation& s, bool alarms)
{
    return alarms ? Kept { u"alarm"_s, inLanguage(s, u"alarm"_s, u"闹钟"_s), inLanguage(s, u"alarms"_s, u"闹钟"_s) }
                  : Kept { u"reminder"_s, inLanguage(s, u"reminder"_s, u"提醒"_s), inLanguage(s, u"reminders"_s, u"提醒"_s) };
}

Reply keepsNone(const Situation& s, const Kept& what)
{
    return { inLanguage(s, u"This device keeps no %1. I can set a timer instead: say for how long."_s,
                 u"这个设备不能设%1。我可以设一个定时器，告诉我多长时间就行。"_s)
                 .arg(what.many),
        u"sad"_s };
}

// `none` is said where nothing of it is kept.
Reply withItems(const Situation& s, const Kept& what, const QString& none, const std::function<Reply(const QJsonArray&)>& then)
{
    if (!toolOf(s, keptTool))
        return keepsNone(s, what);
    return afterCall(keptTool, { { u"kind"_s, what.kind } }, [s, none, then](const Result<QString>& result) -> Reply {
        if (!result)
            return refusal(s, result.error());
        const QJsonArray items = itemsOf(*result);
        return items.isEmpty() ? Reply { none, u"neutral"_s } : then(items);
    });
}

Reply listKept(const Situation& s, const Kept& what)
{
    const QString none = inLanguage(s, u"There is no %1."_s, u"现在没有%1。"_s).arg(what.one);
    return withItems(s, what, none, [s, what](const QJsonArray& items) -> Reply {
        const QString english = items.size() == 1 ? u"There is %1 %2: %3."_s : u"There are %1 %2: %3."_s;
        const QString named = items.size() == 1 ? what.one : what.many;
        return { inLanguage(s, english, u"有%1个%2：%3。"_s).arg(QString::number(items.size()), named, itemList(s, items)), u"thinking"_s };
    });
}

QString noneToCancel(const Situation& s, const Kept& what)
{
    return inLanguage(s, u"There is no %1 to cancel."_s, u"没有可以取消的%1。"_s).arg(what.one);
}

Reply cancelAll(const Situation& s, const Kept& what)
{
    if (!toolOf(s, cancelKeptTool))
        return keepsNone(s, what);
    return afterCall(cancelKeptTool, { { u"kind"_s, what.kind } }, [s, what](const Result<QString>& result) -> Reply {
        if (!result)
            return isForThePersonToSay(result.error()) ? refusal(s, result.error()) : Reply { noneToCancel(s, what), u"neutral"_s };
        return { inLanguage(s, u"All %1 are cancelled."_s, u"所有%1都取消了。"_s).arg(what.many), u"relaxed"_s };
    });
}

Reply cancelThis(const Situation& s, const Kept& what, const QJsonValue& item)
{
    const QString done = inLanguage(s, u"The %1 is cancelled: %2."_s, u"%1已取消：%2。"_s).arg(what.one, itemWords(s, item));
    return afterCall(cancelKeptTool, { { u"id"_s, item["id"_L1].toInteger() } }, [s, done](const Result<QString>& result) {
        return result ? Reply { done, u"relaxed"_s } : refusal(s, result.error());
    });
}

// One of several is not chosen for its owner.
Reply cancelOne(const Situation& s, const Kept& what)
{
    if (!toolOf(s, cancelKeptTool))
        return keepsNone(s, what);
    return withItems(s, what, noneToCancel(s, what), [s, what](const QJsonArray& items) -> Reply {
        if (items.size() == 1)
            return cancelThis(s, what, items.first());
        return { inLanguage(s, u"There are several %1: %2. Say: cancel all %1. Or take one away on the panel."_s,
                     u"有好几个%1：%2。可以说：取消所有%1，或者在面板上删除其中一个。"_s)
                     .arg(what.many, itemList(s, items)),
            u"thinking"_s };
    });
}

Reply stopOrCancel(const Situation& s)
{
    const Kept what = keptOf(s, true);
    if (!toolOf(s, hushTool))
        return cancelOne(s, what);
    return afterCall(hushTool, {}, [s, what](const Result<QString>& result) -> Reply {
        if (result && *result == "true"_L1)
            return { inLanguage(s, u"The alarm is off."_s, u"闹钟关了。"_s), u"relaxed"_s };
        return cancelOne(s, what); // nothing rang
    });
}

Reply snoozeRings(const Situation& s, const PhraseMatch& match)
{
    if (!toolOf(s, hushTool))
        return keepsNone(s, keptOf(s, true));
    const auto length = match.values.isEmpty() ? std::nullopt : durationOf(match.values.first(), s.language);
    const qint64 minutes = length ? std::clamp<qint64>(length->count() / 60, 1, 60) : usualSnooze;
    return afterCall(hushTool, { { u"snooze_minutes"_s, minutes } }, [s, minutes](const Result<QString>& result) -> Reply {
        if (!result)
            return refusal(s, result.error());
        if (*result != "true"_L1)
            return { inLanguage(s, u"Nothing is ringing."_s, u"现在没有闹钟在响。"_s), u"neutral"_s };
        const QString words = durationText(std::chrono::minutes(minutes), s.language);
        return { inLanguage(s, u"It rings again in %1."_s, u"好的，%1后再响。"_s).arg(words), u"sleepy"_s };
    });
}

Reply noSuchTime(const Situation& s)
{
    return { inLanguage(s, u"I did not understand the time. Say it like this: tomorrow at half past seven in the morning."_s,
                 u"我没听懂时间。可以这样说：明天早上七点半。"_s),
        u"confused"_s };
}

// "call mum tomorrow" at "five": the day belongs to the time.
void giveDayToTime(QString& text, QString& clock)
{
    static const QRegularExpression day(u"\\s(today|tomorrow|tonight|every day)$"_s);
    if (const auto match = day.match(text); match.hasMatch()) {
        clock += u' ' + match.captured(1);
        text = text.left(match.capturedStart());
    }
}

// The device is asked in a way that also fits when its clock is in another zone than the server's, unless a day was said.
QString askedTime(const SpokenTime& time, const QDateTime& due)
{
    const bool dayWasSaid = time.daysAhead.value_or(0) > 0 || time.weekday > 0;
    return due.toString(dayWasSaid ? u"yyyy-MM-ddTHH:mm"_s : u"HH:mm"_s);
}

Reply setAtTime(const Situation& s, AlarmMeaning meaning, const QString& clock, const QString& text)
{
    const bool isReminder = meaning == RemindAt || meaning == RemindTo;
    const QString tool = isReminder ? reminderTool : alarmTool;
    if (!toolOf(s, tool))
        return keepsNone(s, keptOf(s, !isReminder));
    const auto time = spokenTime(clock, s.language);
    if (!time)
        return noSuchTime(s);
    const auto due = nextSuch(*time, s.now, meaning == Wake);
    if (!due)
        return { inLanguage(s, u"That time is past today. Say tomorrow, or a later time."_s,
                     u"今天这个时间已经过了。请说明天，或者晚一点的时间。"_s),
            u"confused"_s };
    QJsonObject arguments { { u"time"_s, askedTime(*time, *due) } };
    if (isReminder)
        arguments[u"text"_s] = text;
    if (!time->repeat.isEmpty())
        arguments[u"repeat"_s] = time->repeat;
    const QString done = meaning == Wake ? inLanguage(s, u"I will wake you %1."_s, u"好的，%1叫你起床。"_s)
        : isReminder                     ? inLanguage(s, u"I will remind you %1: %2."_s, u"好的，%1提醒你：%2。"_s)
                                         : inLanguage(s, u"The alarm rings %1."_s, u"好的，闹钟会在%1响。"_s);
    return afterCall(tool, arguments, [s, done, text, isReminder, due = *due, repeat = time->repeat](const Result<QString>& result) {
        if (!result)
            return refusal(s, result.error());
        const QDateTime kept = timeOf(QJsonDocument::fromJson(result->toUtf8()).object());
        const QString when = timeWords(kept.isValid() ? kept : due, repeat, s.now, s.language);
        return Reply { isReminder ? done.arg(when, text) : done.arg(when), u"confident"_s };
    });
}

}

QVector<Phrase> AlarmSkill::phrases() const
{
    return {
        { Wake, u"en"_s, u"wake me at <clock>"_s },
        { SetAlarm, u"en"_s, u"set an alarm for <clock>"_s },
        { CancelAlarm, u"en"_s, u"cancel the alarm"_s },
        { StopAlarm, u"en"_s, u"stop the alarm"_s },
        { Wake, u"en"_s, u"wake me [up] <clock>"_s, false },
        { SetAlarm, u"en"_s, u"[set|create|make|add] [an|the|my] alarm [for] <clock>"_s, false },
        { SetAlarm, u"en"_s, u"set [an|the|my] <clock> alarm"_s, false },
        { RemindAt, u"en"_s, u"remind me <clock> (to|about|of) <text>"_s, false },
        { RemindTo, u"en"_s, u"remind me (to|about|of) <text> at <clock>"_s, false },
        { RemindAt, u"en"_s, u"(set|create|make|add) a reminder [for] <clock> (to|about|of) <text>"_s, false },
        { ListAlarms, u"en"_s, u"(what|which) alarms (are set|are there|are on|do i have)"_s, false },
        { ListAlarms, u"en"_s, u"(list|show|tell me) [me] [my|the|all] alarms"_s, false },
        { ListReminders, u"en"_s, u"(what|which) reminders (are set|are there|do i have)"_s, false },
        { ListReminders, u"en"_s, u"(list|show|tell me) [me] [my|the|all] reminders"_s, false },
        { CancelAlarms, u"en"_s, u"(cancel|delete|remove|clear) [all] [my|the] alarms"_s, false },
        { CancelAlarm, u"en"_s, u"(cancel|delete|remove) [my|the] alarm"_s, false },
        { CancelReminders, u"en"_s, u"(cancel|delete|remove|clear) [all] [my|the] reminders"_s, false },
        { CancelReminder, u"en"_s, u"(cancel|delete|remove) [my|the] reminder"_s, false },
        { StopAlarm, u"en"_s, u"(stop|turn off|switch off) [my|the] (alarm|ringing)"_s, false },
        { Snooze, u"en"_s, u"snooze [the alarm] [for <duration>]"_s, false },
        { Wake, u"zh"_s, u"[请]<clock>(叫我|叫醒我|喊我|喊醒我)[起床|起来]"_s },
        { Wake, u"zh"_s, u"(叫我|叫醒我|喊我)<clock>(起床|起来)"_s },
        { SetAlarm, u"zh"_s, u"[帮我|给我](设|设置|设定|定|开|订|调|上)[一][个]<clock>[的]闹钟"_s },
        { SetAlarm, u"zh"_s, u"[把]闹钟(设|设置|设定|定|订|调)(在|到|为|成)<clock>"_s },
        { RemindAt, u"zh"_s, u"<clock>[的时候|时]提醒我<text>"_s, false },
        { RemindAt, u"zh"_s, u"提醒我<clock><text>"_s, false },
        { RemindAt, u"zh"_s, u"<clock>(叫我|喊我)<text>"_s, false },
        { ListAlarms, u"zh"_s, u"[现在|我][都|一共]有(哪些|什么|几个|多少)[个]闹钟"_s },
        { ListAlarms, u"zh"_s, u"(查看|看看|列出|看一下)[我的|所有][的]闹钟"_s },
        { ListReminders, u"zh"_s, u"[现在|我][都|一共]有(哪些|什么|几个|多少)[个]提醒"_s },
        { ListReminders, u"zh"_s, u"(查看|看看|列出|看一下)[我的|所有][的]提醒"_s },
        { CancelAlarms, u"zh"_s, u"(取消|删除|清除)(所有|全部)[的]闹钟"_s },
        { CancelAlarm, u"zh"_s, u"(取消|删除)[我的|这个]闹钟"_s },
        { CancelReminders, u"zh"_s, u"(取消|删除|清除)(所有|全部)[的]提醒"_s },
        { CancelReminder, u"zh"_s, u"(取消|删除)[我的|这个]提醒"_s },
        { StopAlarm, u"zh"_s, u"(关掉|关闭|停止|停掉|关)闹[钟|铃]"_s },
        { StopAlarm, u"zh"_s, u"(别响了|停止响铃)"_s },
        { Snooze, u"zh"_s, u"(贪睡|再睡一会儿|再睡一会|再睡会儿|稍后再响|等会儿再响|再睡<duration>|<duration>后再响)"_s },
    };
}

QString AlarmSkill::summary(const QString& language) const
{
    return language == "zh"_L1 ? u"设闹钟和提醒"_s : u"wake you and remind you"_s;
}

bool AlarmSkill::isCertain(int meaning, const Situation& s) const
{
    switch (AlarmMeaning(meaning)) {
    case Wake:
    case SetAlarm:
        return toolOf(s, alarmTool);
    case RemindAt:
    case RemindTo:
        return toolOf(s, reminderTool);
    case ListAlarms:
    case ListReminders:
        return toolOf(s, keptTool);
    case CancelAlarm:
    case CancelAlarms:
    case CancelReminder:
    case CancelReminders:
        return toolOf(s, cancelKeptTool);
    case StopAlarm:
    case Snooze:
        return toolOf(s, hushTool);
    }
    return false;
}

Reply AlarmSkill::answer(int meaning, const PhraseMatch& match, const Situation& s)
{
    QString first = match.values.value(0);
    QString second = match.values.value(1);
    switch (AlarmMeaning(meaning)) {
    case Wake:
    case SetAlarm:
        return setAtTime(s, AlarmMeaning(meaning), first, {});
    case RemindAt:
        return setAtTime(s, RemindAt, first, second);
    case RemindTo:
        giveDayToTime(first, second);
        return setAtTime(s, RemindTo, second, first);
    case ListAlarms:
    case ListReminders:
        return listKept(s, keptOf(s, meaning == ListAlarms));
    case CancelAlarm:
    case CancelReminder:
        return cancelOne(s, keptOf(s, meaning == CancelAlarm));
    case CancelAlarms:
    case CancelReminders:
        return cancelAll(s, keptOf(s, meaning == CancelAlarms));
    case StopAlarm:
        return stopOrCancel(s);
    case Snooze:
        return snoozeRings(s, match);
    }
    return {};
}

}
