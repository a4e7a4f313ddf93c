// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/interfaces.h"
#include "server/engines/net/httpcall.h"

#include <memory>
#include <optional>

namespace myna::server {

// One line of what a language model is given.
struct ChatLine
{
    enum class Role { System, User, Assistant, Tool };
    Role role = Role::User;
    QString text;
    QVector<ToolCall> calls; // of the assistant, with names as the model knows them
    QString callId; // of a tool's answer
    QString toolName; // of a tool's answer
    bool operator==(const ChatLine&) const = default;
};

// A tool as a model is told of it.
struct OfferedTool
{
    QString wireName; // letters, digits, _ and - only, at most 64; no two are the same
    QString name;
    QString description;
    QJsonObject schema; // of the arguments
    bool operator==(const OfferedTool&) const = default;
};

struct ChatQuestion
{
    QVector<ChatLine> lines;
    QVector<OfferedTool> tools; // empty: the model must answer in words
};

// Reads the answer to one question out of its bytes, wherever they were split.
class ChatReader
{
public:
    struct Piece
    {
        QString text; // as the model says it, with its tags
        bool over = false; // the answer is whole
        std::optional<Error> error; // it is none, or a broken one; the last piece
    };

    ChatReader() = default;
    virtual ~ChatReader() = default;
    ChatReader(const ChatReader&) = delete;
    ChatReader& operator=(const ChatReader&) = delete;

    virtual void begin(const QByteArray& contentType) = 0;
    virtual Piece put(const QByteArray& bytes) = 0;
    virtual Piece end() = 0; // the connection closed: over, or error
    // Of a whole answer. Arguments that are no JSON object come as { "": what was said }.
    [[nodiscard]] virtual QVector<ToolCall> calls() const = 0;
};

// How one kind of service wants to be asked, and how it answers. Without state: one conversation's questions cannot reach another's.
class ChatDialect
{
public:
    ChatDialect() = default;
    virtual ~ChatDialect() = default;
    ChatDialect(const ChatDialect&) = delete;
    ChatDialect& operator=(const ChatDialect&) = delete;

    [[nodiscard]] virtual HttpQuestion question(const ChatQuestion& question) const = 0;
    [[nodiscard]] virtual std::unique_ptr<ChatReader> reader() const = 0;
};

}
