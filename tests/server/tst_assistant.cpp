// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/emotions.h"
#include "server/engines/chat/assistant.h"
#include "support/testcase.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;
using namespace myna;
using namespace myna::server;
using namespace std::chrono_literals;

namespace {

// One conversation with a clock that stands still: Saturday, 14 March 2026, 15:09.
struct Partner
{
    explicit Partner(const QString& language)
        : assistant(language, { [] { return QDateTime(QDate(2026, 3, 14), QTime(15, 9)); }, 20ms })
        , language(language)
    {
        QObject::connect(&assistant, &Chat::text, &assistant, [this](TurnId, const QString& piece) { said += piece; });
        QObject::connect(&assistant, &Chat::emotion, &assistant, [this](TurnId, const QString& name) { emotion = name; });
        QObject::connect(&assistant, &Chat::finished, &assistant, [this](TurnId turn) { finished = turn; });
        QObject::connect(&assistant, &Chat::conversationEnded, &assistant, [this](TurnId) { ended = true; });
        QObject::connect(&assistant, &Chat::toolCalled, &assistant, [this](TurnId, const ToolCall& c) { calls += c; });
    }
    bool ask(const QString& question)
    {
        said.clear();
        calls.clear();
        turn = turn.next();
        assistant.ask(
            turn, { .deviceId = u"device"_s, .language = language, .utterances = { { Utterance::Speaker::User, question } } }, tools);
        return test::becomesTrue([this] { return finished == turn || !calls.isEmpty(); });
    }

    Assistant assistant;
    QString language;
    QVector<mcp::ToolSpec> tools;
    QVector<ToolCall> calls;
    QString said;
    QString emotion;
    TurnId turn;
    TurnId finished;
    bool ended = false;
};

mcp::ToolSpec tool(const QString& name, const QString& argument, mcp::ArgumentType type)
{
    mcp::ToolSpec spec;
    spec.name = name;
    if (!argument.isEmpty())
        spec.arguments += mcp::Argument { .name = argument, .type = type };
    return spec;
}

const QVector<mcp::ToolSpec> deviceTools { tool(u"self.audio_speaker.set_volume"_s, u"volume"_s, mcp::ArgumentType::Integer),
    tool(u"self.lamp.set_power"_s, u"on"_s, mcp::ArgumentType::Boolean),
    tool(u"self.lamp.set_brightness"_s, u"brightness"_s, mcp::ArgumentType::Integer) };

}

class TstAssistant : public myna::test::TestCase
{
    Q_OBJECT

private slots:
    void answers_data();
    void answers();
    void saysWhatItCannot();
    void everyEmotionIsKnown();
    void everyPhraseCompiles();
    void usesTheDevice_data();
    void usesTheDevice();
    void saysWhyTheDeviceRefused();
    void hasNoLampWithoutATool();
    void asksForTheVolumeBeforeItMakesItLouder();
    void ignoresAnswersOfOtherCalls();
    void endsTheConversation();
    void timerGoesOffAndSpeaksFirst();
    void timersCanBeCountedAndCancelled();
    void aDeviceThatKeepsTimersIsAskedTo();
    void alarmsAtATimeOfDay_data();
    void alarmsAtATimeOfDay();
    void alarmsAreListedStoppedAndCancelled();
    void aDeviceWithMusicPlaysIt();
    void cancelledTurnSaysNothing();
};

void TstAssistant::answers_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("answer"); // part of it
    const auto en
        = [](const char* question, const QString& answer) { QTest::newRow(question) << u"en"_s << QString::fromUtf8(question) << answer; };
    const auto zh
        = [](const char* question, const QString& answer) { QTest::newRow(question) << u"zh"_s << QString::fromUtf8(question) << answer; };
    en("Hello!", u"Hello!"_s);
    en("what time is it", u"It is 3:09 PM."_s);
    en("What's the time?", u"3:09 PM"_s);
    en("please tell me the time", u"3:09 PM"_s);
    en("what is the date today", u"Saturday, March 14, 2026"_s);
    en("what is today's date?", u"March 14"_s);
    en("what day is it", u"It is Saturday."_s);
    en("what is two plus three", u"2 plus 3 is 5."_s);
    en("12 * 4", u"12 times 4 is 48."_s);
    en("7-9", u"7 minus 9 is -2."_s);
    en("1.5 + 2.25 =", u"1.5 plus 2.25 is 3.75."_s);
    en("what is ten divided by four", u"10 divided by 4 is 2.5."_s);
    en("10 / 3", u"is about 3.3333"_s);
    en("what is five divided by zero", u"Nothing can be divided by 0."_s);
    en("what is two thousand three hundred plus one hundred and five", u"2300 plus 105 is 2405."_s);
    en("what is minus four times minus five", u"-4 times -5 is 20."_s);
    en("what is your name", u"Myna"_s);
    en("thank you very much", u"You are welcome!"_s);
    en("How are you?", u"I am well"_s);
    en("tell me a joke", u"parrot"_s);
    en("good bye", u"Good-bye"_s);
    en("what can you do?", u"do simple sums"_s);
    en("Repeat after me: Hello, World!", u"Hello, World!"_s);
    en("how long is left", u"no timer"_s);
    en("set a timer for thirty hours", u"between one second and a day"_s);
    en("set a timer for 1 hour and 5 minutes", u"The timer is set for 1 hour and 5 minutes."_s);
    en("turn on the lamp", u"no lamp"_s);
    en("make it louder", u"no volume"_s);
    en("what is the weather tomorrow", u"no weather service"_s); // no server, no tool
    en("how deep is the sea", u"did not understand"_s);
    en("你好", u"你好"_s); // answered in the language of the question
    en("海有多深", u"没听懂"_s);
    zh("你好！", u"你好"_s);
    zh("现在几点了？", u"下午3点9分"_s);
    zh("今天几号", u"2026年3月14日"_s);
    zh("今天星期几？", u"星期六"_s);
    zh("三加五等于几", u"3加5等于8。"_s);
    zh("12乘以4是多少", u"48"_s);
    zh("一百减三十六", u"64"_s);
    zh("十除以三", u"约等于3.3333"_s);
    zh("五除以零", u"不能除以0"_s);
    zh("你叫什么名字", u"八哥"_s);
    zh("谢谢你", u"不客气"_s);
    zh("你会做什么？", u"算术"_s);
    zh("再见", u"再见"_s);
    zh("跟我说我爱北京", u"我爱北京"_s);
    zh("设一个五分钟的定时器", u"定时器设为5分钟"_s);
    zh("请打开台灯", u"没有我能控制的灯"_s);
    zh("明天天气怎么样", u"没有天气服务"_s);
    zh("大海有多深", u"没听懂"_s);
}

void TstAssistant::answers()
{
    QFETCH(QString, language);
    QFETCH(QString, question);
    QFETCH(QString, answer);
    Partner partner(language);
    QVERIFY(partner.ask(question));
    QVERIFY2(partner.said.contains(answer), qPrintable(partner.said));
    QVERIFY(!partner.emotion.isEmpty());
    QCOMPARE(QString(protocol::knownEmotion(partner.emotion)), partner.emotion);
}

void TstAssistant::saysWhatItCannot()
{
    for (const QString& question : { QString(), u"   "_s, u"?!"_s, QString(5000, u'x'), u"😀"_s }) {
        Partner partner(u"en"_s);
        QVERIFY(partner.ask(question));
        QVERIFY2(partner.said.contains(u"what can you do"_s), qPrintable(partner.said));
        QCOMPARE(partner.emotion, u"confused"_s);
    }
}

void TstAssistant::everyEmotionIsKnown()
{
    for (const char* name : { "happy", "confused", "sad", "surprised", "winking", "funny", "loving", "relaxed", "confident", "thinking" })
        QCOMPARE(QString(protocol::knownEmotion(QString::fromLatin1(name))), QString::fromLatin1(name));
}

void TstAssistant::everyPhraseCompiles()
{
    const QVector<Phrase> phrases = Assistant::allPhrases();
    QVERIFY(phrases.size() > 50);
    for (const Phrase& phrase : phrases)
        QVERIFY2(PhraseMatcher(phrase).isValid(), qPrintable(phrase.pattern));
    QVERIFY(!PhraseMatcher({ 0, u"en"_s, u"fly to the <planet>"_s }).isValid());
}

void TstAssistant::usesTheDevice_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonObject>("arguments");
    QTest::addColumn<QString>("answer");
    const QString volume = u"self.audio_speaker.set_volume"_s;
    const QString power = u"self.lamp.set_power"_s;
    const QString brightness = u"self.lamp.set_brightness"_s;
    QTest::newRow("volume") << u"en"_s << u"set the volume to thirty percent"_s << volume << QJsonObject { { u"volume"_s, 30 } }
                            << u"30 percent"_s;
    QTest::newRow("volume %") << u"en"_s << u"Set volume to 45%"_s << volume << QJsonObject { { u"volume"_s, 45 } } << u"45 percent"_s;
    QTest::newRow("too loud") << u"en"_s << u"set the volume to 400"_s << volume << QJsonObject { { u"volume"_s, 100 } }
                              << u"100 percent"_s;
    QTest::newRow("mute") << u"en"_s << u"mute the sound"_s << volume << QJsonObject { { u"volume"_s, 0 } } << u"0 percent"_s;
    QTest::newRow("on") << u"en"_s << u"turn on the lamp"_s << power << QJsonObject { { u"on"_s, true } } << u"The lamp is on."_s;
    QTest::newRow("off") << u"en"_s << u"switch the light off"_s << power << QJsonObject { { u"on"_s, false } } << u"The lamp is off."_s;
    QTest::newRow("brightness") << u"en"_s << u"set the lamp to twenty percent"_s << brightness << QJsonObject { { u"brightness"_s, 20 } }
                                << u"20 percent"_s;
    QTest::newRow("zh volume") << u"zh"_s << u"把音量调到百分之六十"_s << volume << QJsonObject { { u"volume"_s, 60 } } << u"百分之60"_s;
    QTest::newRow("zh off") << u"zh"_s << u"关灯"_s << power << QJsonObject { { u"on"_s, false } } << u"灯已关闭"_s;
}

void TstAssistant::usesTheDevice()
{
    QFETCH(QString, language);
    QFETCH(QString, question);
    QFETCH(QString, name);
    QFETCH(QJsonObject, arguments);
    QFETCH(QString, answer);
    Partner partner(language);
    partner.tools = deviceTools;
    QVERIFY(partner.ask(question));
    QCOMPARE(partner.calls.size(), 1);
    QCOMPARE(partner.calls.first().name, name);
    QCOMPARE(partner.calls.first().arguments, arguments);
    QVERIFY(partner.said.isEmpty());
    partner.assistant.toolAnswered(partner.turn, partner.calls.first().id, u"true"_s);
    QVERIFY(partner.said.isEmpty()); // never within the call
    QTRY_COMPARE(partner.finished, partner.turn);
    QVERIFY2(partner.said.contains(answer), qPrintable(partner.said));
}

void TstAssistant::saysWhyTheDeviceRefused()
{
    Partner partner(u"en"_s);
    partner.tools = deviceTools;
    QVERIFY(partner.ask(u"turn on the lamp"_s));
    partner.assistant.toolAnswered(partner.turn, partner.calls.first().id, Error { Error::Code::Refused, u"The bulb is gone."_s });
    QTRY_COMPARE(partner.said, u"The device refused: The bulb is gone."_s);
    QCOMPARE(partner.emotion, u"sad"_s);
}

void TstAssistant::hasNoLampWithoutATool()
{
    Partner partner(u"en"_s);
    partner.tools = { deviceTools.first() };
    QVERIFY(partner.ask(u"make the lamp brighter"_s));
    QVERIFY(partner.calls.isEmpty());
    QVERIFY(partner.said.contains(u"no lamp"_s));
}

void TstAssistant::asksForTheVolumeBeforeItMakesItLouder()
{
    Partner partner(u"en"_s);
    partner.tools = deviceTools;
    partner.tools += tool(u"self.get_device_status"_s, {}, mcp::ArgumentType::Text);
    QVERIFY(partner.ask(u"make it louder"_s));
    QCOMPARE(partner.calls.last().name, u"self.get_device_status"_s);
    partner.assistant.toolAnswered(partner.turn, partner.calls.last().id, uR"({"audio_speaker":{"volume":35}})"_s);
    QTRY_COMPARE(partner.calls.last().arguments, (QJsonObject { { u"volume"_s, 45 } }));
    partner.assistant.toolAnswered(partner.turn, partner.calls.last().id, u"true"_s);
    QTRY_VERIFY(partner.said.contains(u"45 percent"_s));
}

void TstAssistant::ignoresAnswersOfOtherCalls()
{
    Partner partner(u"en"_s);
    partner.tools = deviceTools;
    QVERIFY(partner.ask(u"turn on the lamp"_s));
    partner.assistant.toolAnswered(partner.turn, u"call-77"_s, u"true"_s);
    partner.assistant.toolAnswered(partner.turn.next(), partner.calls.first().id, u"true"_s);
    QVERIFY(partner.said.isEmpty());
    partner.assistant.cancel(partner.turn);
    partner.assistant.toolAnswered(partner.turn, partner.calls.first().id, u"true"_s);
    QVERIFY(partner.ask(u"hello"_s)); // everything that was to come has come before this
    QVERIFY2(!partner.said.contains(u"lamp"_s), qPrintable(partner.said));
}

void TstAssistant::endsTheConversation()
{
    Partner partner(u"en"_s);
    QVERIFY(partner.ask(u"hello"_s));
    QVERIFY(!partner.ended);
    QVERIFY(partner.ask(u"Good bye!"_s));
    QVERIFY(partner.ended);
}

void TstAssistant::timerGoesOffAndSpeaksFirst()
{
    Partner partner(u"en"_s);
    QSignalSpy spoke(&partner.assistant, &Chat::spokeFirst);
    QSignalSpy busy(&partner.assistant, &Chat::busyChanged);
    QVERIFY(partner.ask(u"set a timer for two seconds"_s)); // 40 ms here
    QCOMPARE(busy.size(), 1);
    QVERIFY(busy[0][0].toBool());
    QTRY_COMPARE(spoke.size(), 1);
    QCOMPARE(spoke[0][0].toString(), u"Time is up! Your timer for 2 seconds has finished."_s);
    QCOMPARE(spoke[0][1].toString(), u"surprised"_s);
    QCOMPARE(busy.size(), 2);
    QVERIFY(!busy[1][0].toBool());
}

void TstAssistant::timersCanBeCountedAndCancelled()
{
    Partner partner(u"en"_s);
    QSignalSpy spoke(&partner.assistant, &Chat::spokeFirst);
    QVERIFY(partner.ask(u"set a timer for ten hours"_s));
    QVERIFY(partner.ask(u"how much time is left"_s));
    QVERIFY2(partner.said.contains(u"10 hours left"_s) || partner.said.contains(u"9 hours and 59 minutes"_s), qPrintable(partner.said));
    QVERIFY(partner.ask(u"cancel the timer"_s));
    QCOMPARE(partner.said, u"The timer is cancelled."_s);
    QVERIFY(partner.ask(u"how long is left"_s));
    QCOMPARE(partner.said, u"There is no timer running."_s);
    QVERIFY(spoke.isEmpty());
}

void TstAssistant::aDeviceThatKeepsTimersIsAskedTo()
{
    Partner partner(u"en"_s);
    for (const char* name : { "self.timer.set", "self.reminder.list", "self.reminder.cancel" })
        partner.tools += tool(QString::fromLatin1(name), {}, mcp::ArgumentType::Text);
    const auto asks = [&](const QString& question, const QString& name, const QJsonObject& arguments, const Result<QString>& answer,
                          const QString& said) {
        partner.calls.clear();
        QVERIFY2(partner.ask(question), qPrintable(question));
        QCOMPARE(partner.calls.size(), 1);
        QCOMPARE(partner.calls.first().name, name);
        QCOMPARE(partner.calls.first().arguments, arguments);
        partner.assistant.toolAnswered(partner.turn, partner.calls.first().id, answer);
        QTRY_COMPARE(partner.said, said);
    };
    const QString done = u"{}"_s;
    asks(u"set a timer for five minutes"_s, u"self.timer.set"_s, { { u"seconds"_s, 300 } }, done, u"The timer is set for 5 minutes."_s);
    asks(u"remind me in two minutes to call mum"_s, u"self.timer.set"_s, { { u"seconds"_s, 120 }, { u"label"_s, u"call mum"_s } }, done,
        u"I will remind you in 2 minutes."_s);
    asks(u"remind me to drink in 10 minutes"_s, u"self.timer.set"_s, { { u"seconds"_s, 600 }, { u"label"_s, u"drink"_s } }, done,
        u"I will remind you in 10 minutes."_s);
    asks(u"五分钟后提醒我喝水"_s, u"self.timer.set"_s, { { u"seconds"_s, 300 }, { u"label"_s, u"喝水"_s } }, done,
        u"好的，5分钟后提醒你。"_s);
    asks(u"how long is left"_s, u"self.reminder.list"_s, { { u"kind"_s, u"timer"_s } }, uR"({"count":1,"items":[{"in_seconds":61}]})"_s,
        u"There is 1 minute and 1 second left."_s);
    asks(u"cancel the timer"_s, u"self.reminder.cancel"_s, { { u"kind"_s, u"timer"_s } }, uR"({"cancelled":1})"_s,
        u"The timer is cancelled."_s);
    asks(u"cancel the timer"_s, u"self.reminder.cancel"_s, { { u"kind"_s, u"timer"_s } },
        Error { Error::Code::NotFound, u"There is nothing to cancel."_s }, u"There is no timer to cancel."_s);
    asks(u"set a timer for five minutes"_s, u"self.timer.set"_s, { { u"seconds"_s, 300 } },
        Error { Error::Code::Cancelled, u"Wait for the answer."_s }, u"I need your word for that."_s);
    asks(u"cancel the timer"_s, u"self.reminder.cancel"_s, { { u"kind"_s, u"timer"_s } },
        Error { Error::Code::Cancelled, u"Wait for the answer."_s }, u"I need your word for that."_s);
}

void TstAssistant::alarmsAtATimeOfDay_data()
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("tool"); // empty: nothing is called
    QTest::addColumn<QJsonObject>("arguments");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* question, const char* tool, const QJsonObject& arguments, const QString& said) {
        QTest::newRow(question) << QString::fromUtf8(question) << QString::fromLatin1(tool) << arguments << said;
    };
    const char* const alarm = "self.alarm.set";
    const char* const reminder = "self.reminder.set";
    const auto at = [](const QString& time) { return QJsonObject { { u"time"_s, time } }; };
    const auto of = [](const QString& time, const QString& text) { return QJsonObject { { u"time"_s, time }, { u"text"_s, text } }; };
    row("wake me at seven", alarm, at(u"07:00"_s), u"I will wake you tomorrow at 7:00 AM."_s);
    row("Please wake me up at 6:45 a.m.", alarm, at(u"06:45"_s), u"I will wake you tomorrow at 6:45 AM."_s);
    row("set an alarm for half past six in the morning", alarm, at(u"06:30"_s), u"The alarm rings tomorrow at 6:30 AM."_s);
    row("set an alarm for six", alarm, at(u"18:00"_s), u"The alarm rings today at 6:00 PM."_s);
    row("set an alarm for quarter to five", alarm, at(u"16:45"_s), u"The alarm rings today at 4:45 PM."_s);
    row("wake me every day at seven", alarm, { { u"time"_s, u"07:00"_s }, { u"repeat"_s, u"daily"_s } },
        u"I will wake you every day at 7:00 AM."_s);
    row("wake me at seven on Monday", alarm, at(u"2026-03-16T07:00"_s), u"I will wake you on Monday at 7:00 AM."_s);
    row("wake me at 25:00", "", {}, u"I did not understand the time. Say it like this: tomorrow at half past seven in the morning."_s);
    row("wake me in the morning", "", {},
        u"I did not understand the time. Say it like this: tomorrow at half past seven in the morning."_s);
    row("remind me at five pm to call mum", reminder, of(u"17:00"_s, u"call mum"_s), u"I will remind you today at 5:00 PM: call mum."_s);
    row("remind me to call mum tomorrow at nine", reminder, of(u"2026-03-15T09:00"_s, u"call mum"_s),
        u"I will remind you tomorrow at 9:00 AM: call mum."_s);
    row("remind me today at two pm to eat", "", {}, u"That time is past today. Say tomorrow, or a later time."_s);
    row("明天早上七点叫我起床", alarm, at(u"2026-03-15T07:00"_s), u"好的，明天早上7点叫你起床。"_s);
    row("下午四点提醒我开会", reminder, of(u"16:00"_s, u"开会"_s), u"好的，今天下午4点提醒你：开会。"_s);
    row("下午三点提醒我开会", reminder, of(u"15:00"_s, u"开会"_s), u"好的，明天下午3点提醒你：开会。"_s);
    row("设一个7:30的闹钟", alarm, at(u"19:30"_s), u"好的，闹钟会在今天晚上7点半响。"_s);
    row("每个工作日早上六点半叫我起床", alarm, { { u"time"_s, u"06:30"_s }, { u"repeat"_s, u"weekdays"_s } },
        u"好的，每个工作日早上6点半叫你起床。"_s);
    row("提醒我晚上八点吃药", reminder, of(u"20:00"_s, u"吃药"_s), u"好的，今天晚上8点提醒你：吃药。"_s);
}

void TstAssistant::alarmsAtATimeOfDay()
{
    QFETCH(QString, question);
    QFETCH(QString, tool);
    QFETCH(QJsonObject, arguments);
    QFETCH(QString, said);
    Partner partner(u"en"_s);
    QVERIFY(partner.ask(question));
    QVERIFY2(partner.said.contains(u"timer instead"_s) || partner.said.contains(u"定时器"_s),
        qPrintable(partner.said)); // no device that keeps any
    for (const char* name : { "self.alarm.set", "self.reminder.set" })
        partner.tools += ::tool(QString::fromLatin1(name), {}, mcp::ArgumentType::Text);
    QVERIFY(partner.ask(question));
    QCOMPARE(partner.calls.size(), tool.isEmpty() ? 0 : 1);
    if (!tool.isEmpty()) {
        QVERIFY(partner.assistant.isCertainOf(question, u"en"_s, partner.tools));
        QCOMPARE(partner.calls.first().name, tool);
        QCOMPARE(partner.calls.first().arguments, arguments);
        partner.assistant.toolAnswered(partner.turn, partner.calls.first().id, u"{}"_s);
    }
    QTRY_COMPARE(partner.said, said);
}

void TstAssistant::alarmsAreListedStoppedAndCancelled()
{
    Partner partner(u"en"_s);
    for (const char* name : { "self.reminder.list", "self.reminder.cancel", "self.reminder.stop_ringing" })
        partner.tools += tool(QString::fromLatin1(name), {}, mcp::ArgumentType::Text);
    const QString one = uR"({"count":1,"items":[{"id":4,"kind":"alarm","time":"2026-03-15T07:00:00","text":"swim"}]})"_s;
    const QString two = uR"({"items":[{"id":4,"time":"2026-03-15T07:00:00"},{"id":5,"time":"2026-03-16T06:30:00","repeat":"daily"}]})"_s;
    struct Answered
    {
        QString name;
        QJsonObject arguments;
        Result<QString> answer;
    };
    const auto says = [&partner](const QString& question, const QVector<Answered>& steps, const QString& said) {
        QVERIFY2(partner.ask(question), qPrintable(question));
        for (qsizetype i = 0; i < steps.size(); ++i) {
            QTRY_COMPARE(partner.calls.size(), i + 1);
            QCOMPARE(partner.calls.last().name, steps[i].name);
            QCOMPARE(partner.calls.last().arguments, steps[i].arguments);
            partner.assistant.toolAnswered(partner.turn, partner.calls.last().id, steps[i].answer);
        }
        QTRY_COMPARE(partner.said, said);
    };
    const QJsonObject alarms { { u"kind"_s, u"alarm"_s } };
    const QString listing = u"self.reminder.list"_s;
    const QString ending = u"self.reminder.cancel"_s;
    const QString hushing = u"self.reminder.stop_ringing"_s;
    says(u"what alarms are set"_s, { { listing, alarms, one } }, u"There is 1 alarm: tomorrow at 7:00 AM: swim."_s);
    says(u"我有哪些闹钟"_s, { { listing, alarms, two } }, u"有2个闹钟：明天早上7点；每天早上6点半。"_s);
    says(u"cancel the alarm"_s, { { listing, alarms, one }, { ending, { { u"id"_s, 4 } }, u"{}"_s } },
        u"The alarm is cancelled: tomorrow at 7:00 AM: swim."_s);
    says(u"cancel the alarm"_s, { { listing, alarms, two } },
        u"There are several alarms: tomorrow at 7:00 AM; every day at 6:30 AM. Say: cancel all alarms. Or take one away on the panel."_s);
    says(u"cancel all alarms"_s, { { ending, alarms, uR"({"cancelled":2})"_s } }, u"All alarms are cancelled."_s);
    says(u"取消闹钟"_s, { { listing, alarms, uR"({"items":[]})"_s } }, u"没有可以取消的闹钟。"_s);
    says(u"stop the alarm"_s, { { hushing, {}, u"true"_s } }, u"The alarm is off."_s);
    says(u"stop the alarm"_s, { { hushing, {}, u"Nothing was ringing."_s }, { listing, alarms, uR"({"items":[]})"_s } },
        u"There is no alarm to cancel."_s);
    says(u"snooze"_s, { { hushing, { { u"snooze_minutes"_s, 5 } }, u"true"_s } }, u"It rings again in 5 minutes."_s);
    says(u"再睡十分钟"_s, { { hushing, { { u"snooze_minutes"_s, 10 } }, u"true"_s } }, u"好的，10分钟后再响。"_s);
}

void TstAssistant::aDeviceWithMusicPlaysIt()
{
    Partner partner(u"en"_s);
    QVERIFY(partner.ask(u"pause the music"_s));
    QTRY_COMPARE(partner.said, u"This device has no music."_s);
    for (const char* name : { "search_and_play", "pause", "next", "get_status" })
        partner.tools += tool(u"music_player."_s + QString::fromLatin1(name), {}, mcp::ArgumentType::Text);
    const QString status = uR"({"state":"playing","track":{"title":"Nightwalk","artist":"The Starlings"}})"_s;
    const auto asks = [&](const QString& question, const QString& name, const QJsonObject& arguments, const QString& said) {
        partner.calls.clear();
        QVERIFY2(partner.ask(question), qPrintable(question));
        QCOMPARE(partner.calls.size(), 1);
        QCOMPARE(partner.calls.first().name, name);
        QCOMPARE(partner.calls.first().arguments, arguments);
        partner.assistant.toolAnswered(partner.turn, partner.calls.first().id, status);
        QTRY_COMPARE(partner.said, said);
    };
    const QString played = u"This is Nightwalk by The Starlings."_s;
    asks(u"play some music"_s, u"music_player.search_and_play"_s, {}, played);
    asks(u"play nightwalk"_s, u"music_player.search_and_play"_s, { { u"song_name"_s, u"nightwalk"_s } }, played);
    asks(u"next song"_s, u"music_player.next"_s, {}, played);
    asks(u"what song is this"_s, u"music_player.get_status"_s, {}, played);
    asks(u"pause the music"_s, u"music_player.pause"_s, {}, u"The music is paused."_s);
    asks(u"下一首"_s, u"music_player.next"_s, {}, u"现在是The Starlings的《Nightwalk》。"_s);
}

void TstAssistant::cancelledTurnSaysNothing()
{
    Partner partner(u"en"_s);
    const TurnId first { 1 };
    const TurnId second { 2 };
    const auto ask = [&](TurnId turn, const QString& text) {
        partner.assistant.ask(turn, { .deviceId = u"d"_s, .language = u"en"_s, .utterances = { { Utterance::Speaker::User, text } } }, {});
    };
    ask(first, u"tell me a joke"_s);
    partner.assistant.cancel(first);
    ask(second, u"hello"_s);
    QTRY_COMPARE(partner.finished, second);
    QVERIFY2(!partner.said.contains(u"parrot"_s), qPrintable(partner.said));
}

QTEST_GUILESS_MAIN(TstAssistant)
#include "tst_assistant.moc"
