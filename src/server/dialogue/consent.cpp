// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/consent.h"

#include "server/dialogue/phrases.h"

#include <QRegularExpression>
#include <QStringList>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr qsizetype maxSpoken = 120; // characters of a question

QString spoken(const QJsonValue& value, const QString& language)
{
    const bool chinese = language == "zh"_L1;
    if (value.isBool())
        return value.toBool() ? (chinese ? u"是"_s : u"yes"_s) : (chinese ? u"否"_s : u"no"_s);
    return value.isDouble() ? QString::number(value.toDouble()) : value.toString().simplified().left(maxSpoken / 3);
}

}

Consent::Answer consentIn(const QString& said, const QString& language)
{
    static const QStringList yes { u"yes"_s, u"yes please"_s, u"yeah"_s, u"yep"_s, u"sure"_s, u"ok"_s, u"okay"_s, u"do it"_s,
        u"yes do it"_s, u"go ahead"_s, u"you may"_s, u"yes you may"_s, u"please do"_s, u"是"_s, u"是的"_s, u"好"_s, u"好的"_s, u"可以"_s,
        u"行"_s, u"对"_s, u"同意"_s, u"确认"_s, u"确定"_s, u"嗯"_s, u"要"_s };
    static const QStringList no { u"no"_s, u"no thanks"_s, u"no thank you"_s, u"nope"_s, u"do not"_s, u"don't"_s, u"stop"_s, u"cancel"_s,
        u"never mind"_s, u"不"_s, u"不是"_s, u"不要"_s, u"不行"_s, u"不用"_s, u"不用了"_s, u"不可以"_s, u"不同意"_s, u"否"_s, u"取消"_s,
        u"算了"_s };
    Q_UNUSED(language) // people mix the two
    return isOneOf(said, yes) ? Consent::Answer::Yes : isOneOf(said, no) ? Consent::Answer::No : Consent::Answer::Other;
}

bool Consent::want(const Wish& wish)
{
    if (m_wish)
        return false;
    m_wish = wish;
    m_since.invalidate();
    return true;
}

void Consent::asked()
{
    if (m_wish)
        m_since.start();
}

std::optional<std::pair<Consent::Wish, Consent::Answer>> Consent::take(const QString& said, const QString& language)
{
    const auto wish = std::exchange(m_wish, std::nullopt);
    if (!wish || !m_since.isValid() || m_since.elapsed() >= m_patience.count())
        return std::nullopt;
    return std::pair(*wish, consentIn(said, language));
}

QString Consent::question(const QString& language) const
{
    if (!m_wish)
        return {};
    static const QRegularExpression between(u"[^\\p{L}\\p{N}]+"_s);
    QString what = QString(m_wish->tool).replace(between, u" "_s).simplified();
    if (what.startsWith("self "_L1))
        what.remove(0, 5);
    QStringList details;
    for (auto it = m_wish->arguments.begin(); it != m_wish->arguments.end(); ++it) {
        if (!it.value().isObject() && !it.value().isArray())
            details += QString(it.key()).replace(u'_', u' ') + u' ' + spoken(it.value(), language);
    }
    const bool chinese = language == "zh"_L1;
    if (!details.isEmpty())
        what += (chinese ? u"，"_s : u", "_s) + details.join(chinese ? u"，"_s : u", "_s);
    return (chinese ? u"要我执行“%1”吗？请说是或不。"_s : u"May I do this: %1? Say yes or no."_s).arg(what.left(maxSpoken));
}

}
