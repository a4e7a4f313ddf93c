// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/answerline.h"

#include "base/invoke.h"

#include <QMutex>

namespace myna::database {

// The lock keeps the listener alive while something is posted to it, and for no longer.
struct AnswerLine::End
{
    QMutex mutex;
    QObject* listener = nullptr;
};

class AnswerLine::Listener final : public QObject
{
public:
    Listener(QObject* asker, std::shared_ptr<End> end)
        : QObject(asker)
        , m_end(std::move(end))
    {
        m_end->listener = this;
    }
    ~Listener() override
    {
        const QMutexLocker lock(&m_end->mutex);
        m_end->listener = nullptr;
    }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

private:
    std::shared_ptr<End> m_end;
};

AnswerLine::AnswerLine(QObject* asker)
    : m_end(std::make_shared<End>())
{
    assertThreadOf(asker);
    new Listener(asker, m_end); // dies with the asker
}

void AnswerLine::answer(std::function<void()> work) const
{
    const QMutexLocker lock(&m_end->mutex);
    if (QObject* const listener = std::exchange(m_end->listener, nullptr)) {
        onThreadOf(listener, [listener, work = std::move(work)] {
            listener->deleteLater();
            work();
        });
    }
}

}
