// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/talkconsole.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

namespace {

using protocol::ListenMode;

// Of a pipe: more than anybody has to say, and little memory.
constexpr qsizetype mostWaiting = 1000;

ListenMode after(ListenMode mode)
{
    switch (mode) {
    case ListenMode::Auto:
        return ListenMode::Manual;
    case ListenMode::Manual:
        return ListenMode::Realtime;
    case ListenMode::Realtime:
        return ListenMode::Auto;
    }
    return ListenMode::Auto;
}

}

TalkConsole::TalkConsole(ListenMode mode, QObject* parent)
    : QObject(parent)
    , m_mode(mode)
{
    connect(&m_reader, &LineReader::lineRead, this, &TalkConsole::take);
    connect(&m_reader, &LineReader::ended, this, [this] {
        m_ended = true;
        if (LineReader::isTerminal())
            emit quitWanted();
        else
            next();
    });
}

QString TalkConsole::help()
{
    return u"Type a question and press Enter, or:\n"
           "  r  talk, and r again to end (Enter alone does the same)\n"
           "  x  interrupt the answer\n"
           "  m  next mode: auto, manual, realtime\n"
           "  h  this help\n"
           "  q  leave\n"_s;
}

void TalkConsole::start()
{
    m_reader.start();
}

void TalkConsole::setReady(bool ready)
{
    m_ready = ready;
    next();
}

void TalkConsole::take(const QString& line)
{
    if (LineReader::isTerminal()) {
        obey(line);
        return;
    }
    if (m_waiting.size() < mostWaiting)
        m_waiting.enqueue(line);
    next();
}

void TalkConsole::next()
{
    if (!m_ready || LineReader::isTerminal())
        return;
    if (m_waiting.isEmpty()) {
        if (m_ended)
            emit quitWanted();
        return;
    }
    m_ready = false;
    obey(m_waiting.dequeue());
}

void TalkConsole::obey(const QString& line)
{
    const QString said = line.trimmed();
    if (said == u"q"_s) {
        emit quitWanted();
    } else if (said == u"x"_s) {
        emit interruptWanted();
    } else if (said == u"h"_s) {
        emit helpWanted();
    } else if (said == u"m"_s) {
        m_mode = after(m_mode);
        emit modeChosen(m_mode);
    } else if (said == u"r"_s || said.isEmpty()) {
        emit talkWanted(m_mode);
    } else {
        emit textEntered(said);
        return;
    }
    m_ready = true; // nothing is answered
    next();
}

}

#include "moc_talkconsole.cpp"
