// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/qtnetworkwatch.h"

namespace myna::session {

std::unique_ptr<NetworkWatch> makeNetworkWatch()
{
    return std::make_unique<QtNetworkWatch>();
}

}
