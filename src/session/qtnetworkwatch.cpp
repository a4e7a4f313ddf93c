// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/qtnetworkwatch.h"

#include <QNetworkInformation>

namespace myna::session {

QtNetworkWatch::QtNetworkWatch(QObject* parent)
    : NetworkWatch(parent)
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this,
        [this](QNetworkInformation::Reachability reachability) {
            emit changed(reachability == QNetworkInformation::Reachability::Disconnected ? NetworkChange::Down : NetworkChange::Up);
        });
}

}

#include "moc_qtnetworkwatch.cpp"
