// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QMetaType>
#include <QString>

#include <chrono>

// One call of a tool, from the wish to what came of it.
namespace myna::mcp {

// Who wants it.
enum class Asker {
    Server, // the assistant
    Hand, // the user, in the window
    Scene, // the user, earlier: a scene at its time
};

struct Caller
{
    Asker asker = Asker::Server;
    QString profile; // of the server; its decisions count. Empty: only those for all servers
    QString name; // of the server or the scene, for people
    QString reason; // what the user said before, as it was understood; may be empty
    bool operator==(const Caller&) const = default;
};

// What the gate made of the wish.
enum class Ruling {
    Allowed, // by its standard or a decision
    Agreed, // the user was asked and said yes
    Refused, // see CallReport::reason
};

enum class Outcome { Done, Failed, Refused, Cancelled, TooLate };

// One call as a person wants to see it, when it is over.
struct CallReport
{
    QString name;
    QJsonObject arguments;
    QString result; // or the error's text
    bool failed = false; // the outcome is anything but Done
    QString title; // of the tool, for people; empty: it has none
    Caller caller;
    Ruling ruling = Ruling::Allowed;
    Outcome outcome = Outcome::Done;
    bool asked = false; // a question was shown
    QString reason; // why it was allowed or refused, a sentence
    QDateTime begun; // UTC
    std::chrono::milliseconds took { 0 }; // with the time of the question
    bool isPrivate = false; // the result is not to be kept
    bool operator==(const CallReport&) const = default;
};

}

Q_DECLARE_METATYPE(myna::mcp::CallReport)
