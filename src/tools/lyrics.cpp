// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lyrics.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

constexpr qsizetype mostLines = 1000;
constexpr qsizetype longestLine = 300; // characters
constexpr qsizetype largestFile = 256 * 1024; // bytes

// "5", "50" and "500" behind the point are half a second.
qint64 fractionMs(const QString& digits)
{
    return digits.isEmpty() ? 0 : QString(digits + u"00"_s).left(3).toLongLong();
}

}

QVector<LyricLine> lyricsFrom(const QByteArray& lrc)
{
    static const QRegularExpression stamp(u"^\\[(\\d{1,3}):(\\d{1,2})(?:[.:](\\d{1,3}))?\\]"_s);
    static const QRegularExpression offsetTag(u"^\\[offset:\\s*([+-]?\\d{1,6})\\s*\\]"_s, QRegularExpression::CaseInsensitiveOption);
    QVector<LyricLine> lines;
    qint64 earlier = 0;
    for (const QString& line : QString::fromUtf8(lrc.left(largestFile)).split(u'\n')) {
        QString rest = line.trimmed();
        if (const auto tag = offsetTag.match(rest); tag.hasMatch())
            earlier = tag.captured(1).toLongLong();
        QVector<qint64> times;
        for (auto match = stamp.match(rest); match.hasMatch(); match = stamp.match(rest)) {
            times << (match.captured(1).toLongLong() * 60 + match.captured(2).toLongLong()) * 1000 + fractionMs(match.captured(3));
            rest = rest.mid(match.capturedLength()).trimmed();
        }
        for (const qint64 ms : std::as_const(times)) {
            if (!rest.isEmpty() && lines.size() < mostLines)
                lines << LyricLine { ms, rest.left(longestLine) };
        }
    }
    for (LyricLine& line : lines)
        line.ms = std::max<qint64>(line.ms - earlier, 0);
    std::stable_sort(lines.begin(), lines.end(), [](const LyricLine& a, const LyricLine& b) { return a.ms < b.ms; });
    return lines;
}

int lineAt(const QVector<LyricLine>& lines, qint64 ms)
{
    const auto after = std::upper_bound(lines.begin(), lines.end(), ms, [](qint64 time, const LyricLine& line) { return time < line.ms; });
    return int(after - lines.begin()) - 1;
}

}
