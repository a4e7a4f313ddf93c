// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/vision/openaivision.h"

#include "base/invoke.h"
#include "server/engines/chat/openaireader.h"
#include "server/engines/net/enginenetwork.h"

#include <QCoreApplication>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr qint64 largestSight = 1024 * 1024; // bytes

QString instruction(const QString& language)
{
    return language == "zh"_L1 ? u"请用一到三句简短的口语回答，不要使用列表或Markdown。"_s
                               : u"Answer in one to three short spoken sentences, without lists or Markdown."_s;
}

QString standardQuestion(const QString& language)
{
    return language == "zh"_L1 ? u"这张图片里有什么？"_s : u"What is in this picture?"_s;
}

QJsonArray messagesOf(const QByteArray& picture, const QString& mimeType, const QString& question, const QString& language)
{
    const QString data = u"data:%1;base64,%2"_s.arg(mimeType, QString::fromLatin1(picture.toBase64()));
    const QString words = question.isEmpty() ? standardQuestion(language) : question;
    const QJsonArray content { QJsonObject { { u"type"_s, u"text"_s }, { u"text"_s, words + u'\n' + instruction(language) } },
        QJsonObject { { u"type"_s, u"image_url"_s }, { u"image_url"_s, QJsonObject { { u"url"_s, data } } } } };
    return { QJsonObject { { u"role"_s, u"user"_s }, { u"content"_s, content } } };
}

}

OpenAiVision::OpenAiVision(
    EngineNetwork& network, OpenAiPlace place, RemoteChatOptions options, std::optional<Error> wrong, QObject* parent)
    : Vision(parent)
    , m_network(network)
    , m_place(std::move(place))
    , m_options(std::move(options))
    , m_wrong(std::move(wrong))
{
}

OpenAiVision::~OpenAiVision() = default;

void OpenAiVision::look(TurnId turn, const QByteArray& picture, const QString& mimeType, const QString& question, const QString& language)
{
    m_call.reset();
    m_turn = turn;
    const quint64 asked = ++m_asked;
    if (m_wrong) {
        onThreadOf(this, [this, asked] {
            if (asked == m_asked)
                fail(*m_wrong);
        });
        return;
    }
    m_words.clear();
    m_filter = {};
    m_reader = std::make_unique<OpenAiReader>(m_place.url);
    HttpQuestion http = m_place.question(messagesOf(picture, mimeType, question, language), { { u"stream"_s, false } });
    http.maxAnswer = largestSight;
    http.timing = m_options.timing;
    m_call = std::make_unique<HttpCall>(m_network, std::move(http));
    connect(m_call.get(), &HttpCall::answered, this, [this](const QByteArray& type) { m_reader->begin(type); });
    connect(m_call.get(), &HttpCall::received, this, [this](const QByteArray& bytes) { read(m_reader->put(bytes)); });
    connect(m_call.get(), &HttpCall::finished, this, [this] { read(m_reader->end()); });
    connect(m_call.get(), &HttpCall::failed, this, [this](const HttpFailure& failure) {
        if (failure.retryAfter && m_options.restWished)
            m_options.restWished(*failure.retryAfter);
        fail(failure.error);
    });
}

void OpenAiVision::cancel(TurnId turn)
{
    if (turn != m_turn)
        return;
    ++m_asked;
    m_call.reset();
}

void OpenAiVision::read(const ChatReader::Piece& piece)
{
    m_words += m_filter.put(piece.text);
    if (piece.error) {
        fail(*piece.error);
        return;
    }
    if (!piece.over)
        return;
    m_words += m_filter.end();
    HttpCall::letEnd(std::move(m_call));
    if (m_words.trimmed().isEmpty())
        fail({ Error::Code::Protocol, QCoreApplication::translate("myna", "The model that sees gave an empty answer. Ask again.") });
    else
        emit seen(m_turn, m_words.trimmed());
}

void OpenAiVision::fail(const Error& error)
{
    m_call.reset();
    emit failed(m_turn, error);
}

std::unique_ptr<Vision> makeOpenAiVision(const EngineSpec& spec, EngineNetwork& network, const RemoteChatOptions& options)
{
    std::optional<Error> wrong;
    if (const QString sentence = wrongInOpenAi(spec); !sentence.isEmpty())
        wrong = Error { Error::Code::Invalid, sentence };
    return std::make_unique<OpenAiVision>(network, OpenAiPlace::of(spec), options, wrong);
}

}

#include "moc_openaivision.cpp"
