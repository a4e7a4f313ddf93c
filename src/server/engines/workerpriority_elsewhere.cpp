// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engines/workerpriority.h"

#include <QThread>

namespace myna::server {

void lowerWorkerPriority()
{
    QThread::currentThread()->setPriority(QThread::LowPriority);
}

}
