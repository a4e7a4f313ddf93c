// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/desktopentry.h"

#include <algorithm>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

constexpr qsizetype maxLine = 8192;
constexpr qsizetype maxWords = 64; // of a command

// The escapes of every value: \s \n \t \r \\ ; others stay as they are, for the quoting of Exec.
QString unescaped(const QString& value)
{
    QString text;
    text.reserve(value.size());
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QChar next = value.at(i) == u'\\' && i + 1 < value.size() ? value.at(i + 1) : QChar();
        const qsizetype which = next.isNull() ? -1 : u"sntr\\"_s.indexOf(next);
        if (which < 0) {
            text += value.at(i);
            continue;
        }
        text += u" \n\t\r\\"_s.at(which);
        ++i;
    }
    return text;
}

QStringList listOf(const QString& value)
{
    return value.split(u';', Qt::SkipEmptyParts);
}

void take(DesktopEntry& entry, const QString& key, const QString& locale, const QString& value)
{
    if (key == "Name"_L1)
        entry.names.insert(locale, unescaped(value));
    else if (key == "GenericName"_L1)
        entry.genericNames.insert(locale, unescaped(value));
    else if (key == "Keywords"_L1)
        entry.keywords += listOf(unescaped(value));
    else if (!locale.isEmpty())
        return;
    else if (key == "Exec"_L1)
        entry.exec = unescaped(value);
    else if (key == "TryExec"_L1)
        entry.tryExec = unescaped(value);
    else if (key == "Icon"_L1)
        entry.icon = unescaped(value);
    else if (key == "Path"_L1)
        entry.path = unescaped(value);
    else if (key == "OnlyShowIn"_L1)
        entry.onlyShowIn = listOf(value);
    else if (key == "NotShowIn"_L1)
        entry.notShowIn = listOf(value);
    else if (key == "NoDisplay"_L1)
        entry.noDisplay = value == "true"_L1;
    else if (key == "Hidden"_L1)
        entry.hidden = value == "true"_L1;
    else if (key == "Terminal"_L1)
        entry.terminal = value == "true"_L1;
}

// Words of Exec: separated by spaces, or in double quotes, within which a backslash takes the next character as it is. A field code counts
// only outside quotes.
struct Word
{
    QString text;
    bool quoted = false;
};

std::optional<QVector<Word>> wordsOf(const QString& exec)
{
    QVector<Word> words;
    bool open = false; // a word has begun
    bool quoted = false;
    for (qsizetype i = 0; i < exec.size(); ++i) {
        const QChar c = exec.at(i);
        if (!quoted && c.isSpace()) {
            open = false;
            continue;
        }
        if (!open) {
            if (words.size() >= maxWords)
                return std::nullopt;
            words.append(Word());
            open = true;
        }
        if (c == u'"') {
            quoted = !quoted;
            words.last().quoted = true;
        } else if (quoted && c == u'\\' && i + 1 < exec.size()) {
            words.last().text += exec.at(++i);
        } else {
            words.last().text += c;
        }
    }
    return quoted ? std::nullopt : std::optional(words);
}

// What stands for a file, an address or something long out of use becomes nothing.
std::optional<QString> expanded(const QString& word, const DesktopEntry& entry, const QString& locale)
{
    QString text;
    for (qsizetype i = 0; i < word.size(); ++i) {
        if (word.at(i) != u'%') {
            text += word.at(i);
            continue;
        }
        const char16_t code = ++i < word.size() ? word.at(i).unicode() : u'\0';
        if (code == u'%')
            text += u'%';
        else if (code == u'c')
            text += localised(entry.names, locale);
        else if (code == u'k')
            text += entry.file;
        else if (!QStringView(u"fFuUdDnNvm").contains(QChar(code)))
            return std::nullopt;
    }
    return text;
}

QString folded(const QString& text)
{
    QString plain = text.normalized(QString::NormalizationForm_KC).toCaseFolded();
    plain.removeIf([](QChar c) { return c.isSpace() || c == u'-' || c == u'_' || c == u'.'; });
    return plain;
}

}

Result<DesktopEntry> parseDesktopEntry(const QByteArray& content)
{
    const auto wrong = [](const QString& why) { return Error { Error::Code::Invalid, why }; };
    if (content.size() > maxDesktopEntry)
        return wrong(u"The desktop entry is too large."_s);
    DesktopEntry entry;
    bool inside = false;
    bool isApplication = false;
    for (const QByteArray& raw : content.split('\n')) {
        const QString line = QString::fromUtf8(raw).trimmed();
        if (line.isEmpty() || line.startsWith(u'#') || line.size() > maxLine)
            continue;
        if (line.startsWith(u'[')) {
            if (inside)
                break; // actions and what others added come after
            if (line != "[Desktop Entry]"_L1)
                return wrong(u"The file is no desktop entry."_s);
            inside = true;
            continue;
        }
        const qsizetype equals = line.indexOf(u'=');
        if (!inside || equals <= 0)
            continue;
        const QString key = line.left(equals).trimmed();
        const QString value = line.mid(equals + 1).trimmed();
        const qsizetype bracket = key.indexOf(u'[');
        if (key == "Type"_L1)
            isApplication = value == "Application"_L1;
        else if (bracket > 0 && key.endsWith(u']'))
            take(entry, key.left(bracket), key.mid(bracket + 1, key.size() - bracket - 2), value);
        else
            take(entry, key, {}, value);
    }
    if (!isApplication || entry.names.value({}).isEmpty())
        return wrong(u"The file describes no application."_s);
    return entry;
}

Result<QStringList> commandOf(const DesktopEntry& entry, const QString& locale)
{
    const auto wrong = [&] { return Error { Error::Code::Invalid, u"The command of %1 cannot be understood."_s.arg(entry.id) }; };
    const std::optional<QVector<Word>> words = wordsOf(entry.exec);
    if (!words)
        return wrong();
    QStringList command;
    for (const Word& word : *words) {
        if (word.quoted) {
            command.append(word.text);
            continue;
        }
        if (word.text == "%i"_L1) {
            if (!entry.icon.isEmpty())
                command << u"--icon"_s << entry.icon;
            continue;
        }
        const std::optional<QString> text = expanded(word.text, entry, locale);
        if (!text)
            return wrong();
        if (!text->isEmpty())
            command.append(*text);
    }
    if (command.isEmpty() || command.first().isEmpty() || command.first().contains(u'='))
        return wrong();
    return command;
}

QString localised(const QHash<QString, QString>& texts, const QString& locale)
{
    const QString modifier = locale.contains(u'@') ? u'@' + locale.section(u'@', 1) : QString();
    const QString country = locale.section(u'@', 0, 0).section(u'.', 0, 0);
    const QString language = country.section(u'_', 0, 0);
    for (const QString& key : { country + modifier, country, language + modifier, language }) {
        if (const auto found = texts.constFind(key); !key.isEmpty() && found != texts.constEnd())
            return *found;
    }
    return texts.value({});
}

int matchOf(const DesktopEntry& entry, const QString& said)
{
    constexpr int otherName = 80;
    constexpr int beginning = 60;
    constexpr int part = 40;
    const QString wanted = folded(said);
    if (wanted.isEmpty())
        return 0;
    int best = 0;
    for (const QString& name : entry.names) {
        const QString known = folded(name);
        best = std::max(best, known == wanted ? exactMatch : known.startsWith(wanted) ? beginning : known.contains(wanted) ? part : 0);
    }
    QStringList others = entry.genericNames.values() + entry.keywords;
    others << entry.id << entry.id.section(u'.', -1) << entry.exec.section(u' ', 0, 0).section(u'/', -1);
    if (best < otherName && std::ranges::any_of(others, [&](const QString& other) { return folded(other) == wanted; }))
        best = otherName;
    return best;
}

}
