// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace myna::server {

// Cuts a stream of bytes into its lines, wherever the pieces were split. Lines end with CR LF, LF or CR.
class LineReader
{
public:
    static constexpr qsizetype maxLine = 1024 * 1024;

    QList<QByteArray> put(const QByteArray& piece); // without their ends
    [[nodiscard]] QByteArray takeRest(); // what came after the last line's end
    [[nodiscard]] bool isTooLong() const { return m_tooLong; } // nothing comes any more

private:
    QByteArray m_line;
    bool m_afterCr = false;
    bool m_tooLong = false;
};

}
