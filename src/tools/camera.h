// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QImage>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace myna::tools {

// Pictures as a camera gives them while it is open. Lives on the main thread.
class FrameSource : public QObject
{
    Q_OBJECT

public:
    [[nodiscard]] virtual bool isThere() const = 0; // a camera is plugged in, and may be opened
    virtual void open() = 0;
    virtual void close() = 0; // nothing is emitted afterwards

signals:
    void thereChanged();
    void frameReady(const QImage& frame);
    void failed(const myna::Error& error);
};

// The camera of this computer; null where Myna does not know how to use one.
std::unique_ptr<FrameSource> makeCameraFrames();

// Takes one picture at a time, and has the camera on for no longer than that.
class Camera final : public QObject
{
    Q_OBJECT

public:
    struct Timing
    {
        int warmUpFrames = 5; // until exposure and white balance have settled
        std::chrono::milliseconds limit { 8000 };
    };
    using Taken = std::function<void(const Result<QImage>&)>;

    Camera(std::unique_ptr<FrameSource> frames, Timing timing, QObject* parent = nullptr);
    explicit Camera(std::unique_ptr<FrameSource> frames, QObject* parent = nullptr);
    ~Camera() override;

    [[nodiscard]] bool isThere() const { return m_frames && m_frames->isThere(); }
    [[nodiscard]] bool isInUse() const { return m_inUse; }
    // Once, later, unless `context` goes first: then the camera is switched off. Errors: Unavailable (none, busy, does not open), Timeout.
    void take(QObject* context, const Taken& taken);

signals:
    void thereChanged();
    void inUseChanged(bool inUse); // what a privacy light shows

private:
    void onFrame(const QImage& frame);
    void finish(const Result<QImage>& result);
    void switchOff();

    std::unique_ptr<FrameSource> m_frames;
    Timing m_timing;
    QTimer m_limit;
    Taken m_taken; // of the picture under way
    QMetaObject::Connection m_context;
    int m_seen = 0;
    bool m_inUse = false;
};

}
