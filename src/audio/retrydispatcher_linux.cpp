// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/retrydispatcher.h"
#include "base/epolldispatcher_linux.h"

#include <QSet>

#include <utility>

namespace myna::audio {

namespace {

constexpr qint64 longMs = 1000;
// Not at once: what was posted together with the loss comes first.
constexpr qint64 cutMs = 10;

class RetryDispatcher final : public EpollDispatcher
{
public:
    explicit RetryDispatcher(std::function<void()> cut)
        : m_cut(std::move(cut))
    {
    }

    void registerTimer(int timerId, qint64 intervalMs, Qt::TimerType timerType, QObject* object) override
    {
        const bool isLong = intervalMs >= longMs && timerType != Qt::PreciseTimer;
        if (isLong)
            m_short.insert(timerId);
        EpollDispatcher::registerTimer(timerId, isLong ? cutMs : intervalMs, timerType, object);
    }

    // A single shot ends its timer first and acts then.
    bool unregisterTimer(int timerId) override
    {
        if (m_short.remove(timerId))
            m_cut();
        return EpollDispatcher::unregisterTimer(timerId);
    }

private:
    std::function<void()> m_cut;
    QSet<int> m_short; // timers
};

}

std::unique_ptr<QAbstractEventDispatcher> makeRetryDispatcher(std::function<void()> cut)
{
    return std::make_unique<RetryDispatcher>(std::move(cut));
}

}
