// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/net/linereader.h"

#include <utility>

namespace myna::server {

QList<QByteArray> LineReader::put(const QByteArray& piece)
{
    QList<QByteArray> lines;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < piece.size() && !m_tooLong; ++i) {
        const char c = piece[i];
        const bool secondHalf = std::exchange(m_afterCr, c == '\r') && c == '\n';
        if (secondHalf) {
            begin = i + 1;
        } else if (c == '\n' || c == '\r') {
            lines.append(std::exchange(m_line, {}) + piece.mid(begin, i - begin));
            begin = i + 1;
        } else if (m_line.size() + (i - begin) >= maxLine) {
            m_tooLong = true;
        }
    }
    if (m_tooLong)
        m_line.clear();
    else
        m_line += piece.mid(begin);
    return lines;
}

QByteArray LineReader::takeRest()
{
    return std::exchange(m_line, {});
}

}
