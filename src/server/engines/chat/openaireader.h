// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/chat/chatdialect.h"
#include "server/engines/net/sseparser.h"

#include <vector>

namespace myna::server {

// An answer of `/chat/completions`: streamed, or whole from a service that does not stream. A model's thoughts (`reasoning_content`) are
// passed over.
class OpenAiReader final : public ChatReader
{
public:
    explicit OpenAiReader(QUrl url)
        : m_url(std::move(url))
    {
    }
    void begin(const QByteArray& contentType) override;
    Piece put(const QByteArray& bytes) override;
    Piece end() override;
    [[nodiscard]] QVector<ToolCall> calls() const override;

private:
    enum class Form { Stream, Whole, Page };
    struct Part // of the calls
    {
        int index = 0;
        QString id;
        QString name;
        QString arguments;
    };

    [[nodiscard]] Piece take(const QList<SseEvent>& events);
    void takeCalls(const QJsonArray& calls);
    Part& partFor(const QJsonObject& call);

    QUrl m_url;
    Form m_form = Form::Stream;
    SseParser m_events;
    QByteArray m_body; // of an answer that is not streamed
    std::vector<Part> m_parts;
    qsizetype m_callBytes = 0;
    bool m_anything = false;
    bool m_hasReason = false; // the model said why it stopped
    bool m_over = false;
};

}
