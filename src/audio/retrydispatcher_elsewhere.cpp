// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/retrydispatcher.h"

namespace myna::audio {

std::unique_ptr<QAbstractEventDispatcher> makeRetryDispatcher(std::function<void()>)
{
    return nullptr;
}

}
