// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodels/statisticsexport.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QSysInfo>

#include <array>
#include <cmath>
#include <map>

using namespace Qt::Literals::StringLiterals;

namespace myna::viewmodels {

namespace {

QByteArray number(double value)
{
    return QByteArray::number(value, 'g', 8);
}

double rounded(double seconds)
{
    return std::round(seconds * 1000) / 1000;
}

// A name may hold anything; a comment is one line.
QByteArray oneLine(QString text)
{
    return text.replace(u'\n', u' ').replace(u'\r', u' ').toUtf8();
}

using Row = std::array<QByteArray, seriesCount>;

// What was measured at the same moment stands in the same line.
std::map<double, Row> rowsOf(const History& history, double now)
{
    std::map<double, Row> rows;
    for (int i = 0; i < seriesCount; ++i) {
        for (const QPointF& point : history.points(Series(i)))
            rows[rounded(point.x() - now)][size_t(i)] = number(point.y());
    }
    return rows;
}

QByteArray bytesFor(const QString& path, const ExportFacts& facts, const History& history, const QVector<TurnParts>& turns)
{
    if (path.endsWith(".csv"_L1, Qt::CaseInsensitive))
        return toCsv(facts, history, turns);
    if (path.endsWith(".json"_L1, Qt::CaseInsensitive))
        return toJson(facts, history, turns);
    return {};
}

}

QString ExportFacts::systemName()
{
    return u"%1 (%2, %3)"_s.arg(QSysInfo::prettyProductName(), QSysInfo::kernelVersion(), QSysInfo::currentCpuArchitecture());
}

QByteArray toCsv(const ExportFacts& facts, const History& history, const QVector<TurnParts>& turns)
{
    QByteArray csv;
    csv += "# Myna " + oneLine(facts.version) + "\n# exported: " + facts.exported.toString(Qt::ISODate).toUtf8();
    csv += "\n# system: " + oneLine(facts.system) + "\n# Qt: " + oneLine(facts.qt);
    csv += "\n# microphone: " + oneLine(facts.microphone) + "\n# loudspeaker: " + oneLine(facts.loudspeaker) + '\n';
    for (const TurnParts& turn : turns) {
        csv += "# turn: heard_ms=" + QByteArray::number(turn.heardMs) + " thought_ms=" + QByteArray::number(turn.thoughtMs)
            + " voice_ms=" + QByteArray::number(turn.voiceMs) + '\n';
    }
    csv += "time_s";
    for (int i = 0; i < seriesCount; ++i)
        csv += ',' + seriesKey(Series(i)).toUtf8();
    csv += '\n';
    for (const auto& [seconds, row] : rowsOf(history, facts.nowSeconds)) {
        csv += number(seconds);
        for (const QByteArray& cell : row)
            csv += ',' + cell;
        csv += '\n';
    }
    return csv;
}

QByteArray toJson(const ExportFacts& facts, const History& history, const QVector<TurnParts>& turns)
{
    QJsonObject series;
    for (int i = 0; i < seriesCount; ++i) {
        QJsonArray points;
        for (const QPointF& point : history.points(Series(i)))
            points.append(QJsonArray { rounded(point.x() - facts.nowSeconds), point.y() });
        if (!points.isEmpty())
            series[seriesKey(Series(i))] = points;
    }
    QJsonArray turnList;
    for (const TurnParts& turn : turns)
        turnList.append(
            QJsonObject { { u"heard_ms"_s, turn.heardMs }, { u"thought_ms"_s, turn.thoughtMs }, { u"voice_ms"_s, turn.voiceMs } });
    const QJsonObject whole {
        { u"program"_s, u"Myna"_s },
        { u"version"_s, facts.version },
        { u"exported"_s, facts.exported.toString(Qt::ISODate) },
        { u"system"_s, facts.system },
        { u"qt"_s, facts.qt },
        { u"microphone"_s, facts.microphone },
        { u"loudspeaker"_s, facts.loudspeaker },
        { u"time"_s, u"seconds before the export"_s },
        { u"series"_s, series },
        { u"turns"_s, turnList },
    };
    return QJsonDocument(whole).toJson(QJsonDocument::Indented);
}

Result<> writeStatistics(const QString& path, const ExportFacts& facts, const History& history, const QVector<TurnParts>& turns)
{
    const QByteArray bytes = bytesFor(path, facts, history, turns);
    const QString shown = QDir::toNativeSeparators(path);
    if (bytes.isEmpty()) {
        return Error { Error::Code::Invalid,
            QCoreApplication::translate("myna", "The name must end in .csv or .json, so that it is clear what is wanted.") };
    }
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return Error { Error::Code::Unavailable,
        QCoreApplication::translate("myna", "The file %1 cannot be written: %2. Choose another folder.").arg(shown, file.errorString()) };
}

}
