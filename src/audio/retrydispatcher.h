// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>

#include <functional>
#include <memory>

namespace myna::audio {

// The event loop of the sound home. Qt's two connections to the sound server try again three seconds after they were lost, a time meant for
// a loop that also runs while there is no server. This one runs only when there is one, so it cuts other people's long timers short: all
// coarse ones of a second and more. A precise one is meant as it is. `cut` is called on the loop's thread when one of them is due, right
// before its owner is. Null on systems where Qt makes no such connections.
std::unique_ptr<QAbstractEventDispatcher> makeRetryDispatcher(std::function<void()> cut);

}
