// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/edgeoptions.h"

#include "server/edgeguard.h"
#include "server/edgetls.h"

#include <QJsonArray>
#include <QJsonObject>

namespace myna::server {

using namespace Qt::Literals::StringLiterals;

void applyLiveOptions(Edge& edge, EdgeParts& parts)
{
    applyAccess(edge, parts);
    warnOfOpenNetwork(edge, parts);
}

void startConfiguration(Edge& edge, EdgeParts& parts)
{
    EdgeParts* const p = &parts;
    ConfigDesk* const desk = &p->configuration.emplace(p->options);
    QObject::connect(desk, &ConfigDesk::warned, &edge, &Edge::warned);
    QObject::connect(desk, &ConfigDesk::applied, &edge, [&edge, p](const ServerOptions& options, const QStringList& changed) {
        p->options = options;
        applyLiveOptions(edge, *p);
        p->engines.configure(options.config);
        p->live.publish(u"config"_s, QJsonObject { { u"state"_s, u"applied"_s }, { u"changed"_s, QJsonArray::fromStringList(changed) } });
        emit edge.configurationApplied(changed);
    });
    QObject::connect(desk, &ConfigDesk::rejected, &edge, [&edge, p](const Error& error) {
        p->live.publish(u"config"_s, QJsonObject { { u"state"_s, u"rejected"_s }, { u"error"_s, error.text } });
        emit edge.configurationRejected(error);
    });
    desk->start();
}

}
