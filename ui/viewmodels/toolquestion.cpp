// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/toolquestion.h"

#include "viewmodels/toolcaption.h"
#include "viewmodels/toolwords.h"

namespace myna::viewmodels {

namespace {
constexpr qsizetype longestAskedValue = 240; // characters
constexpr qsizetype longestWhy = 220;
}

ToolQuestion::ToolQuestion(mcp::AskLine& line, QObject* parent)
    : ToolQuestion(line, Timing {}, parent)
{
}

ToolQuestion::ToolQuestion(mcp::AskLine& line, Timing timing, QObject* parent)
    : QObject(parent)
    , m_line(line)
{
    m_guard.setSingleShot(true);
    m_guard.setInterval(timing.guard);
    m_tick.setInterval(timing.tick);
    connect(&m_guard, &QTimer::timeout, this, &ToolQuestion::armed);
    connect(&m_tick, &QTimer::timeout, this, &ToolQuestion::ticked);
    connect(&line, &mcp::AskLine::changed, this, &ToolQuestion::follow);
    line.setShown(true);
}

void ToolQuestion::follow()
{
    const mcp::Question* question = m_line.current();
    const quint64 call = question ? question->call : 0;
    if (call == m_call) {
        emit waitingChanged();
        return;
    }
    m_call = call;
    if (question) {
        m_guard.start();
        m_tick.start();
    } else {
        m_guard.stop();
        m_tick.stop();
    }
    emit changed();
}

bool ToolQuestion::canAllowAlways() const
{
    return canAllow() && !m_line.current()->caller.profile.isEmpty();
}

QString ToolQuestion::title() const
{
    const mcp::Question* question = m_line.current();
    return question ? titleOfTool(question->tool) : QString();
}

QString ToolQuestion::name() const
{
    const mcp::Question* question = m_line.current();
    return question ? question->tool.name : QString();
}

QVector<QPair<QString, QString>> ToolQuestion::arguments() const
{
    const mcp::Question* question = m_line.current();
    return question ? plainArguments(question->arguments, longestAskedValue) : QVector<QPair<QString, QString>>();
}

QString ToolQuestion::who() const
{
    const mcp::Question* question = m_line.current();
    if (!question)
        return {};
    switch (question->caller.asker) {
    case mcp::Asker::Server:
        return question->caller.name.isEmpty() ? tr("The assistant wants to:")
                                               : tr("The assistant of “%1” wants to:").arg(question->caller.name);
    case mcp::Asker::Hand:
        return tr("You want to:");
    case mcp::Asker::Scene:
        return tr("The scene “%1” wants to:").arg(question->caller.name);
    }
    return {};
}

QString ToolQuestion::why() const
{
    const mcp::Question* question = m_line.current();
    if (!question)
        return {};
    QStringList lines;
    const QString said = question->caller.reason.simplified();
    if (!said.isEmpty())
        lines << tr("You said: “%1”").arg(said.size() > longestWhy ? said.left(longestWhy) + QChar(0x2026) : said);
    const QString words = wordsOfTool(question->tool).simplified();
    const qsizetype stop = words.indexOf(QLatin1String(". "));
    const QString first = stop > 0 ? words.left(stop + 1) : words;
    if (!first.isEmpty())
        lines << (first.size() > longestWhy ? first.left(longestWhy) + QChar(0x2026) : first);
    return lines.join(QLatin1Char('\n'));
}

QString ToolQuestion::alwaysText() const
{
    const mcp::Question* question = m_line.current();
    return question && !question->caller.name.isEmpty() ? tr("Always for “%1”").arg(question->caller.name) : tr("Always for this server");
}

double ToolQuestion::share() const
{
    return m_line.patience().count() > 0 ? double(m_line.remaining().count()) / double(m_line.patience().count()) : 0;
}

int ToolQuestion::secondsLeft() const
{
    return int((m_line.remaining().count() + 999) / 1000);
}

void ToolQuestion::answer(mcp::Answer answer)
{
    if (!isAsked() || (answer != mcp::Answer::No && !canAllow()) || (answer == mcp::Answer::Always && !canAllowAlways()))
        return;
    m_line.answer(m_call, answer);
}

}

#include "moc_toolquestion.cpp"
