// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/speakable.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace myna::server {

namespace {

constexpr qsizetype longestEntityName = 10; // `&thetasym;`

struct Entity
{
    QLatin1String name;
    char16_t character;
};

constexpr auto entities = std::to_array<Entity>({
    { "amp"_L1, u'&' },
    { "lt"_L1, u'<' },
    { "gt"_L1, u'>' },
    { "quot"_L1, u'"' },
    { "apos"_L1, u'\'' },
    { "nbsp"_L1, u' ' },
    { "deg"_L1, u'°' },
    { "euro"_L1, u'€' },
    { "pound"_L1, u'£' },
    { "yen"_L1, u'¥' },
    { "copy"_L1, u'©' },
    { "reg"_L1, u'®' },
    { "hellip"_L1, u'…' },
    { "ndash"_L1, u'–' },
    { "mdash"_L1, u'—' },
    { "lsquo"_L1, u'‘' },
    { "rsquo"_L1, u'’' },
    { "ldquo"_L1, u'“' },
    { "rdquo"_L1, u'”' },
    { "middot"_L1, u'·' },
    { "times"_L1, u'×' },
    { "divide"_L1, u'÷' },
});

bool isEmoji(char32_t c)
{
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) || (c >= 0x23E9 && c <= 0x23FA)
        || c == 0x231A || c == 0x231B || c == 0x200D || c == 0x20E3 || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0000 && c <= 0xE007F);
}

// Empty: this is none.
QString meaningOf(const QString& entity)
{
    if (entity.startsWith(u'#')) {
        const bool hex = entity.size() > 1 && entity[1].toLower() == u'x';
        bool ok = false;
        const char32_t c = hex ? entity.mid(2).toUInt(&ok, 16) : entity.mid(1).toUInt(&ok);
        const bool printable = ok && c >= 0x20 && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
        return printable ? QString::fromUcs4(&c, 1) : QString();
    }
    const auto found = std::find_if(entities.begin(), entities.end(), [&](const Entity& known) { return known.name == entity; });
    return found == entities.end() ? QString() : QString(QChar(found->character));
}

QString withoutMarkdown(QString text)
{
    static const QRegularExpression link(u"!?\\[([^\\]]*)\\]\\([^)]*\\)"_s);
    static const QRegularExpression reference(u"\\[([^\\]]+)\\]\\[[^\\]]*\\]"_s);
    static const QRegularExpression lineStart(u"(^|\n)\\s*(#{1,6}|[-*+>])\\s+(\\[[ xX]\\]\\s+)?"_s);
    static const QRegularExpression heading(u"\\s#{1,6}\\s*($|\n)"_s);
    static const QRegularExpression stars(u"(\\*{1,3})(\\S|\\S.*?\\S)\\1"_s);
    static const QRegularExpression underlines(u"(?<!\\w)(_{1,3})(\\S|\\S.*?\\S)\\1(?!\\w)"_s);
    // What is left of a pair whose other half is in another sentence.
    static const QRegularExpression stray(u"\\*{2,3}|~~|`+|(?<!\\w)_{2,3}|_{2,3}(?!\\w)|^\\*(?=\\w)|(?<=\\w)\\*(?=\\s|$|[.,;:!?])"_s);
    static const QRegularExpression between(u"(\\d)\\s*\\*\\s*(?=\\d)"_s);
    text.replace(between, u"\\1 × "_s);
    text.replace(link, u"\\1"_s).replace(reference, u"\\1"_s).replace(lineStart, u"\\1"_s).replace(heading, u"\\1"_s);
    text.replace(stars, u"\\2"_s).replace(underlines, u"\\2"_s).replace(stray, QString());
    return text;
}

QString withoutHtml(QString text)
{
    static const QRegularExpression tag(u"</?[A-Za-z][A-Za-z0-9]*(\\s[^<>]*)?/?>"_s);
    static const QRegularExpression address(u"<((?:https?://|mailto:)[^<>\\s]+)>"_s);
    text.replace(address, u"\\1"_s);
    return withoutEntities(text.replace(tag, u" "_s));
}

bool hasSubstance(const QString& text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.isLetterOrNumber(); });
}

}

QString withoutEntities(const QString& text)
{
    if (!text.contains(u'&'))
        return text;
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype length = text[i] == u'&' ? QStringView(text).mid(i, longestEntityName + 1).indexOf(u';') : -1;
        const QString meaning = length > 0 ? meaningOf(text.mid(i + 1, length - 1)) : QString();
        out += meaning.isEmpty() ? QString(text[i]) : meaning;
        if (!meaning.isEmpty())
            i += length;
    }
    return out;
}

QString readable(const QString& text)
{
    QString out;
    for (const char32_t c : withoutHtml(withoutMarkdown(text)).toUcs4()) {
        if (!isEmoji(c))
            out += QString::fromUcs4(&c, 1);
    }
    out = out.simplified();
    return hasSubstance(out) ? out : QString();
}

QString speakable(const QString& text)
{
    static const QRegularExpression address(
        u"\\b(?:(?:https?|ftp)://(?:www\\.)?|www\\.)([\\w.-]*\\w)(?::\\d+)?(?:[/?#](?:[^\\s\"<>\u3000-\u303F\uFF00-\uFFEF]*[\\w/])?)?"_s);
    QString out = readable(text);
    out.replace(address, u"\\1"_s);
    return out;
}

QString tableRow(const QString& line)
{
    static const QRegularExpression rule(u"^[\\s|:+=-]*$"_s);
    if (rule.match(line).hasMatch())
        return {};
    QStringList cells;
    for (const QString& cell : line.split(u'|')) {
        if (const QString text = cell.simplified(); !text.isEmpty())
            cells += text;
    }
    return cells.join(u", "_s);
}

}
