// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>

namespace myna::tools {

struct LyricLine
{
    qint64 ms = 0; // when it is sung
    QString text;
    bool operator==(const LyricLine&) const = default;
};

// The lines of an .lrc file (UTF-8) by their times, at most a thousand; `[offset:]` is heeded, other tags and lines without a time are not.
QVector<LyricLine> lyricsFrom(const QByteArray& lrc);
// The line sung at that time; -1: none yet.
int lineAt(const QVector<LyricLine>& lines, qint64 ms);

}
