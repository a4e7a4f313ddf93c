// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/networkthread.h"

namespace myna::server {

NetworkThread::NetworkThread(QObject* parent)
    : QThread(parent)
{
    setObjectName(QStringLiteral("myna-network"));
    installDispatcher(*this);
}

NetworkThread::~NetworkThread()
{
    wait();
}

}

#include "moc_networkthread.cpp"
