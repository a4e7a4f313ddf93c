// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

class QCommandLineParser;

namespace myna::daemon {

// What a verb tells the world: with --json one JSON object per line on standard output and nothing else, otherwise a line for a person.
class Events
{
public:
    explicit Events(bool json)
        : m_json(json)
    {
    }

    void emitEvent(const QString& name, const QJsonObject& fields, const QString& humanLine = {}) const;

private:
    bool m_json;
};

// The parser's help for `mynad VERB`; by itself it knows the program only.
QString helpOf(const QCommandLineParser& parser, const QString& verb);

// Flushes and leaves without running static destructors: the sound library's may crash after its threads were used.
[[noreturn]] void leave(int status);

}
