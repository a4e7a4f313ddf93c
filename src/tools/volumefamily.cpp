// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/volumefamily.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

namespace {

const QString volumeName = u"volume"_s;

mcp::Argument percentOf(const QString& words)
{
    return { .name = volumeName, .description = words, .type = mcp::ArgumentType::Integer, .minimum = 0, .maximum = 100 };
}

audio::SystemVolume::Done answering(const mcp::ToolAnswer& answer)
{
    return [answer](const Result<>& done) { answer(done ? Result<QString>(u"true"_s) : Result<QString>(done.error())); };
}

Error gone()
{
    return { Error::Code::Unavailable, u"There is no sound output now."_s };
}

}

VolumeFamily::VolumeFamily(audio::SystemVolume& system, things::Thing& voice, QObject* parent)
    : ToolFamily(parent)
    , m_system(system)
    , m_voice(&voice)
    , m_hadOutput(system.level().has_value())
{
    connect(&system, &audio::SystemVolume::levelChanged, this, [this] {
        const bool hasOutput = m_system.level().has_value();
        if (std::exchange(m_hadOutput, hasOutput) != hasOutput)
            emit toolsChanged();
    });
}

std::vector<mcp::Tool> VolumeFamily::tools()
{
    if (!m_system.level())
        return {};
    return { volumeTool(), muteTool(), voiceTool(), statusTool() };
}

mcp::Tool VolumeFamily::volumeTool()
{
    return { .spec = { .name = u"self.audio_speaker.set_volume"_s,
                 .description = u"Sets the volume of this computer's loudspeaker, for everything that plays. For \"louder\" or \"quieter\" "
                                u"look at the present volume first."_s,
                 .arguments = { percentOf(u"volume in percent, 0 is silent and 100 the loudest"_s) },
                 .title = tr("Set the volume of the computer") },
        .run = [self = QPointer(this)](const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject*) {
            if (!self)
                return answer(gone());
            self->m_system.setPercent(arguments[volumeName].toInt(), answering(answer));
        } };
}

mcp::Tool VolumeFamily::muteTool()
{
    return { .spec = { .name = u"self.audio_speaker.set_mute"_s,
                 .description = u"Mutes this computer's loudspeaker or lets it be heard again. The volume stays as it was."_s,
                 .arguments = { { .name = u"muted"_s, .description = u"true to mute"_s, .type = mcp::ArgumentType::Boolean } },
                 .title = tr("Mute the computer") },
        .run = [self = QPointer(this)](const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject*) {
            if (!self)
                return answer(gone());
            self->m_system.setMuted(arguments["muted"_L1].toBool(), answering(answer));
        } };
}

mcp::Tool VolumeFamily::voiceTool() const
{
    return { .spec
        = { .name = u"self.audio_speaker.set_voice_volume"_s,
            .description = u"Sets how loud the assistant itself speaks, compared with other programs. Only when the user speaks of the "
                           u"assistant's own voice; for everything else use self.audio_speaker.set_volume."_s,
            .arguments = { percentOf(u"volume of the assistant's voice in percent"_s) },
            .title = tr("Set the volume of Myna's voice") },
        .run = [voice = m_voice](const QJsonObject& arguments, const mcp::ToolAnswer& answer, QObject*) {
            if (!voice)
                return answer(gone());
            voice->change(volumeName, arguments[volumeName].toInt(), answering(answer));
        } };
}

mcp::Tool VolumeFamily::statusTool()
{
    return { .spec = { .name = u"self.audio_speaker.get_volume_status"_s,
                 .description = u"Gives the volume of this computer's loudspeaker in percent and whether it is muted."_s,
                 .title = tr("Look at the volume") },
        .run = [self = QPointer(this)](const QJsonObject&, const mcp::ToolAnswer& answer, QObject*) {
            if (!self || !self->m_system.level())
                return answer(gone());
            answer(QString::fromUtf8(QJsonDocument(self->levels()).toJson(QJsonDocument::Compact)));
        } };
}

QJsonObject VolumeFamily::levels() const
{
    const std::optional<audio::OutputLevel> level = m_system.level();
    return level ? QJsonObject { { volumeName, level->percent }, { u"muted"_s, level->muted } } : QJsonObject();
}

std::vector<StatusSource> VolumeFamily::status()
{
    return { { u"audio_speaker"_s,
                 [self = QPointer(this)](QObject*, const StatusSource::Told& told) { told(self ? self->levels() : QJsonObject()); } },
        { u"assistant_voice"_s, [self = QPointer(this), voice = m_voice](QObject*, const StatusSource::Told& told) {
             const bool toldApart = self && self->m_system.level() && voice;
             told(toldApart ? QJsonObject { { volumeName, voice->value(volumeName).toInt() } } : QJsonObject());
         } } };
}

}

#include "moc_volumefamily.cpp"
