// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

namespace myna::tools {

// A process of this user.
struct Process
{
    qint64 id = 0;
    qint64 parent = 0;
    QString program; // its file
    QStringList arguments; // the command line with the program; only compared, never told
    QString application; // whose desktop entry the desktop started it by, when it says so; else empty
};

// Every process of this user except our own.
QVector<Process> ownProcesses();
// One of them; id 0 when it is gone or somebody else's.
Process processOf(qint64 id);

// The id of the desktop entry in a path of control groups: "…/app-gnome-org.gnome.Calculator-4711.scope". Empty: none.
QString applicationInGroup(const QString& group);

}
