// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/transport.h"

#include <memory>

namespace myna::transport {

// Closes it without waiting: the good-bye goes out, for as long as the transport gives it, and then it is gone. `owner`, who hears no more
// of it, has it until then. It may be the sender of what is handled just now.
void letGo(std::unique_ptr<Transport> leaving, QObject* owner);

}
