// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices.h"
#include "audio/qtsoundhome.h"

namespace myna::audio {

// Devices of Qt Multimedia. Together with its .cpp: all the code that knows QAudioSource and QAudioSink.
class QtBackend final : public SoundBackend
{
public:
    QtBackend();
    ~QtBackend() override;

    void prepare() override;
    std::unique_ptr<CaptureDevice> makeCapture(const QString& id) override;
    std::unique_ptr<PlaybackDevice> makePlayback(const QString& id) override;

private:
    std::unique_ptr<QtSoundHome> m_home;
};

}
