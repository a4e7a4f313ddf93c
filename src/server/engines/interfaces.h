// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "base/turnid.h"
#include "codec/pcm.h"
#include "mcp/tool.h"

#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QVector>

// The exchangeable stages of a turn: turn number and input in, output with the same number out; never a socket, a session or the
// configuration. One object serves one conversation; what is heavy behind it (models, voices, workers) is shared. Objects live on the
// conversation's thread and return at once: the work is done in the bounded engine pool, and no signal comes from inside a call. After
// cancel(turn) nothing of that turn comes out.
namespace myna::server {

// Speech → text. Input is 16 kHz mono.
class Recogniser : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    virtual void feed(TurnId turn, const codec::PcmFrame& frame) = 0;
    virtual void finish(TurnId turn) = 0; // recognised() or failed() follows
    virtual void cancel(TurnId turn) = 0;
    // Who answers, as the owner calls it: the engine that is or was asked last. Empty: there is only one.
    [[nodiscard]] virtual QString engineName() const { return {}; }

signals:
    void partial(myna::TurnId turn, const QString& text);
    void recognised(myna::TurnId turn, const QString& text); // empty: speech, but nothing this recogniser knows
    void failed(myna::TurnId turn, const myna::Error& error);
};

struct Utterance
{
    enum class Speaker { User, Assistant };
    Speaker speaker = Speaker::User;
    QString text;
    bool operator==(const Utterance&) const = default;
};

// What a chat engine may know of the conversation.
struct Conversation
{
    QString deviceId;
    QString language; // "en" or "zh"
    QString prompt; // who the assistant is; engines without a prompt ignore it
    QString memory; // of earlier conversations with this device; may be empty
    QVector<Utterance> utterances; // oldest first; the last one is the question
    bool operator==(const Conversation&) const = default;
};

struct ToolCall
{
    QString id; // of this call, given back with the result
    QString name;
    QJsonObject arguments;
    bool operator==(const ToolCall&) const = default;
};

// Question → answer, in pieces, with tool calls in between.
class Chat : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    virtual void ask(TurnId turn, const Conversation& conversation, const QVector<mcp::ToolSpec>& tools) = 0;
    virtual void toolAnswered(TurnId turn, const QString& callId, const Result<QString>& result) = 0;
    virtual void cancel(TurnId turn) = 0;
    [[nodiscard]] virtual QString engineName() const { return {}; } // as above

signals:
    void text(myna::TurnId turn, const QString& piece);
    void emotion(myna::TurnId turn, const QString& name);
    void toolCalled(myna::TurnId turn, const myna::server::ToolCall& call);
    void finished(myna::TurnId turn);
    void conversationEnded(myna::TurnId turn); // with finished(): say this, then hang up
    void failed(myna::TurnId turn, const myna::Error& error);
    void spokeFirst(const QString& text, const QString& emotion); // unasked: a timer went off
    void busyChanged(bool busy); // something is pending (a timer): do not hang up for silence
};

// Picture and question → words. A picture is JPEG, PNG, GIF, BMP, TIFF or WEBP, already checked and bounded.
class Vision : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    virtual void look(TurnId turn, const QByteArray& picture, const QString& mimeType, const QString& question, const QString& language)
        = 0;
    virtual void cancel(TurnId turn) = 0;
    [[nodiscard]] virtual QString engineName() const { return {}; } // as above

signals:
    void seen(myna::TurnId turn, const QString& answer);
    void failed(myna::TurnId turn, const myna::Error& error);
};

// A finished conversation and what was known before → what is worth knowing the next time, at most a few hundred words.
class Memory : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    virtual void fold(TurnId turn, const QString& known, const QVector<Utterance>& conversation) = 0;
    virtual void cancel(TurnId turn) = 0;

signals:
    void folded(myna::TurnId turn, const QString& known);
    void failed(myna::TurnId turn, const myna::Error& error);
};

// Text → sound, in pieces, sentence by sentence in the order asked. Output is 24 kHz mono.
class Synthesiser : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    virtual void speak(TurnId turn, const QString& sentence) = 0;
    virtual void cancel(TurnId turn) = 0;
    [[nodiscard]] virtual QString engineName() const { return {}; } // as above

signals:
    void audio(myna::TurnId turn, const myna::codec::PcmFrame& piece);
    void spoken(myna::TurnId turn); // one per speak()
    void failed(myna::TurnId turn, const myna::Error& error); // instead of spoken()
};

}
