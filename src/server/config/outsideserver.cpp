// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/outsideserver.h"

#include "server/config/configreaders.h"
#include "server/config/masking.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestText = 10000; // characters
constexpr qint64 longestSeconds = 300;

// Those of xiaozhi-esp32-server and of desktop programs. The second line is understood and changes nothing here.
const QStringList serverKeyNames { u"command"_s, u"args"_s, u"env"_s, u"cwd"_s, u"url"_s, u"transport"_s, u"type"_s, u"headers"_s,
    u"API_ACCESS_TOKEN"_s, u"timeout"_s, u"enabled"_s, u"disabled"_s, u"isActive"_s, //
    u"name"_s, u"description"_s, u"des"_s, u"link"_s, u"autoApprove"_s, u"alwaysAllow"_s, u"sse_read_timeout"_s, u"terminate_on_close"_s };

std::optional<McpTransport> transportNamed(const QString& text)
{
    QString word = text.toLower();
    word.remove(u'-').remove(u'_');
    if (word == u"stdio")
        return McpTransport::Stdio;
    if (word == u"sse")
        return McpTransport::Sse;
    if (word == u"streamablehttp" || word == u"http")
        return McpTransport::Streamable;
    return std::nullopt;
}

bool isExample(const QString& text)
{
    return isPlaceholder(text) || text.contains(u"YOUR_");
}

// One entry of `mcpServers`.
class ServerReader
{
public:
    ServerReader(const ConfigEntry& entry, KeyReading& reading)
        : m_entry(entry)
        , m_reading(reading)
        , m_below(u'.' + entry.key)
    {
        m_server.name = entry.key;
    }

    std::optional<McpServerSpec> read()
    {
        if (!m_entry.value.isMap()) {
            wrong({}, QCoreApplication::translate("myna", "must be a section with command or url"));
            return std::nullopt;
        }
        warnOfOthers(m_entry.value, serverKeyNames, m_reading, m_below);
        m_server.program = text(u"command"_s);
        readUrl();
        readTransport();
        if (m_server.program.isEmpty() == m_server.url.isEmpty())
            wrong({}, QCoreApplication::translate("myna", "needs either command, for a program, or url, for a service"));
        if (const ConfigValue* const args = find(u"args"_s)) {
            if (const auto words = readTexts(*args, m_reading, m_below + u".args"_s))
                m_server.arguments = *words;
        }
        m_server.folder = text(u"cwd"_s);
        m_server.environment = pairs(u"env"_s);
        m_server.headers = pairs(u"headers"_s);
        if (const QString token = text(u"API_ACCESS_TOKEN"_s); !token.isEmpty())
            m_server.headers.append({ u"Authorization"_s, u"Bearer "_s + token });
        checkHeaders();
        readTimes();
        leaveOutExamples();
        return m_server;
    }

private:
    [[nodiscard]] const ConfigValue* find(const QString& key) const { return m_entry.value.find(key); }

    void wrong(const QString& key, const QString& what)
    {
        const ConfigValue* const value = key.isEmpty() ? nullptr : find(key);
        ConfigValue place = value ? *value : m_entry.value;
        if (place.line == 0) {
            place.file = m_entry.file;
            place.line = m_entry.line;
        }
        m_reading.wrong(place, what, key.isEmpty() ? m_below : m_below + u'.' + key);
    }

    QString text(const QString& key)
    {
        const ConfigValue* const value = find(key);
        return value ? readText(*value, longestText, m_reading, m_below + u'.' + key).value_or(QString()) : QString();
    }

    void readUrl()
    {
        const QString address = text(u"url"_s);
        if (address.isEmpty())
            return;
        m_server.url = QUrl(address, QUrl::StrictMode);
        m_server.transport = McpTransport::Any;
        if (!m_server.url.isValid() || m_server.url.host().isEmpty()
            || (m_server.url.scheme() != u"http" && m_server.url.scheme() != u"https"))
            wrong(u"url"_s, QCoreApplication::translate("myna", "must be an address that begins with %1").arg(u"http:// | https://"_s));
    }

    void readTransport()
    {
        for (const QString& key : { u"transport"_s, u"type"_s }) {
            const QString word = text(key);
            if (word.isEmpty())
                continue;
            const auto transport = transportNamed(word);
            if (!transport)
                wrong(key, QCoreApplication::translate("myna", "must be stdio, streamable-http or sse"));
            else if ((*transport == McpTransport::Stdio) != m_server.url.isEmpty())
                wrong(key, QCoreApplication::translate("myna", "does not fit: stdio is for a command, the others for a url"));
            else
                m_server.transport = *transport;
        }
    }

    QVector<std::pair<QString, QString>> pairs(const QString& key)
    {
        QVector<std::pair<QString, QString>> found;
        const ConfigValue* const map = find(key);
        if (!map || map->kind == ConfigValue::Kind::Null)
            return found;
        if (!map->isMap()) {
            wrong(key, QCoreApplication::translate("myna", "must be a section of names with texts"));
            return found;
        }
        for (const ConfigEntry& entry : map->entries) {
            const QString below = m_below + u'.' + key + u'.' + entry.key;
            if (const auto value = readText(entry.value, longestText, m_reading, below))
                found.append({ entry.key, *value });
            if (isSecretName(entry.key))
                warnOfPlainSecret(entry.value, m_reading, below);
        }
        return found;
    }

    void checkHeaders()
    {
        static const QRegularExpression name(u"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"_s);
        for (const auto& [header, value] : std::as_const(m_server.headers)) {
            if (!name.match(header).hasMatch() || value.contains(u'\n') || value.contains(u'\r'))
                wrong(u"headers"_s, QCoreApplication::translate("myna", "has a name or a value no header may have"));
        }
    }

    void readTimes()
    {
        if (const ConfigValue* const timeout = find(u"timeout"_s)) {
            if (const auto seconds = readWhole(*timeout, 1, longestSeconds, m_reading, m_below + u".timeout"_s))
                m_server.timeLimit = std::chrono::seconds(*seconds);
        }
        for (const QString& key : { u"enabled"_s, u"isActive"_s, u"disabled"_s }) {
            const ConfigValue* const flag = find(key);
            if (!flag)
                continue;
            if (const auto on = readFlag(*flag, m_reading, m_below + u'.' + key))
                m_server.enabled = *on != (key == u"disabled");
        }
    }

    void leaveOutExamples()
    {
        bool example = isExample(m_server.url.toString());
        for (const QString& word : std::as_const(m_server.arguments))
            example = example || word.contains(u"YOUR_");
        for (const auto* list : { &m_server.environment, &m_server.headers }) {
            for (const auto& [name, value] : *list)
                example = example || isExample(value);
        }
        if (!example || !m_server.enabled)
            return;
        m_server.enabled = false;
        ConfigValue place;
        place.file = m_entry.file;
        place.line = m_entry.line;
        m_reading.warn(place, QCoreApplication::translate("myna", "still says what an example says, so it is left out"), m_below);
    }

    const ConfigEntry& m_entry;
    KeyReading& m_reading;
    QString m_below;
    McpServerSpec m_server;
};

}

std::optional<McpServerSpec> readOutsideServer(const ConfigEntry& entry, KeyReading& reading)
{
    return ServerReader(entry, reading).read();
}

}
