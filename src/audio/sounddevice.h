// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QDebug>
#include <QMetaType>
#include <QString>
#include <QVector>

namespace myna::audio {

struct SoundDevice
{
    QString id; // stable identity of the sound server, for example a PulseAudio source name
    QString name; // for people
    bool isInput = false;
    bool isDefault = false;
    // An echo canceller of the sound system gives both its microphone and its loudspeaker the same name here; empty: none. Such a
    // microphone is without echo only of what this loudspeaker plays.
    QString echoGroup;
    QString masterId; // the device it stands in front of; empty: none, or not known
    bool operator==(const SoundDevice&) const = default;
};

inline QDebug operator<<(QDebug debug, const SoundDevice& device)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << (device.isInput ? "input " : "output ") << device.id << (device.isDefault ? " (default)" : "");
    return debug;
}

// What the sound server says it has.
struct SoundSystem
{
    bool present = false; // false: no server, and no devices then
    QVector<SoundDevice> devices;
    bool operator==(const SoundSystem&) const = default;
};

// Which devices to use; an empty id follows the system's default.
struct DeviceChoice
{
    QString inputId;
    QString outputId;
    bool operator==(const DeviceChoice&) const = default;
};

// How one direction is doing. Text is empty when it works, else what is missing and what to do.
struct SoundStatus
{
    bool working = false;
    QString deviceName;
    Error problem;
    bool operator==(const SoundStatus&) const = default;
};

}

Q_DECLARE_METATYPE(myna::audio::SoundDevice)
Q_DECLARE_METATYPE(myna::audio::SoundSystem)
Q_DECLARE_METATYPE(myna::audio::SoundStatus)
