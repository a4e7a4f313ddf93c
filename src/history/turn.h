// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/timeline.h"

#include <QDateTime>
#include <QMetaType>
#include <QString>
#include <QVector>

namespace myna::history {

// Something the assistant did on this computer, in words.
struct ToolUse
{
    QString caption;
    bool failed = false;
    bool operator==(const ToolUse&) const = default;
};

// One question and its answer, as they are kept.
struct Turn
{
    qint64 id = 0; // 0: not kept yet
    qint64 conversation = 0;
    QDateTime time; // UTC, of the question
    QString server; // name of the server that answered
    bool typed = false;
    QString question; // empty: the server spoke first
    QString answer; // empty: there was none
    QString emotion; // one of the protocol's words, or empty
    QVector<ToolUse> tools;
    protocol::Timeline timeline;
    qint64 durationMs = 0; // from the question to the end of the answer
    bool interrupted = false;
    bool operator==(const Turn&) const = default;
};

// Turns with one server without a longer pause between them.
struct Conversation
{
    qint64 id = 0;
    QString server;
    QDateTime begun; // UTC
    QDateTime ended;
    QString name; // given by the user
    bool starred = false;
    int turns = 0;
    QString preview; // its first question, or first answer
    QString reply; // the answer to it
    QString hit; // what was found in it; empty: nothing was searched, or the name was found
    bool operator==(const Conversation&) const = default;
};

// What the list is to show.
struct Query
{
    QString words; // all of them are in one turn, in any order; empty: everything
    bool starredOnly = false;
    bool operator==(const Query&) const = default;
};

// Where the next page begins: after the conversation with this time and number.
struct Position
{
    qint64 begunMs = 0;
    qint64 id = 0; // 0: at the newest
    bool operator==(const Position&) const = default;
};

struct Page
{
    QVector<Conversation> conversations; // newest first
    bool more = false;
    int kept = 0; // conversations in all, whatever was asked for
};

// What was taken out, so that it can be put back.
struct Removed
{
    Conversation conversation;
    QVector<Turn> turns;
    bool whole = false; // the conversation went with them
};

}

Q_DECLARE_METATYPE(myna::history::Turn)
Q_DECLARE_METATYPE(myna::history::Conversation)
