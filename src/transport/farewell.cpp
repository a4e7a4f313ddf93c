// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/farewell.h"

namespace myna::transport {

void letGo(std::unique_ptr<Transport> leaving, QObject* owner)
{
    Transport* const transport = leaving.release();
    transport->disconnect(owner);
    transport->setParent(owner);
    if (transport->isOpen())
        QObject::connect(transport, &Transport::closed, transport, &QObject::deleteLater);
    else
        transport->deleteLater();
    transport->close();
}

}
