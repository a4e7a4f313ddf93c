// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/camera.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace myna::tools {

Camera::Camera(std::unique_ptr<FrameSource> frames, QObject* parent)
    : Camera(std::move(frames), Timing(), parent)
{
}

Camera::Camera(std::unique_ptr<FrameSource> frames, Timing timing, QObject* parent)
    : QObject(parent)
    , m_frames(std::move(frames))
    , m_timing(timing)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] { finish(Error { Error::Code::Timeout, u"The camera gave no picture in time."_s }); });
    if (!m_frames)
        return;
    connect(m_frames.get(), &FrameSource::frameReady, this, &Camera::onFrame);
    connect(m_frames.get(), &FrameSource::failed, this, [this](const Error& error) { finish(error); });
    connect(m_frames.get(), &FrameSource::thereChanged, this, [this] {
        if (!isThere())
            finish(Error { Error::Code::Unavailable, u"The camera was unplugged."_s });
        emit thereChanged();
    });
}

Camera::~Camera()
{
    if (m_inUse)
        m_frames->close();
}

void Camera::take(QObject* context, const Taken& taken)
{
    if (!isThere())
        return taken(Error { Error::Code::Unavailable, u"There is no camera."_s });
    if (m_inUse)
        return taken(Error { Error::Code::Unavailable, u"The camera is already taking a picture."_s });
    m_taken = taken;
    m_seen = 0;
    m_inUse = true;
    m_context = connect(context, &QObject::destroyed, this, &Camera::switchOff);
    m_limit.start(m_timing.limit);
    emit inUseChanged(true); // the light first
    m_frames->open();
}

void Camera::onFrame(const QImage& frame)
{
    if (m_inUse && ++m_seen > m_timing.warmUpFrames && !frame.isNull())
        finish(frame);
}

void Camera::finish(const Result<QImage>& result)
{
    if (!m_inUse)
        return;
    const Taken taken = std::exchange(m_taken, {});
    switchOff();
    taken(result);
}

void Camera::switchOff()
{
    if (!std::exchange(m_inUse, false))
        return;
    m_taken = {};
    m_limit.stop();
    disconnect(m_context);
    m_frames->close();
    emit inUseChanged(false);
}

}

#include "moc_camera.cpp"
