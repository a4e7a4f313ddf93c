// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chat/answerfilter.h"

#include "server/engines/chat/chatlines.h"

#include <QJsonDocument>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr auto thoughtBegins = "<think>"_L1;
constexpr auto thoughtEnds = "</think>"_L1;
constexpr auto callBegins = "<tool_call>"_L1;
constexpr auto callEnds = "</tool_call>"_L1;
constexpr int maxCalls = 16;

// How many characters at the end of the text may be the beginning of the tag.
qsizetype overlap(const QString& text, QLatin1String tag)
{
    for (qsizetype n = std::min<qsizetype>(text.size(), tag.size() - 1); n > 0; --n) {
        if (QStringView(text).right(n) == tag.left(n))
            return n;
    }
    return 0;
}

void addCall(const QJsonObject& object, QVector<ToolCall>& calls)
{
    const QString name = object.value("name"_L1).toString();
    if (name.isEmpty() || calls.size() >= maxCalls)
        return;
    const QJsonValue arguments = object.contains("arguments"_L1) ? object.value("arguments"_L1) : object.value("parameters"_L1);
    calls.append({ {}, name, arguments.isString() ? argumentsFrom(arguments.toString()) : arguments.toObject() });
}

}

QString AnswerFilter::put(const QString& piece)
{
    QString said;
    m_kept += piece;
    while (true) {
        if (m_inside == Inside::Nothing) {
            const qsizetype thought = m_kept.indexOf(thoughtBegins);
            const qsizetype call = m_kept.indexOf(callBegins);
            const bool toThought = thought >= 0 && (call < 0 || thought < call);
            if (!toThought && call < 0)
                break;
            said += m_kept.left(toThought ? thought : call);
            m_kept.remove(0, toThought ? thought + thoughtBegins.size() : call + callBegins.size());
            m_inside = toThought ? Inside::Thought : Inside::Call;
        } else {
            const QLatin1String tag = m_inside == Inside::Thought ? thoughtEnds : callEnds;
            const qsizetype at = m_kept.indexOf(tag);
            const qsizetype taken = at >= 0 ? at : m_kept.size() - overlap(m_kept, tag);
            if (m_inside == Inside::Call && m_call.size() <= maxCall)
                m_call += m_kept.left(taken);
            m_kept.remove(0, at >= 0 ? at + tag.size() : taken);
            if (at < 0)
                break;
            leave();
        }
    }
    if (m_inside == Inside::Nothing) {
        const qsizetype kept = std::max(overlap(m_kept, thoughtBegins), overlap(m_kept, callBegins));
        said += m_kept.left(m_kept.size() - kept);
        m_kept.remove(0, m_kept.size() - kept);
    }
    // Models begin with empty lines after a thought.
    if (!m_saidSomething) {
        qsizetype blank = 0;
        while (blank < said.size() && said[blank].isSpace())
            ++blank;
        said.remove(0, blank);
        m_saidSomething = !said.isEmpty();
    }
    return said;
}

QString AnswerFilter::end()
{
    QString rest = std::exchange(m_kept, {});
    if (m_inside == Inside::Nothing)
        return rest;
    leave(); // a model may stop without closing its last tag
    return {};
}

void AnswerFilter::leave()
{
    const bool wasCall = std::exchange(m_inside, Inside::Nothing) == Inside::Call;
    const QString text = std::exchange(m_call, {});
    if (!wasCall || text.size() > maxCall)
        return;
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    addCall(document.object(), m_calls);
    const QJsonArray several = document.array();
    for (const auto one : several)
        addCall(one.toObject(), m_calls);
}

}
