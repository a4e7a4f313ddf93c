// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historyexport.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>
#include <QSaveFile>

namespace myna::history {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pageSize = 50; // conversations
constexpr int formatVersion = 1; // of the JSON file

QString iso(const QDateTime& time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QJsonObject jsonOf(const Turn& turn)
{
    QJsonArray tools;
    for (const ToolUse& tool : turn.tools)
        tools.append(QJsonObject { { u"what"_s, tool.caption }, { u"failed"_s, tool.failed } });
    return { { u"time"_s, iso(turn.time) }, { u"server"_s, turn.server }, { u"typed"_s, turn.typed }, { u"question"_s, turn.question },
        { u"answer"_s, turn.answer }, { u"emotion"_s, turn.emotion }, { u"tools"_s, tools },
        { u"timeline_ms"_s, protocol::toJson(turn.timeline) }, { u"duration_ms"_s, turn.durationMs },
        { u"interrupted"_s, turn.interrupted } };
}

// One format of the file.
class Writer
{
public:
    virtual ~Writer() = default;
    virtual QString head() = 0;
    virtual QString one(const Conversation& conversation, const QVector<Turn>& turns) = 0;
    virtual QString foot() = 0;
};

class JsonWriter final : public Writer
{
public:
    QString head() override
    {
        return u"{\"format\": \"myna-history\", \"version\": %1, \"exported_at\": \"%2\", \"conversations\": ["_s.arg(formatVersion)
            .arg(iso(QDateTime::currentDateTimeUtc()));
    }
    QString one(const Conversation& c, const QVector<Turn>& turns) override
    {
        QJsonArray list;
        for (const Turn& turn : turns)
            list.append(jsonOf(turn));
        const QJsonObject object { { u"server"_s, c.server }, { u"name"_s, c.name }, { u"starred"_s, c.starred },
            { u"begun"_s, iso(c.begun) }, { u"ended"_s, iso(c.ended) }, { u"turns"_s, list } };
        const QString text = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented)).trimmed();
        return std::exchange(m_first, false) ? u"\n"_s + text : u",\n"_s + text;
    }
    QString foot() override { return u"\n]}\n"_s; }

private:
    bool m_first = true;
};

// What somebody said must not turn into headings, lists or links.
QString escaped(const QString& text)
{
    static const QRegularExpression anywhere(uR"(([\\`*_{}\[\]<>#|~&]))"_s);
    // An underline and the mark of a list or of its number stand at the beginning of a line.
    static const QRegularExpression atFront(uR"(^([ \t]*\d*)([-+=.)]))"_s, QRegularExpression::MultilineOption);
    QString safe = text;
    safe.replace(anywhere, uR"(\\1)"_s);
    safe.replace(atFront, uR"(\1\\2)"_s);
    return safe.replace(u'\n', u"\n> "_s);
}

class MarkdownWriter final : public Writer
{
public:
    QString head() override { return u"# %1\n"_s.arg(QCoreApplication::translate("myna", "Conversations with Myna")); }
    QString one(const Conversation& c, const QVector<Turn>& turns) override
    {
        QString text;
        const QDateTime begun = c.begun.toLocalTime();
        if (begun.date() != m_day) {
            m_day = begun.date();
            text += u"\n## %1\n"_s.arg(m_locale.toString(m_day, QLocale::LongFormat));
        }
        const QString title = c.name.isEmpty() ? escaped(c.server) : u"%1 · %2"_s.arg(escaped(c.name), escaped(c.server));
        text += u"\n### %1 · %2%3\n"_s.arg(m_locale.toString(begun.time(), QLocale::ShortFormat), title, c.starred ? u" ★"_s : QString());
        for (const Turn& turn : turns)
            text += wordsOf(turn);
        return text;
    }
    QString foot() override { return {}; }

private:
    [[nodiscard]] QString wordsOf(const Turn& turn) const
    {
        QString text;
        const QString when = m_locale.toString(turn.time.toLocalTime().time(), QLocale::ShortFormat);
        if (!turn.question.isEmpty())
            text += u"\n**%1** (%2)\n\n> %3\n"_s.arg(QCoreApplication::translate("myna", "You"), when, escaped(turn.question));
        if (!turn.answer.isEmpty())
            text += u"\n**%1**\n\n> %2\n"_s.arg(QCoreApplication::translate("myna", "Myna"), escaped(turn.answer));
        for (const ToolUse& tool : turn.tools)
            text += u"\n- %1\n"_s.arg(QCoreApplication::translate("myna", "used: %1").arg(escaped(tool.caption)));
        return text;
    }

    QLocale m_locale;
    QDate m_day;
};

Error unwritable(const QSaveFile& file)
{
    return { Error::Code::Unavailable,
        QCoreApplication::translate("myna", "%1 could not be written: %2. Choose another place.")
            .arg(QDir::toNativeSeparators(file.fileName()), file.errorString()) };
}

Result<> writeOne(TurnStore& store, const Conversation& conversation, Writer& writer, QSaveFile& file)
{
    auto turns = store.turns(conversation.id, 0, conversation.turns);
    if (!turns)
        return turns.error();
    if (file.write(writer.one(conversation, *turns).toUtf8()) < 0)
        return unwritable(file);
    return {};
}

Result<int> writeFound(TurnStore& store, const Query& query, Writer& writer, QSaveFile& file)
{
    int written = 0;
    Position after;
    for (bool more = true; more;) {
        auto page = store.find(query, after, pageSize);
        if (!page)
            return page.error();
        for (const Conversation& conversation : page->conversations) {
            if (auto done = writeOne(store, conversation, writer, file); !done)
                return done.error();
            after = { conversation.begun.toMSecsSinceEpoch(), conversation.id };
            ++written;
        }
        more = page->more;
    }
    return written;
}

Result<int> writeSingle(TurnStore& store, qint64 id, Writer& writer, QSaveFile& file)
{
    auto conversation = store.conversation(id);
    if (!conversation)
        return conversation.error();
    if (auto done = writeOne(store, *conversation, writer, file); !done)
        return done.error();
    return 1;
}

}

Result<int> exportHistory(TurnStore& store, const ExportWish& wish)
{
    QSaveFile file(wish.path);
    if (!file.open(QIODevice::WriteOnly))
        return unwritable(file);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    std::unique_ptr<Writer> writer;
    if (wish.path.endsWith(u".json"_s, Qt::CaseInsensitive))
        writer = std::make_unique<JsonWriter>();
    else
        writer = std::make_unique<MarkdownWriter>();
    file.write(writer->head().toUtf8());
    Result<int> written
        = wish.conversation > 0 ? writeSingle(store, wish.conversation, *writer, file) : writeFound(store, wish.query, *writer, file);
    if (!written)
        return written;
    file.write(writer->foot().toUtf8());
    if (!file.commit())
        return unwritable(file);
    return written;
}

}
