// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/audioparts.h"

#include <QElapsedTimer>
#include <QTimer>

#include <atomic>
#include <memory>

namespace myna::audio {

// A recording as microphone and a file as loudspeaker, both at real time: what `mynad talk --input --output` uses instead of devices.
// The recording is silent until speak() and again after its end; speak() starts it anew and may be called from any thread.
class FileSound final : public QObject
{
    Q_OBJECT

public:
    // Errors: as codec::readWav(). Paths may be empty: then the microphone is silent, and nothing is written.
    static Result<std::shared_ptr<FileSound>> open(const QString& inputPath, const QString& outputPath);

    void speak() { ++m_wanted; }

    // An engine's parts with the recording as its microphone, the file as its loudspeaker, or both; what is not a file is the real device.
    AudioParts parts(bool asInput, bool asOutput);

    std::unique_ptr<CaptureDevice> makeCapture();
    std::unique_ptr<PlaybackDevice> makePlayback(); // the file is written when the device stops

signals:
    void ended(); // the recording was spoken to its end; from the audio thread
    void writeFailed(const myna::Error& error);

private:
    class Capture;
    class Playback;

    FileSound() = default;

    codec::PcmFrame m_input;
    QString m_outputPath;
    std::atomic<int> m_wanted = 0;
    std::weak_ptr<FileSound> m_self;
};

}
