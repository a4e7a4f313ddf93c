// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codec/pcm.h"
#include "server/engines/net/httpfailure.h"

#include <QObject>

#include <memory>

namespace myna::server {

// One text on its way through a service that speaks. Goes off by itself; deleting it ends it at once, with its connection. No signal comes
// from inside the constructor. finished() or failed() is the last signal; a slot may delete the call.
class VoiceCall : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

signals:
    void sound(const myna::codec::PcmFrame& piece); // 24 kHz, never empty
    void finished(); // after at least one piece
    void failed(const myna::server::HttpFailure& failure);
};

// May be called on any network thread; what it holds outlives the calls. Never null.
using VoiceMaker = std::function<std::unique_ptr<VoiceCall>(const QString& text)>;

}
