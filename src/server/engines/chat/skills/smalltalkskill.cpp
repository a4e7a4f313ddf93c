// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/skills/smalltalkskill.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {
enum Meaning { Hello, Morning, Evening, HowAreYou, Name, Thanks, Joke, Bye, Yes, No };
}

QVector<Phrase> SmallTalkSkill::phrases() const
{
    return {
        { Hello, u"en"_s, u"(hello|hi|hey|hi there|hello there)"_s },
        { Hello, u"en"_s, u"(hello|hi|hey) (myna|assistant|xiaozhi)"_s, false },
        { Morning, u"en"_s, u"good morning"_s },
        { Evening, u"en"_s, u"good (afternoon|evening)"_s },
        { HowAreYou, u"en"_s, u"how are you [today]"_s },
        { Name, u"en"_s, u"(what is your name|who are you|tell me your name)"_s },
        { Name, u"en"_s, u"whats your name"_s, false },
        { Thanks, u"en"_s, u"(thank you|thanks) [very much|a lot]"_s },
        { Joke, u"en"_s, u"tell me a joke"_s },
        { Bye, u"en"_s, u"(good bye|goodbye|bye bye|see you later|good night)"_s },
        { Bye, u"en"_s, u"(bye|goodnight|exit|quit|bye for now|talk to you later|that is all [for now]|stop listening|go to sleep)"_s,
            false },
        { Yes, u"en"_s, u"(yes|yes please)"_s }, // what a question before a tool wants to hear
        { No, u"en"_s, u"(no|no thank you)"_s },
        { Hello, u"zh"_s, u"(你好|您好|嗨|哈喽|你好小智|嘿)"_s },
        { Morning, u"zh"_s, u"(早上好|早安|早)"_s },
        { Evening, u"zh"_s, u"(下午好|晚上好)"_s },
        { HowAreYou, u"zh"_s, u"你(好吗|怎么样|最近怎么样|还好吗)"_s },
        { Name, u"zh"_s, u"(你叫什么[名字]|你是谁|你的名字是什么)"_s },
        { Thanks, u"zh"_s, u"(谢谢|多谢|谢了)[你|您]"_s },
        { Joke, u"zh"_s, u"[给我](讲|说)(个|一个)笑话"_s },
        { Yes, u"zh"_s, u"(是的|是|好的|好|可以)"_s },
        { No, u"zh"_s, u"(不是|不|不要|不用|不用了)"_s },
        { Bye, u"zh"_s, u"(再见|拜拜|晚安|回头见|退出|下次再聊|没事了|不聊了|休息吧|先这样)"_s },
    };
}

QString SmallTalkSkill::summary(const QString&) const
{
    return {};
}

Reply SmallTalkSkill::answer(int meaning, const PhraseMatch&, const Situation& s)
{
    switch (Meaning(meaning)) {
    case Hello:
        return { inLanguage(s, u"Hello! How can I help you?"_s, u"你好！有什么可以帮你的吗？"_s), u"happy"_s };
    case Morning:
        return { inLanguage(s, u"Good morning! I hope you slept well."_s, u"早上好！希望你睡得不错。"_s), u"happy"_s };
    case Evening:
        return { inLanguage(s, u"Good day to you! What can I do for you?"_s, u"你好！有什么我能做的吗？"_s), u"happy"_s };
    case HowAreYou:
        return { inLanguage(s, u"I am well, thank you. And you?"_s, u"我很好，谢谢。你呢？"_s), u"relaxed"_s };
    case Name:
        return { inLanguage(s, u"I am Myna, the assistant inside this program."_s, u"我叫八哥，是这个程序里的助手。"_s), u"confident"_s };
    case Thanks:
        return { inLanguage(s, u"You are welcome!"_s, u"不客气！"_s), u"loving"_s };
    case Joke:
        return { inLanguage(s, u"A parrot and I opened a shop together. It only ever sold the same thing twice."_s,
                     u"我和鹦鹉合开了一家店，每句话都要说两遍，客人都说：够了，够了！"_s),
            u"funny"_s };
    case Bye:
        return { inLanguage(s, u"Good-bye! Talk to you soon."_s, u"再见！下次再聊。"_s), u"winking"_s, true };
    case Yes:
        return { inLanguage(s, u"Good. What can I do for you?"_s, u"好的，需要我做什么？"_s), u"happy"_s };
    case No:
        return { inLanguage(s, u"All right."_s, u"好的，不用了。"_s), u"neutral"_s };
    }
    return {};
}

}
