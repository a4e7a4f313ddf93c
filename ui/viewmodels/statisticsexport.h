// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "viewmodels/history.h"
#include "viewmodels/turnparts.h"

#include <QByteArray>
#include <QDateTime>

namespace myna::viewmodels {

// What a reader of the file needs to know about the machine.
struct ExportFacts
{
    QString version { QStringLiteral(MYNA_VERSION) };
    QString system { systemName() };
    QString qt { QString::fromLatin1(qVersion()) };
    QString microphone; // name and rate
    QString loudspeaker;
    QDateTime exported { QDateTime::currentDateTime() };
    double nowSeconds = 0; // the moment of `exported` on the history's time scale

    static QString systemName();
};

// One line for each moment something was measured; units are in the names of the columns; facts are in comment lines in front.
// Numbers have a decimal point in every locale. Times are seconds before the export, so they are negative.
QByteArray toCsv(const ExportFacts& facts, const History& history, const QVector<TurnParts>& turns);
QByteArray toJson(const ExportFacts& facts, const History& history, const QVector<TurnParts>& turns);

// By the ending of `path`: .csv or .json. The file is complete or as it was before.
// Errors: Invalid (another ending), Unavailable (it cannot be written).
Result<> writeStatistics(const QString& path, const ExportFacts& facts, const History& history, const QVector<TurnParts>& turns);

}
