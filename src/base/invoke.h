// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>
#include <QThread>

#include <utility>

namespace myna {

// Runs `work` on the thread of `target`, later, and never if `target` is gone by then.
// This is how a wish goes to an object of another thread.
template<typename Object, typename Work>
void onThreadOf(Object* target, Work&& work)
{
    QMetaObject::invokeMethod(target, std::forward<Work>(work), Qt::QueuedConnection);
}

// States at a function's entry which thread it belongs to.
inline void assertThreadOf([[maybe_unused]] const QObject* object)
{
    Q_ASSERT_X(object->thread() == QThread::currentThread(), object->metaObject()->className(), "called on a foreign thread");
}

}
