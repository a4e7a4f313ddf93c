// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/invoke.h"
#include "daemon/stopsignals.h"

#include <QPointer>

#include <windows.h>

namespace myna::daemon {

namespace {

// The console's handler runs on a thread of its own and has no context pointer.
QPointer<StopSignals> receiver;

BOOL WINAPI onConsoleEvent(DWORD)
{
    if (StopSignals* target = receiver)
        onThreadOf(target, [target] { emit target->stopWanted(); });
    return TRUE;
}

}

struct StopSignals::Private
{
};

StopSignals::StopSignals(QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    receiver = this;
    SetConsoleCtrlHandler(onConsoleEvent, TRUE);
}

StopSignals::~StopSignals()
{
    SetConsoleCtrlHandler(onConsoleEvent, FALSE);
    receiver = nullptr;
}

}

#include "moc_stopsignals.cpp"
