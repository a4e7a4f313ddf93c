// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/phrases.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

QString phrase(Phrase phrase, const QString& language)
{
    const auto in
        = [chinese = language == "zh"_L1](const QString& english, const QString& mandarin) { return chinese ? mandarin : english; };
    switch (phrase) {
    case Phrase::HeardNothing:
        return in(u"I did not hear anything."_s, u"我没有听到声音。"_s);
    case Phrase::NotUnderstood:
        return in(u"Sorry, I did not understand that. Ask me: what can you do?"_s, u"对不起，我没听懂。你可以问我：你会做什么？"_s);
    case Phrase::SomethingWrong:
        return in(u"Sorry, something went wrong. Please try again."_s, u"对不起，出了点问题。请再试一次。"_s);
    case Phrase::TooLong:
        return in(u"I stop here, this is getting long."_s, u"太长了，我先说到这里。"_s);
    case Phrase::Stopped:
        return in(u"My owner has stopped me. I cannot do anything until that ends."_s, u"主人已经让我停下来了，我现在什么也不做。"_s);
    case Phrase::Fine:
        return in(u"OK."_s, u"好的。"_s);
    case Phrase::Farewell:
        return in(u"I have not heard you for a while. Good-bye for now."_s, u"好久没听到你说话了，我先休息了，再见。"_s);
    case Phrase::GoodBye:
        return in(u"Good-bye!"_s, u"再见！"_s);
    case Phrase::Done:
        return in(u"Done."_s, u"好的，已经完成。"_s);
    case Phrase::NotDone:
        return in(u"All right, I will not do it."_s, u"好的，那就不做了。"_s);
    }
    return {};
}

const QStringList& wakeReplies(const QString& language)
{
    static const QStringList english { u"Yes?"_s, u"I am here."_s, u"I am listening."_s };
    static const QStringList chinese { u"我在。"_s, u"在呢。"_s, u"你说。"_s };
    return language == "zh"_L1 ? chinese : english;
}

QString plainWords(const QString& text)
{
    static const QRegularExpression besideChinese(u"(?<=\\p{Han}) | (?=\\p{Han})"_s, QRegularExpression::UseUnicodePropertiesOption);
    QString plain;
    for (const QChar c : text)
        plain += c.isLetterOrNumber() || c.isMark() || c.isSurrogate() ? c.toLower() : c == u'\'' || c == u'’' ? QChar() : QChar(u' ');
    return plain.remove(QChar()).simplified().remove(besideChinese);
}

bool isOneOf(const QString& text, const QStringList& phrases)
{
    const QString plain = plainWords(text);
    return !plain.isEmpty()
        && std::any_of(phrases.begin(), phrases.end(), [&](const QString& known) { return plainWords(known) == plain; });
}

bool isExitCommand(const QString& text, const QStringList& commands, const QString& language)
{
    static const QStringList english { u"good bye"_s, u"goodbye"_s, u"bye"_s, u"bye bye"_s, u"exit"_s, u"quit"_s };
    static const QStringList chinese { u"退出"_s, u"关闭"_s, u"再见"_s, u"拜拜"_s };
    return isOneOf(text, !commands.isEmpty() ? commands : language == "zh"_L1 ? chinese : english);
}

}
