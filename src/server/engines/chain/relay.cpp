// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/chain/relay.h"

#include <QCoreApplication>

namespace myna::server {

Error nobodyToAsk()
{
    return { Error::Code::Unavailable,
        QCoreApplication::translate("myna", "None of the engines can be asked at the moment. They are tried again in half a minute.") };
}

}
