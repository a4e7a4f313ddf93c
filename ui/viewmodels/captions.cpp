// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/captions.h"

#include "viewmodels/transcriptmodel.h"

namespace myna::viewmodels {

namespace {

// Two short sentences may stand together as one caption; longer ones follow each other.
constexpr qsizetype captionLength = 110;

}

Captions::Captions(TranscriptModel& transcript)
    : m_transcript(transcript)
{
}

void Captions::typed(const QString& words)
{
    m_typed = words;
    m_user = words;
    m_assistant.clear();
    m_answering = false;
    m_transcript.addUser(words);
}

void Captions::heard(const QString& text)
{
    m_user = text;
    m_assistant.clear();
    m_answering = false;
    if (text != m_typed) // else it is shown already
        m_transcript.addUser(text);
    m_typed.clear();
}

void Captions::sentence(TurnId turn, const QString& text)
{
    const bool continues = m_answering && turn == m_turn;
    m_transcript.addAssistant(text, continues);
    const QString together = TranscriptModel::joined(m_assistant, text);
    m_assistant = continues && together.size() <= captionLength ? together : text;
    m_turn = turn;
    m_answering = true;
    m_typed.clear();
}

void Captions::notice(const QString& text)
{
    m_transcript.addAssistant(text, false);
    m_answering = false;
    m_assistant = text;
}

void Captions::finished(TurnId turn, const protocol::Timeline& timeline)
{
    if (turn != m_turn)
        return;
    m_answering = false;
    m_transcript.finishAnswer(timeline);
}

}
