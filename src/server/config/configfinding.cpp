// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/config/configfinding.h"

#include "base/enumtable.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <array>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto severities = std::to_array<Word<ConfigFinding::Severity>>({
    { ConfigFinding::Severity::Info, QLatin1String("info") },
    { ConfigFinding::Severity::Warning, QLatin1String("warning") },
    { ConfigFinding::Severity::Error, QLatin1String("error") },
});

bool isError(const ConfigFinding& finding)
{
    return finding.severity == ConfigFinding::Severity::Error;
}

}

QLatin1String severityName(ConfigFinding::Severity severity)
{
    return wordOf(severities, severity);
}

QString sentence(const ConfigFinding& finding)
{
    if (finding.file.isEmpty())
        return finding.text;
    const QString file = QDir::toNativeSeparators(finding.file);
    if (finding.line <= 0)
        return QCoreApplication::translate("myna", "%1: %2").arg(file, finding.text);
    return QCoreApplication::translate("myna", "%1, line %2: %3").arg(file).arg(finding.line).arg(finding.text);
}

QJsonObject toJson(const ConfigFinding& finding)
{
    return { { u"severity"_s, QString(severityName(finding.severity)) }, { u"file"_s, finding.file }, { u"line"_s, finding.line },
        { u"key"_s, finding.key }, { u"text"_s, finding.text } };
}

QJsonArray toJson(const ConfigFindings& findings)
{
    QJsonArray array;
    for (const ConfigFinding& finding : findings)
        array.append(toJson(finding));
    return array;
}

bool hasErrors(const ConfigFindings& findings)
{
    return firstError(findings) != nullptr;
}

const ConfigFinding* firstError(const ConfigFindings& findings)
{
    const auto found = std::find_if(findings.begin(), findings.end(), isError);
    return found == findings.end() ? nullptr : &*found;
}

}
