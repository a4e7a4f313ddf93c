// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace myna::database {

// The way back from another thread to whoever asked, on the asker's own thread, and not at all when the asker is gone by then. Made on the
// asker's thread; answered from anywhere, once.
class AnswerLine
{
public:
    explicit AnswerLine(QObject* asker);

    void answer(std::function<void()> work) const;

private:
    struct End;
    class Listener;
    std::shared_ptr<End> m_end;
};

}
