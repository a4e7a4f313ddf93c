// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/skills/timerskill.h"

#include "server/engines/chat/numbers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {
enum Meaning { Set, Left, Cancel, Remind, RemindLast };

const QString setTool = u"self.timer.set"_s;
const QString listTool = u"self.reminder.list"_s;
const QString cancelTool = u"self.reminder.cancel"_s;

Reply setOnDevice(const Situation& s, std::chrono::seconds length, const QString& label, const QString& done)
{
    QJsonObject arguments { { u"seconds"_s, qint64(length.count()) } };
    if (!label.isEmpty())
        arguments[u"label"_s] = label;
    return afterCall(setTool, arguments, [s, done](const Result<QString>& result) {
        return result ? Reply { done, u"confident"_s } : refusal(s, result.error());
    });
}

Reply leftText(const Situation& s, const QStringList& lengths)
{
    if (lengths.isEmpty())
        return { inLanguage(s, u"There is no timer running."_s, u"现在没有定时器。"_s), u"neutral"_s };
    return { inLanguage(s, u"There is %1 left."_s, u"还剩%1。"_s).arg(lengths.join(inLanguage(s, u", then "_s, u"，还有"_s))),
        u"thinking"_s };
}

Reply leftOnDevice(const Situation& s)
{
    return afterCall(listTool, { { u"kind"_s, u"timer"_s } }, [s](const Result<QString>& result) {
        if (!result)
            return refusal(s, result.error());
        QStringList lengths;
        for (const QJsonValue& item : QJsonDocument::fromJson(result->toUtf8())["items"_L1].toArray()) {
            if (const qint64 seconds = item["in_seconds"_L1].toInteger(); seconds > 0)
                lengths += durationText(std::chrono::seconds(seconds), s.language);
        }
        return leftText(s, lengths);
    });
}

Reply cancelOnDevice(const Situation& s)
{
    return afterCall(cancelTool, { { u"kind"_s, u"timer"_s } }, [s](const Result<QString>& result) -> Reply {
        if (!result && isForThePersonToSay(result.error()))
            return refusal(s, result.error());
        if (!result)
            return { inLanguage(s, u"There is no timer to cancel."_s, u"没有可以取消的定时器。"_s), u"neutral"_s };
        const bool several = QJsonDocument::fromJson(result->toUtf8())["cancelled"_L1].toInt() > 1;
        return { inLanguage(s, several ? u"All timers are cancelled."_s : u"The timer is cancelled."_s, u"定时器已取消。"_s),
            u"relaxed"_s };
    });
}

}

TimerSkill::TimerSkill(std::chrono::milliseconds second, QObject* parent)
    : QObject(parent)
    , m_second(second)
{
}

QVector<Phrase> TimerSkill::phrases() const
{
    return {
        { Set, u"en"_s, u"(set|start) a timer for <duration>"_s },
        { Set, u"en"_s, u"(set|start|create) [a|the] timer [for|of] <duration>"_s, false },
        { Set, u"en"_s, u"(set|start) a <duration> timer"_s, false },
        { Set, u"en"_s, u"(timer|remind me in|wake me in) <duration>"_s, false },
        { Remind, u"en"_s, u"remind me in <duration> to <text>"_s, false },
        { RemindLast, u"en"_s, u"remind me to <text> in <duration>"_s, false },
        { Left, u"en"_s, u"(how long is left|how much time is left|how long is left on the timer|how much time is left on the timer)"_s },
        { Left, u"en"_s, u"(what|which) timers (are running|are set|are there|do i have)"_s, false },
        { Cancel, u"en"_s, u"(cancel|stop) the timer"_s }, // not "delete": it sounds like "tell me the time"
        { Cancel, u"en"_s, u"(cancel|stop|delete) [my|all] [the] timers"_s, false },
        { Cancel, u"en"_s, u"delete the timer"_s, false },
        { Set, u"zh"_s, u"[帮我](设|设置|设定|定|开|订)[一][个]<duration>[的](定时器|计时器|倒计时|闹钟|计时)"_s },
        { Set, u"zh"_s, u"(倒计时|计时|定时)<duration>"_s },
        { Set, u"zh"_s, u"<duration>(后|之后|以后)(提醒我|叫我)"_s },
        { Remind, u"zh"_s, u"<duration>(后|之后|以后)提醒我<text>"_s, false },
        { Left, u"zh"_s, u"[定时器|计时器|倒计时](还剩|还有|剩下|剩)(多久|多少时间|多长时间)"_s },
        { Left, u"zh"_s, u"[现在|我]有(哪些|什么|几个)(定时器|计时器|倒计时)[在跑|在走|在计时|在运行]"_s },
        { Cancel, u"zh"_s, u"(取消|停止|关掉|关闭|删除)[所有|全部][的](定时器|计时器|倒计时|计时)"_s },
    };
}

QString TimerSkill::summary(const QString& language) const
{
    return language == "zh"_L1 ? u"设定时器"_s : u"set a timer"_s;
}

// "How long is left" may be meant for something else while no timer runs.
bool TimerSkill::isCertain(int meaning, const Situation& s) const
{
    return meaning == Set || meaning == Remind || meaning == RemindLast || !m_running.empty()
        || (meaning == Cancel && toolOf(s, cancelTool));
}

Reply TimerSkill::answer(int meaning, const PhraseMatch& match, const Situation& s)
{
    switch (Meaning(meaning)) {
    case Set:
        return set(match, s);
    case Left:
        return m_running.empty() && toolOf(s, listTool) ? leftOnDevice(s) : left(s);
    case Cancel:
        return m_running.empty() && toolOf(s, cancelTool) ? cancelOnDevice(s) : cancel(s);
    case Remind:
        return remind(match, s);
    case RemindLast:
        return remind({ { match.values.value(1), match.values.value(0) }, match.original }, s);
    }
    return {};
}

Reply TimerSkill::set(const PhraseMatch& match, const Situation& s)
{
    const auto length = durationOf(match.values.value(0), s.language);
    if (!length)
        return { inLanguage(s, u"A timer can run between one second and a day."_s, u"定时器可以设为一秒到一天。"_s), u"confused"_s };
    const QString text = durationText(*length, s.language);
    const QString done = inLanguage(s, u"The timer is set for %1."_s, u"好的，定时器设为%1。"_s).arg(text);
    if (toolOf(s, setTool))
        return setOnDevice(s, *length, {}, done);
    if (m_running.size() >= maxTimers)
        return { inLanguage(s, u"There are too many timers already. Cancel them first."_s, u"定时器太多了，请先取消。"_s),
            u"embarrassed"_s };
    auto timer = std::make_unique<QTimer>();
    timer->setSingleShot(true);
    timer->setTimerType(Qt::PreciseTimer); // a coarse one may be 5 % late: three minutes in an hour
    const QTimer* which = timer.get();
    connect(timer.get(), &QTimer::timeout, this, [this, which, language = s.language] { goOff(which, language); });
    timer->start(m_second * length->count());
    m_running.push_back({ std::move(timer), *length });
    if (m_running.size() == 1)
        emit busyChanged(true);
    return { done, u"confident"_s };
}

// Only a device can keep what for; without one it is a timer like others.
Reply TimerSkill::remind(const PhraseMatch& match, const Situation& s)
{
    const auto length = durationOf(match.values.value(0), s.language);
    const QString label = match.values.value(1).trimmed();
    if (!length || !toolOf(s, setTool))
        return set(match, s);
    const QString text = durationText(*length, s.language);
    return setOnDevice(s, *length, label, inLanguage(s, u"I will remind you in %1."_s, u"好的，%1后提醒你。"_s).arg(text));
}

std::chrono::seconds TimerSkill::remaining(const Running& running) const
{
    const auto left = running.timer->remainingTimeAsDuration();
    return std::chrono::seconds((left.count() + m_second.count() - 1) / m_second.count());
}

Reply TimerSkill::left(const Situation& s) const
{
    QStringList texts;
    for (const Running& running : m_running)
        texts += durationText(remaining(running), s.language);
    return leftText(s, texts);
}

Reply TimerSkill::cancel(const Situation& s)
{
    if (m_running.empty())
        return { inLanguage(s, u"There is no timer to cancel."_s, u"没有可以取消的定时器。"_s), u"neutral"_s };
    const bool several = m_running.size() > 1;
    m_running.clear();
    emit busyChanged(false);
    return { inLanguage(s, several ? u"All timers are cancelled."_s : u"The timer is cancelled."_s, u"定时器已取消。"_s), u"relaxed"_s };
}

void TimerSkill::goOff(const QTimer* timer, const QString& language)
{
    const auto found = std::find_if(m_running.begin(), m_running.end(), [&](const Running& r) { return r.timer.get() == timer; });
    if (found == m_running.end())
        return;
    const QString length = durationText(found->length, language);
    found->timer.release()->deleteLater(); // it is emitting now
    m_running.erase(found);
    emit wentOff((language == "zh"_L1 ? u"时间到！%1的定时器响了。"_s : u"Time is up! Your timer for %1 has finished."_s).arg(length));
    if (m_running.empty())
        emit busyChanged(false);
}

}

#include "moc_timerskill.cpp"
