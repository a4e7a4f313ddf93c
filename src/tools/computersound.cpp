// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/computersound.h"

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

const QString volumeName = u"volume"_s;
const QString onName = u"on"_s; // a switch that is off is a loudspeaker that is muted

// VolumeFamily has the tools, because which there are depends on whether there is an output. The name here is for what says "by voice", and
// makes this the `audio_speaker` of the device's state.
things::ThingSpec soundSpec()
{
    return { .name = u"ComputerSound"_s,
        .description = u"The loudspeaker of this computer, for all programs"_s,
        .properties = { { .name = volumeName,
                            .description = u"Volume in percent, 0 is silent and 100 the loudest"_s,
                            .type = things::PropertyType::Integer,
                            .unit = u"%"_s,
                            .setTool = u"self.audio_speaker.set_volume"_s,
                            .setParameter = volumeName },
            { .name = onName, .description = u"Whether the loudspeaker can be heard; off means muted"_s } },
        .kind = u"speaker"_s };
}

}

ComputerSound::ComputerSound(audio::SystemVolume& volume, QObject* parent)
    : Thing(soundSpec(), parent)
    , m_volume(volume)
{
    connect(&volume, &audio::SystemVolume::levelChanged, this, &ComputerSound::refresh);
    refresh();
}

void ComputerSound::refresh()
{
    const std::optional<audio::OutputLevel> level = m_volume.level();
    if (level) {
        report(volumeName, level->percent);
        report(onName, !level->muted);
    }
    if (level.has_value() != isReachable())
        reportReachable(level.has_value());
}

void ComputerSound::apply(const QString& property, const QVariant& value, const things::Changed& done)
{
    if (property == volumeName)
        m_volume.setPercent(value.toInt(), done);
    else
        m_volume.setMuted(!value.toBool(), done);
}

}

#include "moc_computersound.cpp"
