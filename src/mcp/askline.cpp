// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/askline.h"

#include <algorithm>

namespace myna::mcp {

AskLine::AskLine(std::chrono::milliseconds patience, QObject* parent)
    : QObject(parent)
    , m_patience(patience)
{
    m_time.setSingleShot(true);
    connect(&m_time, &QTimer::timeout, this, [this] {
        if (m_line.empty())
            return;
        const quint64 call = m_line.front().call;
        remove(call);
        emit answered(call, Answer::No, true);
    });
}

std::chrono::milliseconds AskLine::remaining() const
{
    using std::chrono::milliseconds;
    // Qt rounds up: a little more than there was would read as a second more.
    return m_time.isActive() ? std::clamp(m_time.remainingTimeAsDuration(), milliseconds(0), patience()) : milliseconds(0);
}

void AskLine::ask(const Question& question)
{
    if (m_responder || !m_shown) {
        emit answered(question.call, m_responder ? m_responder(question) : Answer::No, !m_responder);
        return;
    }
    m_line.push_back(question);
    if (m_line.size() == 1)
        m_time.start(m_patience);
    emit changed();
}

void AskLine::withdraw(quint64 call)
{
    if (std::ranges::any_of(m_line, [call](const Question& question) { return question.call == call; }))
        remove(call);
}

void AskLine::answer(quint64 call, Answer answer)
{
    if (m_line.empty() || m_line.front().call != call)
        return;
    remove(call);
    emit answered(call, answer, false);
}

void AskLine::remove(quint64 call)
{
    const bool first = m_line.front().call == call;
    std::erase_if(m_line, [call](const Question& question) { return question.call == call; });
    if (m_line.empty()) {
        m_time.stop();
    } else if (first) {
        m_time.start(m_patience);
    }
    emit changed();
}

}

#include "moc_askline.cpp"
