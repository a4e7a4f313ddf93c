// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/configoutput.h"

#include "server/config/yamltree.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace myna::daemon {

void print(const server::ConfigFindings& findings, const Events& events)
{
    for (const server::ConfigFinding& finding : findings) {
        const QString line = u"%1  %2"_s.arg(QString(server::severityName(finding.severity)).leftJustified(7), server::sentence(finding));
        events.emitEvent(u"finding"_s, server::toJson(finding), line);
    }
}

QByteArray asJsonLine(const QJsonObject& config)
{
    QJsonObject event = config;
    event.insert(u"event"_s, u"config"_s);
    return QJsonDocument(event).toJson(QJsonDocument::Compact) + '\n';
}

QByteArray asYaml(const QJsonObject& config)
{
    server::ConfigFindings findings; // JSON is YAML
    return server::toYaml(server::parseYaml(QJsonDocument(config).toJson(), {}, findings)).toUtf8();
}

}
