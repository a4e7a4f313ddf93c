// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QStringList>

namespace myna::desktop {

// `myna ctl …`: what to ask which instance, and how to print the answer.
struct ControlCommand
{
    QString dataDir;
    QJsonObject request;
    bool json = false;
    QString answer; // help: print this and leave
};

// `arguments` as QCoreApplication has them, "ctl" second. Errors: Invalid, with a sentence for the person at the terminal.
Result<ControlCommand> parseControlCommand(const QStringList& arguments);
// The answer as a sentence.
[[nodiscard]] QString controlSentence(const QString& verb, const QJsonObject& answer);

// The whole command, from the arguments to the exit status: 0 done, 1 refused or no answer in time, 2 usage, 3 nobody runs.
int runControlCommand(int argc, char** argv);

}
