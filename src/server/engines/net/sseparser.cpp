// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/net/sseparser.h"

#include <utility>

namespace myna::server {

namespace {
constexpr auto byteOrderMark = "\xEF\xBB\xBF";
}

QList<SseEvent> SseParser::put(const QByteArray& piece)
{
    QList<SseEvent> events;
    for (const QByteArray& line : m_lines.put(piece)) {
        if (isTooLong())
            break;
        take(line, events);
    }
    return events;
}

QList<SseEvent> SseParser::end()
{
    QList<SseEvent> events;
    if (isTooLong())
        return events;
    if (const QByteArray rest = m_lines.takeRest(); !rest.isEmpty())
        take(rest, events);
    take({}, events);
    return events;
}

void SseParser::take(QByteArray line, QList<SseEvent>& events)
{
    if (std::exchange(m_first, false) && line.startsWith(byteOrderMark))
        line.remove(0, 3);
    if (line.isEmpty()) {
        if (std::exchange(m_hasData, false))
            events.append(m_event);
        m_event = {};
        return;
    }
    const qsizetype colon = line.indexOf(':');
    const QByteArray field = colon < 0 ? line : line.left(colon);
    QByteArray value = colon < 0 ? QByteArray() : line.mid(colon + 1);
    if (value.startsWith(' '))
        value.remove(0, 1);
    if (field == "event") {
        m_event.type = value;
    } else if (field == "data") {
        if (std::exchange(m_hasData, true))
            m_event.data += '\n';
        m_event.data += value;
        m_tooLong |= m_event.data.size() > maxEvent;
    }
}

}
