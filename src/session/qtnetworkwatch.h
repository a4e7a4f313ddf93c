// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/networkwatch.h"

namespace myna::session {

// What Qt knows of the network: whether it can be reached at all. Silent where Qt has no backend for the platform.
class QtNetworkWatch final : public NetworkWatch
{
    Q_OBJECT

public:
    explicit QtNetworkWatch(QObject* parent = nullptr);
};

}
