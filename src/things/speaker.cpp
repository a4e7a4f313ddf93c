// SPDX-License-Identifier: GPL-3.0-or-later
#include "things/speaker.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace myna::things {
namespace {

const QString volumeName = u"volume"_s;

ThingSpec speakerSpec()
{
    return { .name = u"Speaker"_s,
        .description = u"The loudspeaker of this device"_s,
        .properties = { { .name = volumeName,
            .description = u"Volume in percent, 0 is silent and 100 the loudest"_s,
            .type = PropertyType::Integer,
            .unit = u"%"_s,
            .setTool = u"self.audio_speaker.set_volume"_s,
            .setParameter = volumeName } } };
}

}

Speaker::Speaker(int volume, std::function<void(int percent)> setVolume, QObject* parent)
    : Thing(speakerSpec(), parent)
    , m_setVolume(std::move(setVolume))
{
    reportVolume(volume);
}

int Speaker::volume() const
{
    return value(volumeName).toInt();
}

void Speaker::reportVolume(int percent)
{
    report(volumeName, std::clamp(percent, 0, 100));
}

void Speaker::apply(const QString&, const QVariant& value, const Changed& done)
{
    if (m_setVolume)
        m_setVolume(value.toInt());
    done({});
}

}

#include "moc_speaker.cpp"
