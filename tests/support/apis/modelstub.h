// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/apis/apistub.h"

#include <QStringList>

namespace myna::test {

// What a language model says, whichever API it is behind.
struct ModelWords
{
    struct Call
    {
        QString name;
        QJsonObject arguments;
    };
    QStringList pieces;
    QList<Call> calls;
    QString thoughts;
};

// A language model as a service: judges every request by its published API (and answers 400 with what is wrong), lets `brain` say the
// answer, and streams it.
class ModelStub
{
public:
    using Brain = std::function<ModelWords(const QJsonObject& request)>;
    using Judge = std::function<QString(const ApiStub::Request& request)>; // empty: nothing is wrong
    using Writer = std::function<ApiStub::Answer(const ModelWords& words)>;

    ModelStub(Judge judge, Writer writer);

    // What most tests want: calls `tool` once for a question with `about` in it when it is offered, else says the question back.
    static ModelWords obliging(const QJsonObject& request, const QString& about, const QString& tool, const QJsonObject& arguments);

    void onQuestion(Brain brain) { m_brain = std::move(brain); }
    // Changes what is answered, after it was judged: badly, slowly, not at all.
    void onAnswer(std::function<ApiStub::Answer(const ApiStub::Answer&)> change) { m_change = std::move(change); }
    [[nodiscard]] ApiStub& http() { return m_http; }
    [[nodiscard]] QStringList complaints() const { return m_complaints; } // about requests that broke the API

private:
    Judge m_judge;
    Writer m_writer;
    Brain m_brain;
    std::function<ApiStub::Answer(const ApiStub::Answer&)> m_change;
    QStringList m_complaints;
    ApiStub m_http;
};

// `/chat/completions` as OpenAI publishes it.
struct OpenAiStub : ModelStub
{
    OpenAiStub();
    static ApiStub::Answer stream(const ModelWords& words); // arguments in fragments of three characters
    static QString wrongIn(const ApiStub::Request& request);
    static QByteArray event(const QJsonObject& delta, const QString& finishReason = {});
};

// `/api/chat` as Ollama publishes it.
struct OllamaStub : ModelStub
{
    OllamaStub();
    static ApiStub::Answer stream(const ModelWords& words);
    static QString wrongIn(const ApiStub::Request& request);
};

// All the pieces in one.
QByteArray joined(const ApiStub::Answer& answer);

}
