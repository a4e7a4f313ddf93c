// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialogue/greeter.h"

#include "server/dialogue/phrases.h"

#include <utility>

namespace myna::server {

Greeter::Greeter(bool greets, QString language, std::chrono::milliseconds after, QObject* parent)
    : QObject(parent)
    , m_language(std::move(language))
    , m_greets(greets)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(after);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const QStringList& replies = wakeReplies(m_language);
        emit due(replies[m_greetings++ % replies.size()]);
    });
}

void Greeter::called()
{
    if (m_greets)
        m_timer.start();
}

void Greeter::cancel()
{
    m_timer.stop();
}

}

#include "moc_greeter.cpp"
