// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/engines/net/linereader.h"

namespace myna::server {

struct SseEvent
{
    QByteArray type; // empty: "message"
    QByteArray data;
    bool operator==(const SseEvent&) const = default;
};

// Server-sent events out of a stream of bytes, wherever the pieces were split. Comments, ids and retry times are passed over.
class SseParser
{
public:
    static constexpr qsizetype maxEvent = LineReader::maxLine;

    QList<SseEvent> put(const QByteArray& piece);
    // At the end of the stream: an event whose empty line did not come. The standard drops it; some services end like this.
    QList<SseEvent> end();
    [[nodiscard]] bool isTooLong() const { return m_tooLong || m_lines.isTooLong(); } // nothing comes any more

private:
    void take(QByteArray line, QList<SseEvent>& events);

    LineReader m_lines;
    SseEvent m_event;
    bool m_hasData = false;
    bool m_first = true;
    bool m_tooLong = false;
};

}
